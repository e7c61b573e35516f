"""The list of users narrowed by product and state, sorted in Polish, and taken out as a file for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.spreadsheets import cell
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]


def names(page: str) -> list[str]:
    return re.findall(r'table__main"><a href="[^"]+">([^<]+)</a>', page)


def listed(browser: Client, cast: Cast, **wanted: str) -> list[str]:
    return names(browser.get(page_of(cast.alfa, "members:members"), wanted).content.decode())


def test_people_are_narrowed_by_product_and_state(cast: Cast, sign_in: SignIn) -> None:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    bogna, bartek = place_of(cast.bogna, cast.alfa), place_of(cast.bartek, cast.alfa)
    soon, long_ago = clock.now() + timedelta(days=20), clock.now() - timedelta(days=91)
    ProductAccess.objects.create(membership=bogna, product=product, until=soon)
    Membership.objects.filter(pk=bartek.pk).update(until=soon, last_active_at=long_ago)
    factories.with_factor(cast.bartek)
    browser = sign_in(cast.anna)

    assert listed(browser, cast, product="subiekt-123") == ["Bogna Bąk"]
    assert listed(browser, cast, state="ending") == ["Bogna Bąk", "Bartek Brzoza"]
    assert listed(browser, cast, state="without_factor") == ["Anna Alfowska", "Bogna Bąk"]
    assert listed(browser, cast, state="inactive") == ["Bartek Brzoza"]
    assert listed(browser, cast, state="ending", role="user", q="bogna") == ["Bogna Bąk"]


@pytest.mark.parametrize(
    "wanted", [{"state": "'"}, {"product": "%"}, {"after": "x"}, {"size": "-1"}, {"role": "king"}]
)
def test_what_means_nothing_filters_nothing_and_breaks_nothing(
    cast: Cast, sign_in: SignIn, wanted: dict[str, str]
) -> None:
    assert len(listed(sign_in(cast.anna), cast, **wanted)) == (0 if "product" in wanted else 3)


def test_polish_letters_sort_where_they_belong(cast: Cast, sign_in: SignIn) -> None:
    for surname in ("Żak", "Sowa", "Śliwa", "Szulc"):
        factories.membership(cast.alfa, factories.person("Jan", surname))

    found = listed(sign_in(cast.anna), cast)

    assert found[-4:] == ["Jan Sowa", "Jan Szulc", "Jan Śliwa", "Jan Żak"]


def test_two_hundred_stand_on_a_page_when_asked_for(cast: Cast, sign_in: SignIn) -> None:
    for number in range(60):
        factories.membership(cast.alfa, factories.person("Tom", f"Tłum {number:02d}"))
    browser = sign_in(cast.anna)

    assert len(listed(browser, cast)) == 50
    assert len(listed(browser, cast, size="200")) == 63


def test_the_list_is_downloaded_by_whoever_manages_users_and_the_history_knows(
    cast: Cast, sign_in: SignIn
) -> None:
    evil = factories.person("=cmd|' /C calc'!A0", "+48", email="zly@example.com")
    factories.membership(cast.alfa, evil)

    answer = sign_in(cast.bartek).post(page_of(cast.alfa, "members:download"), {"role": "user"})
    text = answer.content.decode("utf-8-sig")
    event = Event.objects.get(kind=Kind.MEMBER_LIST_DOWNLOADED)

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "\"'=cmd|' /C calc'!A0\"" in text
    assert '"\'+48"' in text
    assert "bogna@example.com" in text
    assert "anna@example.com" not in text
    assert (event.actor, event.facts["count"]) == (cast.bartek, 2)


def test_who_may_not_download_gets_nothing(cast: Cast, sign_in: SignIn) -> None:
    until = clock.now() + timedelta(days=9)
    pamela = factories.person("Pamela")
    factories.membership(cast.alfa, pamela, Role.GLOBAL_ADMINISTRATOR, probation_until=until)
    page = page_of(cast.alfa, "members:download")

    probing = sign_in(pamela).post(page, follow=True)
    user, stranger = sign_in(cast.bogna).post(page), sign_in(cast.celina).post(page)
    looked = sign_in(cast.anna).get(page)

    assert "On probation you cannot download the list of users." in probing.content.decode()
    assert user.status_code == 403
    assert told(stranger)[0] == 404
    assert looked.status_code == 302
    assert not Event.objects.filter(kind=Kind.MEMBER_LIST_DOWNLOADED).exists()


@pytest.mark.parametrize(
    "begin", ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", " ="]
)
def test_no_cell_is_computed(begin: str) -> None:
    assert cell(f"{begin}1+1").startswith("'")
    assert cell("Anna = Nowak") == "Anna = Nowak"
