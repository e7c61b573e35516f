"""Company data: who sees them, who edits them, and that an import leaves an edit alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]
NEW = {
    "name": "Piekarnia Alfa",
    "street": "Nowa 1",
    "postcode": "30-002",
    "city": "Kraków",
    "email": "nowy@alfa.example",
    "phone": "+48 12 345 67 89",
}


def edit(browser: Client, cast: Cast, **changes: str):
    return browser.post(f"/companies/{cast.alfa.public_id}/data/edit/", NEW | changes)


def test_a_global_administrator_edits_the_data(cast: Cast, sign_in: SignIn) -> None:
    answer = edit(sign_in(cast.anna), cast)

    cast.alfa.refresh_from_db()
    assert answer.status_code == 302
    assert (cast.alfa.street, cast.alfa.email) == ("Nowa 1", "nowy@alfa.example")
    assert cast.alfa.edited_fields == ["email", "phone", "postcode", "street"]
    assert clock.now() - cast.alfa.email_since < timedelta(minutes=1)


def test_a_company_administrator_sees_but_does_not_edit(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.bartek)

    seen = browser.get(f"/companies/{cast.alfa.public_id}/data/")

    assert seen.status_code == 200
    assert "Edit data" not in seen.content.decode()
    refused = edit(browser, cast)
    assert refused.status_code == 403
    assert "global administrator" in refused.content.decode()


def test_a_user_sees_why_not_and_whom_to_ask(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.bogna).get(f"/companies/{cast.alfa.public_id}/data/")

    assert answer.status_code == 403
    assert "Ask for rights" in answer.content.decode()


def without_token(answer: HttpResponse) -> str:
    """A page without its form tokens, which differ every time, and its own address."""
    text = answer.content.decode().replace(answer.wsgi_request.path, "")
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_stranger_finds_nothing_and_the_same_nothing_as_for_an_unknown_company(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.celina)

    known = browser.get(f"/companies/{cast.alfa.public_id}/data/")
    unknown = browser.get("/companies/0000000000000000/data/")

    assert known.status_code == unknown.status_code == 404
    assert without_token(known) == without_token(unknown)


def test_on_probation_the_contact_address_stays(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=3)
    )
    browser = sign_in(cast.anna)

    refused = edit(browser, cast)
    allowed = edit(browser, cast, email="biuro@alfa.example")

    assert refused.status_code == 422
    assert "On probation you cannot change the contact e-mail" in refused.content.decode()
    assert allowed.status_code == 302


def test_the_change_is_in_the_history_and_the_other_administrators_are_told(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.GLOBAL_ADMINISTRATOR)

    edit(sign_in(cast.anna), cast)
    deliver()

    event = Event.objects.told().get(kind=Kind.COMPANY_CHANGED)
    assert (
        event.sentence
        == "Anna Alfowska changed the company data: street and number, postal code, contact e-mail, phone"
    )
    assert event.details.values["before"]["email"] == "biuro@alfa.example"
    assert [message.to for message in mail.outbox] == [[cast.dorota.email]]


def test_saving_without_a_change_records_nothing(cast: Cast, sign_in: SignIn) -> None:
    edit(sign_in(cast.anna), cast)
    edit(sign_in(cast.anna), cast)

    assert Event.objects.filter(kind=Kind.COMPANY_CHANGED).count() == 1


@pytest.mark.parametrize(
    "typed", ["biuro@[127.0.0.1]", "biu\u200bro@alfa.example", "b\u0456uro@alfa.example", "biuro"]
)
def test_a_contact_address_that_deceives_the_eye_is_refused(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    answer = edit(sign_in(cast.anna), cast, email=typed)

    cast.alfa.refresh_from_db()
    assert answer.status_code == 422
    assert cast.alfa.email == "biuro@alfa.example"


def test_a_company_may_have_no_contact_address(cast: Cast, sign_in: SignIn) -> None:
    assert edit(sign_in(cast.anna), cast, email=" ").status_code == 302
