"""Closing a company on which nothing hangs; whoever founds it anew finds nothing of before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.errors import (
    CompanyAlreadyThere,
    CompanyClosed,
    CompanyHeld,
    RightToCloseMissing,
)
from klucznik.companies.familiarity import is_familiar
from klucznik.companies.health import State, health
from klucznik.companies.history import events_of
from klucznik.companies.knowing import become_known
from klucznik.companies.marks import make_mark
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.integrations.erp import companies as erp
from klucznik.members.actions.invitations import invite_member
from klucznik.members.models import Invitation
from klucznik.members.places import Reason
from tests import factories
from tests.backoffice import desk
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def small(cast: Cast) -> Company:
    """A company that only Dorota knows."""
    company = factories.company("Pomyłka", known=False, street="Krótka 1", email="d@small.example")
    factories.membership(company, cast.dorota, GLOBAL, proven=False)
    return company


def closed(cast: Cast) -> Company:
    company = small(cast)
    invite_member(cast.dorota, company, email="zosia@example.com", role=Role.USER)
    return close_company(cast.dorota, company)


def anew(person: User, company: Company, name: str = "Nowa") -> Company:
    return found_company(person, tax_id=company.tax_id, statement=True, name=name)


def test_the_only_person_closes_an_empty_company(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    company = small(cast)
    invite_member(cast.dorota, company, email="zosia@example.com", role=Role.USER)
    deliver()
    mail.outbox.clear()
    browser = sign_in(factories.with_factor(cast.dorota), factor=True)
    address = page_of(company, "companies:close")

    asked = browser.get(address).content.decode()
    answer = browser.post(address, follow=True)
    deliver()

    company.refresh_from_db()
    assert "it disappears from your account" in asked
    assert "The company Pomyłka is closed." in answer.content.decode()
    assert (company.closed_by, company.closed_at is not None) == (cast.dorota, True)
    assert not Membership.objects.active().filter(company=company).exists()
    assert not Invitation.objects.open().exists()
    assert browser.get(company.get_absolute_url()).status_code == 404
    assert [message.to for message in mail.outbox] == [["dorota@example.com"]]
    assert "you closed the company" in mail.outbox[0].subject
    event = Event.objects.get(kind=Kind.COMPANY_CLOSED)
    assert event.sentence == "Dorota Dąb closed the company"
    assert Event.objects.get(kind=Kind.MEMBER_LEFT).facts["reason"] == Reason.CLOSED


def hold_by_a_license(cast: Cast, company: Company) -> None:
    factories.license(company)


def hold_by_an_order(cast: Cast, company: Company) -> None:
    factories.transaction(company)


def hold_by_a_person(cast: Cast, company: Company) -> None:
    factories.membership(company, cast.bogna, Role.ASSOCIATED, proven=False)


def hold_by_the_vendor(cast: Cast, company: Company) -> None:
    Company.objects.filter(pk=company.pk).update(known_at=clock.now())


@pytest.mark.parametrize(
    ("hold", "words"),
    [
        (hold_by_a_license, "It has or had licenses."),
        (hold_by_an_order, "It has orders in its history."),
        (hold_by_a_person, "1 other person belongs to it: disconnect them first."),
        (hold_by_the_vendor, "The vendor keeps the company among its customers."),
    ],
)
def test_what_hangs_on_a_company_is_named(
    cast: Cast, sign_in: SignIn, hold: Callable[[Cast, Company], None], words: str
) -> None:
    company = small(cast)
    hold(cast, company)
    browser = sign_in(factories.with_factor(cast.dorota), factor=True)

    shown = browser.get(page_of(company, "companies:close")).content.decode()
    refused = browser.post(page_of(company, "companies:close"))
    with pytest.raises(CompanyHeld):
        close_company(cast.dorota, company)

    assert words in shown
    assert page_of(company, "members:hand_over") in shown
    assert refused.status_code == 422
    assert Company.objects.get(pk=company.pk).closed_at is None


def test_only_a_global_administrator_with_the_second_step(cast: Cast, sign_in: SignIn) -> None:
    company = small(cast)
    address = page_of(company, "companies:close")
    factories.with_factor(cast.dorota)

    without = sign_in(cast.dorota).post(address)
    theirs = sign_in(cast.celina).post(address)
    for person in (cast.bartek, cast.bogna):
        assert sign_in(person).post(page_of(cast.alfa, "companies:close")).status_code == 403

    assert without.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert theirs.status_code == 404
    with pytest.raises(RightToCloseMissing):
        close_company(cast.celina, company)
    Membership.objects.filter(company=company).update(
        probation_until=clock.now() + timedelta(days=1)
    )
    with pytest.raises(RightToCloseMissing):
        close_company(cast.dorota, company)


def test_nobody_connects_with_a_closed_company(cast: Cast, sign_in: SignIn) -> None:
    company = closed(cast)
    mark = make_mark(cast.bogna, company.tax_id)
    browser = sign_in(cast.bogna)

    step = browser.post(reverse("companies:connect"), {"tax_id": company.tax_number})
    known = browser.get(reverse("companies:connect_known", args=[mark]))
    with pytest.raises(CompanyClosed):
        connect_company(cast.bogna, company, statement=True)

    assert step.headers["Location"].endswith("/data/")
    assert known.status_code == 404


def test_whoever_founds_it_anew_finds_nothing_of_before(cast: Cast, sign_in: SignIn) -> None:
    company = closed(cast)
    mark = make_mark(cast.bogna, company.tax_id)
    form = {
        "name": "Zakład Bogny",
        "street": "Długa 2",
        "postcode": "00-950",
        "city": "Warszawa",
        "statement": "on",
    }
    browser = sign_in(cast.bogna)

    blank = browser.get(reverse("companies:connect_new", args=[mark])).content.decode()
    answer = browser.post(reverse("companies:connect_new", args=[mark]), form)
    pages = "".join(
        browser.get(page_of(company, name)).content.decode()
        for name in (
            "companies:data",
            "companies:history",
            "members:members",
            "members:company_keys",
            "licensing:products",
        )
    )

    again = Company.objects.get(pk=company.pk)
    assert answer.headers["Location"] == page_of(company, "companies:connected")
    assert (again.name, again.street, again.email) == ("Zakład Bogny", "Długa 2", "")
    assert (again.closed_at, again.closed_by) == (None, None)
    assert place_of(cast.bogna, again).role == GLOBAL
    for word in ("Pomyłka", "Krótka", "Dorota", "dorota@example.com", "zosia", "closed the"):
        assert word not in blank + pages
    assert "Zakład Bogny" in pages
    assert [event.kind for event in events_of(again)] == [Kind.COMPANY_FOUNDED]
    assert Event.objects.filter(company=company).count() > 3
    assert health(again).state == State.FRAGILE


def test_the_first_founder_is_a_stranger_there_now(cast: Cast, sign_in: SignIn) -> None:
    company = anew(cast.bogna, closed(cast))
    browser = sign_in(cast.dorota)

    assert told(browser.get(page_of(company, "companies:history")))[0] == 404
    assert not is_familiar(cast.dorota, company)
    connect_company(cast.dorota, company, statement=True)
    assert place_of(cast.dorota, company).role == Role.ASSOCIATED


def test_the_same_person_may_begin_again(cast: Cast) -> None:
    company = anew(cast.dorota, closed(cast), "Jednak tak")
    close_company(cast.dorota, company)
    third = anew(cast.dorota, company, "Do trzech razy")

    assert (third.pk, third.name) == (company.pk, "Do trzech razy")
    assert Membership.objects.filter(company=company).count() == 3
    assert [event.kind for event in events_of(third)] == [Kind.COMPANY_FOUNDED]


def test_a_company_that_stands_is_not_founded_anew(cast: Cast) -> None:
    company = small(cast)

    with pytest.raises(CompanyAlreadyThere):
        anew(cast.bogna, company)


def test_what_the_vendor_sells_opens_it_again_without_an_administrator(cast: Cast) -> None:
    company = closed(cast)

    become_known([company.pk])

    company.refresh_from_db()
    assert company.closed_at is None
    assert company.known_at
    assert health(company).state == State.ADMINLESS
    assert [event.kind for event in events_of(company)] == [Kind.COMPANY_BECAME_KNOWN]


def test_an_import_opens_it_again_with_the_data_of_the_vendor(cast: Cast) -> None:
    company = closed(cast)
    said = ["K0001", "company", "2024-01-01", "erp@klient.example"]
    contact = ["Klient", "Prosta 3", "00-001", "Łódź", "erp@klient.example"]

    with transaction.atomic():
        erp.merge([[f"PL{company.tax_number}", *said, *contact]])

    company.refresh_from_db()
    assert (company.name, company.closed_at) == ("Klient", None)
    assert company.known_at


def test_a_known_company_cannot_be_closed_whatever_the_code_says(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=cast.alfa.pk).update(closed_at=clock.now())


def test_staff_see_that_it_is_closed(cast: Cast, sign_in: SignIn) -> None:
    company = closed(cast)
    browser = desk.at_work(sign_in, cast.ewa)

    listed = browser.get(reverse("backoffice:companies"), {"q": "Pomyłka"}).content.decode()
    shown = browser.get(reverse("backoffice:company", args=[company.public_id])).content.decode()

    assert "closed" in listed
    assert "Dorota Dąb closed it on" in shown


@pytest.mark.django_db(transaction=True)
def test_of_two_who_found_it_anew_at_once_one_does(cast: Cast) -> None:
    company = closed(cast)
    people = [factories.person(f"Osoba{number}") for number in range(6)]

    def found(person: User) -> bool:
        try:
            anew(person, company)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        founded = list(pool.map(found, people))

    assert sum(founded) == 1
    assert Membership.objects.filter(company=company).active().count() == 1
