"""Quiet notices on the pages of those whom they concern; put away by the person, gone when over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Membership
from klucznik.companies.notices import most_important, told_on_top
from klucznik.news.actions.course import end
from klucznik.news.models import PutAway
from klucznik.news.notices import before_sign_in, for_company, for_person
from tests import factories
from tests.news.telling import told

pytestmark = pytest.mark.django_db


def titles(person) -> list[str]:
    return [str(one.title) for one in for_person(person)]


def named(title: str) -> dict[str, dict[str, str]]:
    return {"titles": {"pl": f"{title} po polsku", "en": title}}


def test_the_start_page_tells_what_concerns_me(cast, sign_in):
    product = factories.product("inny")
    factories.license(cast.beta, product=product)
    told(cast.henryk, "version", products=[product], **named("Only for Beta"))
    told(cast.henryk, "trouble", impact="limited", **named("Slow portal"))

    page = sign_in(cast.dorota).get("/")

    assert b"Slow portal" in page.content
    assert b"What works with limits: Customer portal." in page.content
    assert b"Only for Beta" not in page.content
    assert titles(cast.celina) == ["Slow portal", "Only for Beta"]


def test_what_happens_now_comes_before_what_is_to_come(cast):
    told(cast.henryk, "news", **named("News"))
    told(cast.henryk, "terms", **named("Terms"))
    told(cast.henryk, "break", **named("Break"))
    told(cast.henryk, "trouble", impact="down", **named("Down"))
    place = Membership.objects.select_related("company", "user").get(user=cast.bogna)

    assert titles(cast.bogna) == ["Down", "Break", "Terms"]
    assert str(for_company(place).title) == "Down"
    assert most_important(place).tone == "danger"


def test_put_away_by_one_it_stays_for_the_others(cast, sign_in):
    notice = told(cast.henryk, "version", **named("Version"))
    browser = sign_in(cast.dorota)

    for _ in range(2):
        back = browser.post(
            f"/news/{notice.public_id}/put-away/",
            headers={"referer": "http://testserver/companies/"},
        )

    assert back.url == "/companies/"
    assert b"Version" not in browser.get("/").content.partition(b"Put away.")[2]
    assert titles(cast.dorota) == []
    assert titles(cast.celina) == ["Version"]
    assert PutAway.objects.count() == 1
    stranger = browser.post(
        f"/news/{notice.public_id}/put-away/", headers={"referer": "http://evil.example/"}
    )
    assert stranger.url == "/"


def test_a_planned_break_is_told_from_a_week_ahead_and_gone_when_over(cast, travel):
    later = told(cast.henryk, "break")
    type(later).objects.update(
        starts_at=later.starts_at + timedelta(days=9), ends_at=later.ends_at + timedelta(days=9)
    )

    assert titles(cast.anna) == []
    travel(days=4)
    assert titles(cast.anna) == ["Important words"]
    travel(days=6, hours=1)
    end(cast.henryk, later, words={})
    assert titles(cast.anna) == []


def test_news_stand_there_for_two_weeks(cast, travel):
    told(cast.henryk, "version")

    travel(days=13)
    assert titles(cast.anna) == ["Important words"]
    travel(days=1)
    assert titles(cast.anna) == []


def test_whoever_cannot_get_in_reads_it_before_signing_in(cast, client, travel):
    told(cast.henryk, "break")
    told(cast.henryk, "trouble", for_administrators=True, **named("Secret"))

    assert before_sign_in() is None
    travel(days=1)
    page = client.get("/account/sign-in/").content.decode()

    assert "Ważna wiadomość" in page.replace("\xa0", " ")
    assert "Nie działa" in page or "What does not work" in page
    assert "Secret" not in page
    assert "/news/status/" in page


def test_it_costs_one_query_where_there_is_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert for_person(cast.anna) == []
    with django_assert_num_queries(1):
        assert before_sign_in() is None


def test_it_costs_the_same_for_few_and_many(cast, django_assert_max_num_queries):
    product = cast.alfa_license.product
    for number in range(6):
        told(cast.henryk, "version", products=[product], **named(str(number)))
        told(cast.henryk, "news", for_administrators=True)

    with django_assert_max_num_queries(4):
        assert len(for_person(cast.anna)) == 3


def test_a_break_does_not_wait_behind_something_more_important(cast, sign_in):
    told(cast.henryk, "break", **named("Break"))
    told(cast.henryk, "news", **named("News"))
    place = Membership.objects.select_related("company", "user").get(user=cast.bogna)
    first = most_important(place)

    page = sign_in(cast.bogna).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert first.title in page
    assert "Break" in page
    assert not first.of_service
    assert [one.of_service for one in told_on_top(place)] == [False, True]
