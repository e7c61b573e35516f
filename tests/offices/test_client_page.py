"""The pages of one client: adding it in two steps, its page, its name, its end."""

from __future__ import annotations

import re

import pytest

from klucznik.companies.models import Company, Role
from klucznik.companies.registries import RegisteredCompany
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


class FakeRegistry:
    """Knows one firm."""

    def look_up(self, tax_id):
        if tax_id.number != "5252248481":
            return None
        return RegisteredCompany("Kwiaciarnia Mak sp. z o.o.", "Lipowa 1", "50-001", "Wrocław")


def address(office: Company, rest: str = "") -> str:
    return f"/companies/{office.public_id}/clients/{rest}"


def text(answer) -> str:
    return answer.content.decode()


def second_step(browser, office: Company, number: str) -> str:
    """The address to which the first step leads."""
    answer = browser.post(address(office, "add/"), {"tax_id": number})
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def test_a_client_is_added_by_its_number_and_the_name_from_the_register(sign_in, settings):
    settings.REGISTRY = f"{__name__}.FakeRegistry"
    office, head = factory.office()
    browser = sign_in(head)

    step = second_step(browser, office, "525 224 84 81")
    shown = text(browser.get(step))
    done = browser.post(step, {"program": "subiekt-123-gt", "name": "Kwiaciarnia Mak"}, follow=True)

    assert "525-224-84-81" in shown
    assert 'value="Kwiaciarnia Mak sp. z o.o."' in shown
    assert "The name comes from the official register" in shown
    assert "Subiekt 123 dla InsERT GT" in shown
    client = Client.objects.get()
    assert (client.name, client.source, client.added_by) == ("Kwiaciarnia Mak", "portal", head)
    assert "Kwiaciarnia Mak is a client of the office." in text(done)


def test_without_a_register_the_name_is_typed_and_a_mistake_loses_nothing(sign_in):
    office, head = factory.office()
    browser = sign_in(head)
    step = second_step(browser, office, "5252248481")

    answer = browser.post(step, {"program": "subiekt-123-gt", "name": "zajrzyj na www.zle.example"})

    assert answer.status_code == 422
    assert "A name cannot contain a web address." in text(answer)
    assert 'value="zajrzyj na www.zle.example"' in text(answer)
    assert not Client.objects.exists()


def test_with_two_programs_the_office_chooses_one(sign_in):
    office, head = factory.office()
    nexo = factory.product(
        "subiekt-123-nexo",
        "Subiekt 123 dla InsERT nexo",
        "shares",
        stored_rules={"shares": "subiekt-123"},
    )
    factories.license(office, product=nexo, variant="office", amount=5)
    browser = sign_in(head)
    step = second_step(browser, office, "5252248481")

    shown = text(browser.get(step))
    browser.post(step, {"program": nexo.code, "name": "Mak"})

    assert "<select" in shown
    assert Client.objects.get().program == nexo
    again = text(browser.get(second_step(browser, office, "5252248481")))
    assert "<select" not in again
    assert "Subiekt 123 dla InsERT GT" in again


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("525-224-84-82", "its last digit does not fit"),
        ("123", "A NIP has 10 digits"),
        ("", "Enter the NIP or VATIN"),
    ],
)
def test_a_wrong_number_is_explained_at_its_field(sign_in, number: str, sentence: str):
    office, head = factory.office()

    answer = sign_in(head).post(address(office, "add/"), {"tax_id": number})

    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_number_that_is_a_client_already_or_the_office_itself_goes_no_further(sign_in):
    office, head = factory.office()
    client = factory.client(office, "Kwiaciarnia Mak")
    browser = sign_in(head)

    there = text(browser.post(address(office, "add/"), {"tax_id": client.tax_id_display}))
    own = text(browser.post(address(office, "add/"), {"tax_id": office.tax_number}))

    assert "The office has this client already: Kwiaciarnia Mak." in there
    assert "This is the tax ID of the office itself" in own


def test_the_page_says_before_typing_that_there_is_no_place(sign_in):
    office, head = factory.office(entities=1)
    factory.client(office)
    browser = sign_in(head)

    shown = text(browser.get(address(office, "add/")))
    step = second_step(browser, office, "5252248481")
    refused = browser.post(step, {"program": "subiekt-123-gt", "name": "Mak"})

    assert "All places for clients in Subiekt 123 dla InsERT GT are taken: 1 of 1." in shown
    assert refused.status_code == 422
    assert "All places for clients are taken: 1 of 1." in text(refused)


def test_an_office_whose_license_ended_reads_that_it_registers_nobody(sign_in):
    office, head = factory.office()
    License.objects.filter(company=office, metric="shares").update(status="suspended")
    browser = sign_in(head)

    assert "no license that shares an application" in text(browser.get(address(office, "add/")))
    assert "no license that shares an application" in text(browser.get(address(office, "file/")))
    answer = browser.post(address(office, "add/"), {"tax_id": "5252248481"})
    assert answer.status_code == 422


def test_the_second_step_is_for_whoever_took_the_first(sign_in):
    office, head = factory.office()
    other = factory.employee(office, Role.ADMINISTRATOR)
    step = second_step(sign_in(head), office, "5252248481")

    assert sign_in(other).get(step).status_code == 404
    assert sign_in(head).get(address(office, "add/made-up/")).status_code == 404


def test_an_unregistered_client_is_registered_from_its_page(sign_in):
    office, head = factory.office()
    seen = factory.client(
        office,
        "Zakład Szewski",
        registered_at=None,
        first_run_at=factory.noon(days_ago=51),
    )
    browser = sign_in(head)

    shown = text(browser.get(seen.get_absolute_url()))
    form = browser.get(f"{seen.get_absolute_url()}register/", follow=True)
    browser.post(
        form.redirect_chain[-1][0], {"program": seen.program.code, "name": "Zakład Szewski"}
    )

    assert "9 days until read only" in shown
    assert 'value="Zakład Szewski"' in text(form)
    assert "A program has worked for this firm since" in text(form)
    seen.refresh_from_db()
    assert seen.is_registered


def test_the_page_of_a_client_shows_data_sharing_people_and_history(sign_in):
    office, head = factory.office()
    client = factory.client(office, "Kwiaciarnia Mak", tax_number="5252248481")
    factory.active_share(client)
    browser = sign_in(head)
    browser.post(f"{client.get_absolute_url()}name/", {"name": "Kwiaty Mak"})

    shown = text(browser.get(client.get_absolute_url()))

    assert "Kwiaty Mak" in shown
    assert "525-224-84-81" in shown
    assert "another number is another client" in shown
    assert "changed the name of the client Kwiaty Mak" in shown
    assert "Deregister the client" in shown


def test_whoever_serves_a_client_sees_it_and_changes_nothing(sign_in):
    office, _head = factory.office()
    client, other = factory.client(office), factory.client(office)
    person = factory.employee(office)
    factory.assign(client, person)
    browser = sign_in(person)

    shown = text(browser.get(client.get_absolute_url()))

    assert client.name in shown
    assert "Deregister" not in shown
    assert "What happened lately" not in shown
    for page in ("", "name/", "end/", "register/"):
        found = browser.get(f"{other.get_absolute_url()}{page}")
        assert found.status_code == (403 if page else 404)
    for page in ("add/", "file/", "file/sample/", f"{client.public_id}/name/"):
        assert browser.get(address(office, page)).status_code == 403
    assert browser.post(f"{client.get_absolute_url()}end/").status_code == 403
    assert Client.objects.current().count() == 2


def test_whoever_serves_a_client_reads_what_it_allows_the_office(sign_in):
    office, _head = factory.office()
    client = factory.client(office)
    person = factory.employee(office)
    factory.assign(client, person)
    factory.active_share(client)

    shown = text(sign_in(person).get(client.get_absolute_url()))

    assert "work in the shared application for the client" in shown
    assert "End the sharing" not in shown
    assert "The wrong person accepted" not in shown


def test_nobody_of_another_office_finds_a_client(sign_in):
    office, _head = factory.office()
    other, stranger = factory.office("Biuro Bilans")
    client = factory.client(office)
    browser = sign_in(stranger)

    for page in ("", "name/", "end/", "register/"):
        assert browser.get(f"{client.get_absolute_url()}{page}").status_code == 404
        under_own = address(other, f"{client.public_id}/{page}")
        assert browser.get(under_own).status_code == 404
        assert browser.post(under_own).status_code == 404
    assert Client.objects.current().get() == client


def test_ending_says_first_what_it_means(sign_in):
    office, head = factory.office()
    share = factory.active_share(factory.client(office, "Kwiaciarnia Mak"))
    factory.assign(share.client, factory.employee(office))
    browser, page = sign_in(head), f"{share.client.get_absolute_url()}end/"

    shown = text(browser.get(page))
    done = text(browser.post(page, follow=True))

    assert "The sharing of Subiekt 123 and all that the office may do in it." in shown
    assert re.search(r"Until \w+.* the people of the client can still read and export", shown)
    assert "1 person of the office loses access to this client." in shown
    assert "Kwiaciarnia Mak is no longer a client of the office." in done
    assert not Client.objects.current().exists()
    assert Share.objects.get().ended_at


def test_ending_somebody_who_was_only_invited_names_the_address(sign_in):
    office, head = factory.office()
    share = factory.share(factory.client(office), "mak@example.com")

    shown = text(sign_in(head).get(f"{share.client.get_absolute_url()}end/"))

    assert "The invitation to Subiekt 123 sent to mak@example.com." in shown
    assert "can still read" not in shown


def test_an_ended_client_keeps_its_page_for_managers_and_is_not_ended_again(sign_in):
    office, head = factory.office()
    client = factory.client(office)
    browser = sign_in(head)
    browser.post(f"{client.get_absolute_url()}end/")

    shown = text(browser.get(client.get_absolute_url()))
    again = browser.post(f"{client.get_absolute_url()}end/")

    assert "deregistered" in shown
    assert "Change the name" not in shown
    assert again.status_code == 422
    assert "The office no longer has this client." in text(again)


def test_the_history_of_the_office_leads_to_the_client_and_not_to_another_one(sign_in):
    office, head = factory.office()
    client = factory.client(office)
    browser = sign_in(head)
    browser.post(f"{client.get_absolute_url()}name/", {"name": "Nowa nazwa"})

    shown = text(browser.get(f"/companies/{office.public_id}/history/"))

    assert f'href="{client.get_absolute_url()}"' in shown
