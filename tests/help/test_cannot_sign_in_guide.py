"""I cannot sign in: at most four questions, the same for everybody, and each way ends at a door that opens."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve, reverse
from django.utils import translation

from klucznik.help.guide import MOST_QUESTIONS, START, step_at, steps
from klucznik.help.ways_in.pieces import End
from klucznik.help.wording import address_of, told
from tests.help.starter import KEYS

STEPS = list(steps())
ENDS = [step for step in STEPS if isinstance(step.here, End)]
GUIDE = "/help/cannot-sign-in/guide/"


def on_the_page(client, way: str, **headers) -> str:
    """What stands on it, without the token of the form that changes the language."""
    shown = client.get(GUIDE, {"way": way} if way else {}, **headers)
    assert shown.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", shown.content.decode())


def test_no_way_asks_more_than_four_questions_and_none_ends_in_nothing():
    assert max(len(step.given) for step in ENDS) <= MOST_QUESTIONS
    for step in STEPS:
        if not isinstance(step.here, End):
            codes = [answer.code for answer in step.here.answers]
            assert 2 <= len(codes) <= 5
            assert len(set(codes)) == len(codes)


def test_each_door_says_two_or_three_sentences_how_long_and_what_to_have():
    for language in ("pl", "en"):
        with translation.override(language):
            for step in ENDS:
                end = told(step)["end"]
                assert 2 <= len(end["sentences"]) <= 3, end["title"]
                assert end["takes"]
                assert end["at_hand"]
                assert "%(" not in str(end)
                assert end["article"] in KEYS


def test_each_door_says_what_was_asked_and_leads_back_to_each_answer(client):
    way = "account.password.forgotten.no"

    with translation.override("pl"):
        given = told(step_at(way))["given"]
        asked = [told(step_at(one["way"]))["question"] for one in given]
    shown = on_the_page(client, way)

    assert [one["way"] for one in given] == ["", "account", "account.password", way[:-3]]
    assert [one["question"] for one in given] == asked
    for one in given:
        assert f"<dt>{one['question']}</dt>" in shown
        assert f'href="{"?way=" + one["way"] if one["way"] else GUIDE}"' in shown


def test_its_numbers_are_those_in_force(settings, monkeypatch):
    settings.ACTIVATION_HOURS = 71
    monkeypatch.setattr("klucznik.letters.facts.PAPER_WAIT", timedelta(days=23))
    monkeypatch.setattr("klucznik.members.invitations.VALID_FOR", timedelta(days=17))

    for way, number in {
        "account.closed.never": "71",
        "account.mailbox.no": "23",
        "administrator.died": "23",
        "invitation.company.over": "17",
    }.items():
        assert number in str(told(step_at(way))["end"])


@pytest.mark.django_db
def test_whoever_is_no_deputy_comes_to_a_page_that_says_what_else(sign_in, cast):
    door = address_of(step_at("administrator.deputy").here)
    page = parse_qs(urlsplit(door).query)["next"][0]

    for person in (cast.anna, cast.bartek):
        assert sign_in(person).get(page, follow=True).status_code == 200


def test_everything_that_keeps_people_out_has_its_door():
    articles = {step.here.article for step in ENDS}

    assert articles >= {
        "activate-account", "new-password", "lost-second-step", "passkeys", "lost-mailbox",
        "change-email", "cannot-sign-in", "my-products", "no-rights", "deleted-account-back",
        "accept-invitation", "office-invitation", "recover-rights", "owner-death",
        "program-sign-in",
    }  # fmt: skip


def test_the_address_carries_all_and_leads_back():
    step = step_at("account.password.forgotten")

    assert step.number == 4
    assert step.back == "account.password"
    assert step_at(step.back).back == "account"
    assert step_at("account").back == ""
    assert step_at("").here is START


@pytest.mark.parametrize("way", ["nothing", "account.", ".", "program.more", "account..password"])
@pytest.mark.django_db
def test_an_answer_that_cannot_be_given_begins_anew(client, way):
    answer = client.get(GUIDE, {"way": way})

    assert answer.status_code == 302
    assert answer["Location"] == GUIDE


@pytest.mark.parametrize("url", sorted({address_of(step.here) for step in ENDS}))
@pytest.mark.django_db
def test_each_door_opens_for_somebody_who_is_not_signed_in(client, url):
    shown = client.get(url)

    assert shown.status_code == 200
    going_to = parse_qs(urlsplit(url).query).get("next", [""])[0]
    if going_to:
        assert url.startswith(reverse("account_login"))
        assert resolve(going_to)  # a page of ours, and sign-in keeps it
        assert f'value="{going_to}"' in shown.content.decode()


@pytest.mark.parametrize("end", sorted({step.here.page for step in ENDS if step.here.in_company}))
@pytest.mark.django_db
def test_each_door_of_a_company_opens_or_says_who_may(sign_in, cast, end):
    assert sign_in(cast.anna).get(f"/help/go/{end}/", follow=True).status_code in (200, 403)


def test_no_step_asks_the_database(client):
    for step in STEPS:
        shown = on_the_page(client, step.way)  # no database in this test
        for _answer, way in step.onward:
            assert f'href="?way={way}"' in shown
        assert not step.given or f'href="{GUIDE}"' in shown


@pytest.mark.parametrize("way", ["", "account.closed", "account.closed.deleted"])
@pytest.mark.django_db
def test_it_reads_the_same_for_customers_and_strangers(client, cast, way):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = cast.anna.language
    stranger = on_the_page(client, way)
    client.force_login(cast.anna)

    assert on_the_page(client, way) == stranger


@pytest.mark.parametrize(
    "url",
    [
        "/account/sign-in/",
        "/account/forgotten-password/",
        "/account/activate/",
        "/no-such-page/",
        "/help/",
        "/help/here/",
    ],
)
@pytest.mark.django_db
def test_whoever_stands_before_a_closed_door_is_led_to_it(client, url):
    assert f'href="{GUIDE}"' in client.get(url).content.decode()
