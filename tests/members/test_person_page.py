"""A person's page: the whole story in one company, what can be done, and why something cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from klucznik.companies.models import Membership, Role
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.people import change_role
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]


def shown(browser: Client, place: Membership) -> str:
    return browser.get(page_of(place.company, "members:member", place.public_id)).content.decode()


def test_it_tells_who_invited_whom_what_they_open_and_what_happened(
    cast: Cast, sign_in: SignIn
) -> None:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    factories.license(cast.alfa, product=product, amount=5)
    invitation = invite_member(cast.bartek, cast.alfa, email="dorota@example.com", role=Role.USER)
    place = accept_invitation(cast.dorota, invitation)
    grant_product_access(cast.anna, place, product=product)
    change_role(cast.anna, place, role=Role.ADMINISTRATOR)

    page = shown(sign_in(cast.anna), place)

    for words in (
        "invited by Bartek Brzoza",
        "given by Anna Alfowska",
        "Subiekt 123",
        "none, the place lasts",
        "turned off",
        "changed the role of Dorota Dąb",
        f"?person={cast.dorota.public_id}",
    ):
        assert words in page


def test_it_tells_only_whether_there_is_a_second_step(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.bogna)

    page = shown(sign_in(cast.anna), place_of(cast.bogna, cast.alfa))

    assert "turned on" in page
    assert "totp" not in page.lower()


@pytest.mark.parametrize(
    ("viewer", "target", "words"),
    [
        ("bartek", "anna", "The global administrator role can be taken away only by a global"),
        ("bartek", "olek", "A company administrator is changed and disconnected by a global"),
        ("pamela", "anna", "On probation you cannot change or disconnect global administrators."),
        (
            "pamela",
            "bartek",
            "On probation you cannot change or disconnect company administrators.",
        ),
    ],
)
def test_what_is_not_possible_has_a_reason(
    cast: Cast, sign_in: SignIn, viewer: str, target: str, words: str
) -> None:
    from datetime import timedelta

    from klucznik.core import clock

    olek, pamela = factories.person("Olek"), factories.person("Pamela")
    factories.membership(cast.alfa, olek, Role.ADMINISTRATOR)
    until = clock.now() + timedelta(days=9)
    factories.membership(cast.alfa, pamela, Role.GLOBAL_ADMINISTRATOR, probation_until=until)
    people = {"anna": cast.anna, "bartek": cast.bartek, "olek": olek, "pamela": pamela}

    page = shown(sign_in(people[viewer]), place_of(people[target], cast.alfa))

    assert words in page
    assert "Save the role" not in page
    assert "Save the last day" not in page
    assert "Disconnect the user" not in page


def test_a_lower_role_is_given_after_a_page_that_says_what_it_takes(
    cast: Cast, sign_in: SignIn
) -> None:
    invite_member(cast.bartek, cast.alfa, email="z@example.com", role=Role.USER)
    bartek, browser = place_of(cast.bartek, cast.alfa), sign_in(cast.anna)
    address = page_of(cast.alfa, "members:change_role", bartek.public_id)

    asked = browser.post(address, {"role": "user"}).content.decode()
    bartek.refresh_from_db()
    before = bartek.role
    browser.post(address, {"role": "user", "sure": "1"})

    bartek.refresh_from_db()
    assert "Bartek Brzoza can no longer:" in asked
    assert "manage users" in asked
    assert "z@example.com" in asked
    assert "Bartek Brzoza gets a message about it." in asked
    assert before == Role.ADMINISTRATOR
    assert bartek.role == Role.USER


def test_whoever_gets_another_role_is_signed_out_at_once(cast: Cast, sign_in: SignIn) -> None:
    theirs = sign_in(cast.bogna)
    page = page_of(cast.alfa, "licensing:products")

    before = theirs.get(page).status_code
    change_role(cast.anna, place_of(cast.bogna, cast.alfa), role=Role.ADMINISTRATOR)
    after = theirs.get(page)

    assert before == 200
    assert after.status_code == 302
    assert "sign-in" in after.headers["Location"]


def test_whoever_steps_down_stays_signed_in_here_and_nowhere_else(
    cast: Cast, sign_in: SignIn
) -> None:
    here, elsewhere = sign_in(cast.bartek), sign_in(cast.bartek)
    place = place_of(cast.bartek, cast.alfa)
    products = page_of(cast.alfa, "licensing:products")

    here.post(
        page_of(cast.alfa, "members:change_role", place.public_id), {"role": "user", "sure": "1"}
    )

    place.refresh_from_db()
    assert place.role == Role.USER
    assert here.get(products).status_code == 200
    assert elsewhere.get(products).status_code == 302


def test_accepting_a_higher_role_keeps_the_session(cast: Cast, sign_in: SignIn) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)
    from klucznik.members.models import Invitation

    invitation = Invitation(
        company=cast.alfa, email="dorota@example.com", role=Role.ADMINISTRATOR, invited_by=cast.anna
    )
    from klucznik.members.invitations import renew

    renew(invitation).save()
    browser = sign_in(cast.dorota)

    accept_invitation(cast.dorota, invitation)

    place = place_of(cast.dorota, cast.alfa)
    assert place.role == Role.ADMINISTRATOR
    assert browser.get(page_of(cast.alfa, "members:members")).status_code == 200
