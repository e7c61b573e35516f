"""The way of sharing on its pages: data, the address once more, summary, done; nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from klucznik.companies.models import Role
from klucznik.companies.registries import RegisteredCompany
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share
from tests import factories
from tests.offices import factory
from tests.offices.sharing import license_of, offer, text_to

pytestmark = pytest.mark.django_db


class Register:
    """An official register that knows every firm."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany:
        return RegisteredCompany("PIEKARNIA ROGAL SP. Z O.O.", "Rynek 5", "50-106", "Wrocław")


def url(client: Client, step: str = "") -> str:
    return f"/companies/{client.office.public_id}/clients/{client.public_id}/share/{step}"


def typed(client: Client, **fields: Any) -> dict[str, Any]:
    """What a person fills in, or a form carries along."""
    return {
        "license": license_of(client.office).public_id,
        "name": client.name,
        "street": "Lipowa 1",
        "postcode": "50-001",
        "city": "Wrocław",
        "email": "jan@rogal.pl",
        "language": "pl",
        "starts_on": str(clock.today()),
        **fields,
    }


@pytest.fixture
def way(sign_in) -> tuple[Browser, Client]:
    """The head of an office before the first step, with a client."""
    office, head = factory.office()
    return sign_in(head), factory.client(office, "Piekarnia Rogal")


def test_from_the_first_page_to_the_last(way):
    browser, client = way
    assert client.name in browser.get(url(client)).content.decode()

    address = browser.post(url(client, "email/"), typed(client)).content.decode()
    assert "Is this the right address?" in address
    assert 'value="Lipowa 1"' in address

    corrected = typed(client, email="anna@rogal.pl")
    summary = browser.post(url(client, "summary/"), corrected).content.decode()
    assert "anna@rogal.pl" in summary
    assert not Share.objects.exists()

    answer = browser.post(url(client, "confirm/"), corrected)
    assert answer.headers["Location"] == url(client, "done/")
    share = Share.objects.get()
    assert (share.email, share.city, share.license) == (
        "anna@rogal.pl",
        "Wrocław",
        license_of(client.office),
    )
    done = browser.get(url(client, "done/")).content.decode()
    assert "anna@rogal.pl" in done
    assert all(group in done for group in share.number.split("-"))


def test_the_tab_is_named_by_the_client(way):
    browser, client = way

    assert (
        f"<title>{client.name} · Share the application" in browser.get(url(client)).content.decode()
    )


def test_the_office_says_in_which_language_the_invitation_comes(way, deliver):
    browser, client = way
    first = browser.get(url(client)).content.decode()
    assert '<option value="en" selected>' in first  # that of the person who shares

    summary = browser.post(url(client, "summary/"), typed(client, language="pl")).content.decode()
    assert "<dd>Polski</dd>" in summary
    browser.post(url(client, "confirm/"), typed(client, language="pl"))
    deliver()

    assert Share.objects.get().language == "pl"
    assert "udostępnia" in text_to("jan@rogal.pl")


def test_a_language_that_the_portal_does_not_speak_is_refused(way):
    browser, client = way

    answer = browser.post(url(client, "confirm/"), typed(client, language="de"))

    assert answer.status_code == 422
    assert not Share.objects.exists()


def test_the_register_fills_in_the_data(way, settings):
    settings.REGISTRY = f"{__name__}.Register"
    browser, client = way

    page = browser.get(url(client)).content.decode()

    assert "We filled in the data from the official register" in page
    assert 'value="PIEKARNIA ROGAL SP. Z O.O."' in page
    assert 'value="Rynek 5"' in page


def test_a_share_before_fills_in_what_it_said(way):
    browser, client = way
    share = offer(head_of(client), client, email="dawny@rogal.pl", city="Opole")
    Share.objects.filter(pk=share.pk).update(ended_at=clock.now(), ended_side="office")

    page = browser.get(url(client)).content.decode()

    assert "dawny@rogal.pl" in page
    assert "Opole" in page


@pytest.mark.parametrize("step", ["email/", "summary/", "confirm/"])
def test_wrong_data_lead_to_the_first_step_with_everything_that_was_typed(way, step):
    browser, client = way

    answer = browser.post(url(client, step), typed(client, name="", street="Krzywa 7"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the name of the company" in page
    assert 'value="Krzywa 7"' in page
    assert 'value="jan@rogal.pl"' in page


@pytest.mark.parametrize("step", ["summary/", "confirm/"])
def test_a_wrong_address_leads_to_the_second_step_with_everything_that_was_typed(way, step):
    browser, client = way

    answer = browser.post(url(client, step), typed(client, email="to nie adres"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is this the right address?" in page
    assert 'value="Lipowa 1"' in page


def test_the_address_of_somebody_in_the_office_is_refused_where_it_was_typed(way):
    browser, client = way

    answer = browser.post(url(client, "confirm/"), typed(client, email=head_of(client).email))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the address of somebody in the office" in page
    assert "Is this the right address?" in page


def test_back_to_the_data_keeps_them(way):
    browser, client = way

    page = browser.post(url(client, "data/"), typed(client, street="Krzywa 7")).content.decode()

    assert 'value="Krzywa 7"' in page


@pytest.mark.parametrize("step", ["data/", "email/", "summary/", "confirm/"])
def test_a_step_opened_by_itself_leads_to_the_first(way, step):
    browser, client = way

    assert browser.get(url(client, step)).headers["Location"] == url(client)


def test_the_last_place_taken_meanwhile_is_told_in_the_summary(way):
    browser, client = way
    License.objects.filter(pk=license_of(client.office).pk).update(amount=1)
    offer(head_of(client), factory.client(client.office))

    answer = browser.post(url(client, "confirm/"), typed(client))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "All 1 shares of this license are used" in page
    assert 'value="jan@rogal.pl"' in page


def test_a_client_that_cannot_get_a_share_is_not_led_on(way):
    browser, client = way
    offer(head_of(client), client)

    assert browser.get(url(client)).headers["Location"] == client.get_absolute_url()


def test_the_fourth_message_of_a_day_to_one_address_is_refused(way):
    browser, client = way
    for _ in range(3):
        browser.post(url(client, "confirm/"), typed(client))
        Share.objects.update(ended_at=clock.now(), ended_side="office")

    answer = browser.post(url(client, "confirm/"), typed(client))

    assert answer.status_code == 422
    assert "This address got as many invitations as it may in a day" in answer.content.decode()


def test_an_address_of_the_office_is_told_before_the_summary(way):
    browser, client = way

    answer = browser.post(url(client, "email/"), typed(client, email=head_of(client).email))

    assert "This is the address of somebody in the office" in answer.content.decode()


def test_what_is_refused_uses_up_no_message_of_the_day(way):
    browser, client = way
    offer(head_of(client), client, email="jan@rogal.pl")
    page = f"/companies/{client.office.public_id}/clients/{client.public_id}/share/address/"
    for _ in range(4):
        again = browser.post(page, {"email": "jan@rogal.pl"}).content.decode()
        assert "The invitation went to this address already" in again

    browser.post(page.replace("address", "again"))

    assert Event.objects.filter(kind=Kind.SHARE_SENT_AGAIN, company=client.office).count() == 1


def test_an_employee_learns_who_may_and_a_stranger_nothing(sign_in):
    office, _head = factory.office()
    client, employee = factory.client(office), factory.employee(office)
    factory.assign(client, employee)
    other, other_head = factory.office("Inne Biuro")

    assert sign_in(employee).get(url(client)).status_code == 403
    assert sign_in(other_head).get(url(client)).status_code == 404
    foreign = f"/companies/{other.public_id}/clients/{client.public_id}/share/"
    assert sign_in(other_head).get(foreign).status_code == 404


def head_of(client: Client) -> Any:
    return client.office.memberships.get(role=Role.GLOBAL_ADMINISTRATOR).user


def test_the_pages_of_a_share_do_what_they_say(sign_in):
    office, head = factory.office()
    browser = sign_in(head)
    client = factory.client(office)
    share = offer(head, client)
    for page in ("address/", "end/"):
        assert browser.get(url(client, page)).status_code == 200

    browser.post(url(client, "address/"), {"email": "dobry@rogal.pl"})
    share.refresh_from_db()
    assert share.email == "dobry@rogal.pl"
    before = share.nonce
    browser.post(url(client, "again/"))
    share.refresh_from_db()
    assert share.nonce != before
    browser.post(url(client, "end/"))
    share.refresh_from_db()
    assert share.ended_at
    assert browser.get(url(client, "end/")).status_code == 404


def test_the_page_of_taking_back_says_who_accepted_and_does_it(sign_in):
    office, head = factory.office()
    browser = sign_in(head)
    client = factory.client(office)
    share = factory.active_share(client, factories.person("Zenon", "Obcy"))

    assert "Zenon Obcy" in browser.get(url(client, "withdraw/")).content.decode()
    answer = browser.post(url(client, "withdraw/"), {"email": "wlasciwy@rogal.pl"})

    assert answer.status_code == 302
    share.refresh_from_db()
    assert (share.email, share.accepted_at) == ("wlasciwy@rogal.pl", None)
