"""Connecting a company that is already there: tax ID, license number, statement; the result is an association."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.companies.models import ConnectionTry, Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.models import Tally
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]
CONNECT = "/companies/connect/"


def to_number_page(browser: Client, number: str) -> str:
    """Pass step one; the address of the page that follows."""
    return browser.post(CONNECT, {"tax_id": number}).headers.get("Location", "")


def show(browser: Client, address: str, number: str, **more: Any) -> Any:
    return browser.post(address, {"license_number": number, "statement": "on"} | more)


def test_a_newcomer_connects_a_known_company_and_is_associated_with_it(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.dorota)

    answer = show(browser, to_number_page(browser, cast.alfa.tax_number), "alfa1 22222 33333 44444")

    assert answer.headers["Location"] == reverse("companies:connected", args=[cast.alfa.public_id])
    place = Membership.objects.get(user=cast.dorota, company=cast.alfa)
    assert (place.role, place.proven_at, place.joined) == (
        Role.ASSOCIATED,
        None,
        Membership.Joined.CONNECTED,
    )
    assert b"Associated with the company" in browser.get(answer.headers["Location"]).content


@pytest.mark.parametrize("written", ["{0}", "PL{0}", "pl {0}", "{1}", "PL-{1}"])
def test_the_same_nip_in_any_writing_is_the_same_company(
    cast: Cast, sign_in: SignIn, written: str
) -> None:
    browser = sign_in(cast.dorota)
    number = written.format(cast.alfa.tax_number, cast.alfa.tax_id_display)

    address = to_number_page(browser, number)

    assert address.endswith("/number/")
    assert cast.alfa.tax_id_display in browser.get(address).content.decode()


def test_an_expired_license_counts_too(cast: Cast, sign_in: SignIn) -> None:
    factories.license(
        cast.alfa,
        number="OLD11-22222-33333-44444",
        status="expired",
        product=factories.product("gestor-gt"),
    )
    browser = sign_in(cast.dorota)

    show(browser, to_number_page(browser, cast.alfa.tax_number), "OLD11-22222-33333-44444")

    assert Membership.objects.filter(user=cast.dorota, company=cast.alfa).exists()


def test_a_company_without_licenses_is_joined_without_a_number(cast: Cast, sign_in: SignIn) -> None:
    founded = factories.company("Warsztat Nieznany", known=False)
    browser = sign_in(cast.dorota)

    answer = browser.post(to_number_page(browser, founded.tax_number), {"statement": "on"})

    assert answer.status_code == 302
    assert Membership.objects.get(user=cast.dorota, company=founded).role == Role.ASSOCIATED


def test_a_vendor_may_let_connecting_give_the_older_role(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.CONNECTING_ROLE = "administrator"
    browser = sign_in(cast.dorota)

    show(browser, to_number_page(browser, cast.alfa.tax_number), cast.alfa_license.number)

    assert Membership.objects.get(user=cast.dorota, company=cast.alfa).role == Role.ADMINISTRATOR


def test_nobody_connects_without_signing_in(client: Client, db: None) -> None:
    answer = client.get(CONNECT)

    assert answer.status_code == 302
    assert "/account/" in answer.headers["Location"]


def test_no_step_is_skipped_and_a_mark_is_for_one_person(cast: Cast, sign_in: SignIn) -> None:
    address = to_number_page(sign_in(cast.dorota), cast.alfa.tax_number)

    assert sign_in(cast.celina).get(address).status_code == 404
    assert sign_in(cast.dorota).get("/companies/connect/forged/number/").status_code == 404


def test_a_wrong_number_and_another_companys_number_get_the_same_answer(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.dorota)
    address = to_number_page(browser, cast.alfa.tax_number)

    wrong = show(browser, address, "WRONG-22222-33333-44444")
    foreign = show(browser, address, cast.beta_license.number)

    assert wrong.status_code == foreign.status_code == 422
    assert "This license number does not belong to this company." in wrong.content.decode()
    same = wrong.content.decode().replace("WRONG-22222-33333-44444", "X")
    assert without_token(same) == without_token(
        foreign.content.decode().replace(cast.beta_license.number, "X")
    )


def without_token(html: str) -> str:
    """A page without its form token, which differs every time."""
    return "\n".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the NIP or VATIN of the company."),
        ("123", "A NIP has 10 digits; this one has 3."),
        ("5252480421", "its last digit does not fit the others"),
        ("ABC!", "neither a NIP (10 digits) nor an EU VAT number"),
        ("DE123", "not valid in the country DE"),
        ("US123456789", "neither a NIP"),
        ("²²²²²²²²²²", "neither a NIP"),
    ],
)
def test_a_bad_tax_id_is_explained_and_stays_in_the_field(
    cast: Cast, sign_in: SignIn, typed: str, sentence: str
) -> None:
    answer = sign_in(cast.dorota).post(CONNECT, {"tax_id": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert not Tally.objects.exists(), "a typing mistake is not a try"


def test_the_statement_must_be_accepted_and_the_number_stays(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)

    answer = browser.post(
        to_number_page(browser, cast.alfa.tax_number), {"license_number": "ALFA1-22222"}
    )

    assert answer.status_code == 422
    assert "Read the statement and accept it." in answer.content.decode()
    assert "ALFA1-22222" in answer.content.decode()


def test_a_member_is_told_that_the_company_is_connected_already(
    cast: Cast, sign_in: SignIn
) -> None:
    answer = sign_in(cast.bogna).post(CONNECT, {"tax_id": cast.alfa.tax_number})

    assert answer.status_code == 422
    assert "already connected to your account" in answer.content.decode()


def test_the_sixth_wrong_number_within_an_hour_is_refused_and_later_ones_are_not(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.dorota)
    address = to_number_page(browser, cast.alfa.tax_number)

    answers = [show(browser, address, f"WRONG-{n}") for n in range(6)]

    assert "does not belong" in answers[4].content.decode()
    assert "Too many attempts. Try again in 60 min." in answers[5].content.decode()
    right_but_too_many = show(browser, address, cast.alfa_license.number)
    assert "Too many attempts" in right_but_too_many.content.decode()
    Tally.objects.update(window_ends_at=timezone.now() - timedelta(seconds=1))
    assert show(browser, address, cast.alfa_license.number).status_code == 302


def test_tries_of_many_strangers_at_one_company_are_limited_together_but_its_own_people_get_in(
    cast: Cast, sign_in: SignIn
) -> None:
    strangers = [factories.person() for _ in range(6)]
    owner = factories.person("Ola", "Alfowska", email="biuro@alfa.example")

    last = None
    for number, stranger in enumerate(strangers):
        browser = sign_in(stranger)
        browser.defaults["REMOTE_ADDR"] = f"10.0.0.{number}"
        last = show(browser, to_number_page(browser, cast.alfa.tax_number), "WRONG-1")
    own = sign_in(owner)
    own.defaults["REMOTE_ADDR"] = "10.0.1.1"
    answer = show(own, to_number_page(own, cast.alfa.tax_number), cast.alfa_license.number)

    assert last is not None
    assert "Too many attempts" in last.content.decode()
    assert answer.status_code == 302


def test_looking_up_tax_ids_is_limited(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.dorota)

    answers = [browser.post(CONNECT, {"tax_id": factories.tax_number()}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [422]


def test_headers_do_not_lift_the_limit(cast: Cast, sign_in: SignIn) -> None:
    for number in range(6):
        browser = sign_in(factories.person())
        answer = browser.post(
            CONNECT,
            {"tax_id": factories.tax_number()},
            headers={"x-forwarded-for": f"10.1.1.{number}"},
        )

    assert answer.status_code == 422


def test_the_event_the_newcomers_message_and_the_administrators_are_told(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.dorota)

    show(browser, to_number_page(browser, cast.alfa.tax_number), cast.alfa_license.number)
    deliver()

    assert (
        Event.objects.filter(
            kind=Kind.COMPANY_ASSOCIATED, company=cast.alfa, actor=cast.dorota
        ).count()
        == 1
    )
    assert {message.to[0] for message in mail.outbox} == {cast.dorota.email, cast.anna.email}
    to_anna = next(message for message in mail.outbox if message.to == [cast.anna.email])
    assert "Dorota Dąb" in to_anna.subject
    assert "/members/" in str(to_anna.body)
    assert cast.alfa_license.number not in str(to_anna.body)


def test_administrators_hear_of_failed_tries_once_a_day(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None], travel: Callable[..., Any]
) -> None:
    from klucznik.companies.tasks import tell_of_failed_tries

    browser = sign_in(cast.dorota)
    address = to_number_page(browser, cast.alfa.tax_number)
    for number in range(3):
        show(browser, address, f"WRONG-{number}")

    travel(minutes=6)
    tell_of_failed_tries()
    ConnectionTry.objects.create(company=cast.alfa, user=cast.dorota)
    travel(minutes=30)
    tell_of_failed_tries()
    deliver()

    told = [message for message in mail.outbox if message.to == [cast.anna.email]]
    assert len(told) == 1
    assert "3 attempts" in str(told[0].body)
    travel(days=1)
    tell_of_failed_tries()
    assert Event.objects.filter(kind=Kind.COMPANY_CONNECTION_REFUSED).count() == 2


def test_who_needs_no_license_number_is_not_asked_to_show_one(cast: Cast, sign_in: SignIn) -> None:
    company = factories.company("Bez Licencji", known=False)
    factories.membership(company, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    browser = sign_in(cast.dorota)

    text = browser.get(to_number_page(browser, company.tax_number)).content.decode()

    assert "no license number is needed" in text
    assert "Show that you know it" not in text
