"""The first account of an unknown company founds it, unproven, and gains nothing when the vendor comes to know it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from klucznik.companies.actions.connecting import found_company
from klucznik.companies.errors import CompanyAlreadyThere
from klucznik.companies.health import State, health
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]
DATA = {
    "name": "Warsztat Dąb",
    "street": "Leśna 4",
    "postcode": "15-001",
    "city": "Białystok",
    "email": "dab@example.com",
    "statement": "on",
}


def found(browser: Client, number: str, **more: str) -> Company:
    address = browser.post("/companies/connect/", {"tax_id": number}).headers["Location"]
    browser.post(address, DATA | more)
    return Company.objects.get(tax_number=number)


def test_the_first_account_founds_the_company_and_administers_it_unproven(
    cast: Cast, sign_in: SignIn
) -> None:
    company = found(sign_in(cast.dorota), factories.tax_number())

    place = Membership.objects.get(company=company)
    assert (place.user, place.role, place.proven_at) == (
        cast.dorota,
        Role.GLOBAL_ADMINISTRATOR,
        None,
    )
    assert (company.name, company.city, company.known_at) == ("Warsztat Dąb", "Białystok", None)
    assert health(company).state == State.FRAGILE


def test_the_founder_is_told_that_nobody_checked_the_role(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.dorota)
    company = found(browser, factories.tax_number())
    deliver()

    assert (
        "Nobody has checked this role yet."
        in browser.get(f"/companies/{company.public_id}/connected/").content.decode()
    )
    assert [message.to for message in mail.outbox] == [[cast.dorota.email]]


def test_missing_data_are_named_at_their_fields_and_nothing_is_lost(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.dorota)
    address = browser.post("/companies/connect/", {"tax_id": factories.tax_number()}).headers[
        "Location"
    ]

    answer = browser.post(address, {"name": "", "city": "Białystok", "phone": "call me"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the name of the company as it is registered." in text
    assert "A phone number has digits" in text
    assert 'value="Białystok"' in text
    assert "Read the statement and accept it." in text


def test_a_name_with_a_link_is_refused(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)
    address = browser.post("/companies/connect/", {"tax_id": factories.tax_number()}).headers[
        "Location"
    ]

    answer = browser.post(address, DATA | {"name": "Wygraj na www.zlo.example"})

    assert "A name cannot contain a web address." in answer.content.decode()


def test_of_two_founders_the_second_is_told_to_start_again(cast: Cast) -> None:
    number = TaxId("PL", factories.tax_number())
    found_company(cast.dorota, tax_id=number, statement=True, name="Warsztat")

    with pytest.raises(CompanyAlreadyThere):
        found_company(cast.celina, tax_id=number, statement=True, name="Warsztat")

    assert Event.objects.filter(kind=Kind.COMPANY_FOUNDED).count() == 1


def test_when_the_vendor_comes_to_know_the_company_the_unproven_fall_back(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    company = found_company(
        cast.dorota, tax_id=TaxId("PL", factories.tax_number()), statement=True, name="Warsztat"
    )
    factories.membership(company, cast.celina, Role.ADMINISTRATOR, proven=False)

    assert become_known([company.pk]) == 1
    deliver()

    company.refresh_from_db()
    assert set(company.memberships.values_list("role", flat=True)) == {Role.ASSOCIATED}
    assert company.is_known
    assert health(company).state == State.ADMINLESS
    told = {message.to[0] for message in mail.outbox if "confirm" in message.subject}
    assert told == {cast.dorota.email, cast.celina.email}
    assert become_known([company.pk]) == 0


def test_an_unproven_administrator_of_a_known_company_keeps_no_keys(cast: Cast) -> None:
    place = Membership.objects.get(user=cast.celina)
    Membership.objects.filter(pk=place.pk).update(proven_at=None)

    assert health(cast.beta).state == State.ADMINLESS


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.FRAGILE),
        ({"user__address_bounced_at": "now"}, State.UNREACHABLE),
        ({"silent_since": "now"}, State.UNREACHABLE),
        ({"user__activated_at": None}, State.UNREACHABLE),
        ({"ended_at": "now"}, State.ADMINLESS),
    ],
)
def test_the_state_of_a_company_follows_from_who_can_be_reached(
    cast: Cast, changes: dict[str, str | None], state: State
) -> None:
    place = Membership.objects.get(user=cast.celina)
    for name, value in changes.items():
        target = place.user if name.startswith("user__") else place
        setattr(
            target,
            name.removeprefix("user__"),
            clock.now() + timedelta(seconds=1) if value == "now" else value,
        )
        target.save()

    assert health(cast.beta).state == state
