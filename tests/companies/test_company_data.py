"""Company data: who sees them, who edits them, and that an import leaves an edit alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from klucznik.companies.actions.data import edit_company
from klucznik.companies.errors import DataChangedMeanwhile, RightEnded
from klucznik.companies.fields import data_version
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


def opened(browser: Client, cast: Cast) -> str:
    """The version of the data that a form carries when it is opened."""
    page = browser.get(f"/companies/{cast.alfa.public_id}/data/edit/")
    return page.context["form"]["seen"].value()


def test_two_editors_do_not_overwrite_each_other(cast: Cast, sign_in: SignIn) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.GLOBAL_ADMINISTRATOR)
    anna, dorota = sign_in(cast.anna), sign_in(cast.dorota)
    seen = opened(anna, cast)
    edit(dorota, cast, street="Długa 5", seen=opened(dorota, cast))

    refused = edit(anna, cast, street="Krótka 3", seen=seen)

    text = refused.content.decode()
    cast.alfa.refresh_from_db()
    assert refused.status_code == 422
    assert cast.alfa.street == "Długa 5"
    assert "Somebody saved other data while you were typing" in text
    assert "Długa 5" in text
    assert "Changed by Dorota Dąb" in text
    assert 'value="Krótka 3"' in text


def test_whoever_has_seen_the_other_change_saves_over_it(cast: Cast, sign_in: SignIn) -> None:
    anna = sign_in(cast.anna)
    seen = opened(anna, cast)
    edit(anna, cast, street="Długa 5")
    refused = edit(anna, cast, street="Krótka 3", seen=seen)

    again = refused.context["form"]["seen"].value()
    saved = edit(anna, cast, street="Krótka 3", seen=again)

    cast.alfa.refresh_from_db()
    assert saved.status_code == 302
    assert cast.alfa.street == "Krótka 3"


def test_a_right_lost_while_the_form_was_open_is_noticed(cast: Cast) -> None:
    place = Membership.objects.get(company=cast.alfa, user=cast.anna)
    Membership.objects.filter(pk=place.pk).update(role=Role.ADMINISTRATOR)

    with pytest.raises(RightEnded):
        edit_company(cast.anna, place, city="Gdynia")


def test_the_page_says_what_was_edited_here_and_by_whom(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = f"/companies/{cast.alfa.public_id}/data/"
    assert ">edited here<" not in browser.get(page).content.decode()

    edit(browser, cast, email="biuro@alfa.example")

    text = browser.get(page).content.decode()
    assert text.count(">edited here<") == 2  # address and phone
    assert "Last changed by Anna Alfowska" in text


def test_the_tax_id_is_the_vendors_matter_and_the_page_says_what_to_do(
    cast: Cast, sign_in: SignIn
) -> None:
    text = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/data/").content.decode()

    assert "The tax ID cannot be changed here" in text
    assert cast.alfa.support_number in text
    assert 'data-from="support-number"' in text


def test_a_smuggled_tax_id_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    before = cast.alfa.tax_number

    edit(sign_in(cast.anna), cast, tax_number="5260001246", support_number="1")

    cast.alfa.refresh_from_db()
    assert cast.alfa.tax_number == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_wins_and_the_other_is_told() -> None:
    company, anna = factories.company(), factories.person()
    place = factories.membership(company, anna, Role.GLOBAL_ADMINISTRATOR)
    seen, barrier, told = data_version(company), threading.Barrier(2), []

    def save(city: str) -> None:
        try:
            barrier.wait()
            edit_company(anna, place, seen=seen, city=city)
            told.append("saved")
        except DataChangedMeanwhile as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[city]) for city in ("Gdynia", "Sopot")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["data_changed_meanwhile", "saved"]
