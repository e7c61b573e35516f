"""The application before the portal itself: a company's own people, somebody of an office, a client with a number."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Membership, Role
from klucznik.mail.models import SentEmail
from klucznik.members.models import ProductAccess
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.assigning import unassign
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.models import Power, PowerKind, Side
from klucznik.programs import grants, user_codes
from klucznik.programs.actions import allow_program, sign_out_program
from klucznik.programs.models import ProgramGrant, ProgramToken
from reference.cloud.site import Site
from tests import factories
from tests.offices import factory
from tests.reference.cloud.browsing import Browser

pytestmark = pytest.mark.django_db(transaction=True)

HEADING = "Dokumenty sprzedaży"


@pytest.fixture
def site(live_server, tmp_path, time):
    return Site(live_server.url, tmp_path / "cloud", now=time, timeout=20.0)


@pytest.fixture
def come_in(site, time):
    """`come_in(user)`: they confirm the code in the portal."""

    def signed_in(user):
        browser = Browser(site).get("/subiekt-123/")
        browser.post("/subiekt-123/sign-in/")
        code = browser.page.split("<strong>")[1].split("</strong>")[0]
        allow_program(user, grants.waiting_for(user, code=user_codes.read(code)))
        return browser.get("/subiekt-123/sign-in/?asked=1")

    return signed_in


@pytest.fixture
def share():
    """Saldo shares Subiekt 123 with Kamil's firm."""
    office, head = factory.office()
    client = factory.client(office, "Piekarnia Rogal")
    kamil = factories.person("Kamil", "Kliencki")
    return factory.active_share(client, kamil), head, kamil


def gives(company, user, product):
    """The right to open a product."""
    place = Membership.objects.active().get(company=company, user=user)
    ProductAccess.objects.create(membership=place, product=product)


def test_a_company_s_own_people_open_it_or_read_whom_to_ask(come_in, cast):
    product = factory.app()
    factories.license(cast.alfa, product=product, amount=5)
    gives(cast.alfa, cast.bogna, product)

    bogna, bartek = come_in(cast.bogna), come_in(cast.bartek)

    assert HEADING in bogna.page
    assert bartek.status == 403
    assert "Poproś administratora" in bartek.page
    assert f"/companies/{cast.alfa.public_id}/access/subiekt-123/" in bartek.page


def test_somebody_of_the_office_works_until_the_client_the_office_or_the_end_says_no(
    come_in, share
):
    shared, head, kamil = share
    ela = factory.employee(shared.office)
    factory.assign(shared.client, ela)
    ela_s = come_in(ela)
    here = f"/subiekt-123/client-{shared.client.public_id}/"
    assert HEADING in ela_s.get(here).page
    ela_s.post(here, day="2026-11-30", what="Od biura", third="100")
    assert "Od biura" in ela_s.page

    power = Power.objects.filter(share=shared, kind=PowerKind.WORK)
    power.update(ended_at=shared.accepted_at)
    without_power = ela_s.get(here).status
    power.update(ended_at=None)
    unassign(head, shared.client, member=ela)

    assert without_power == 403
    assert ela_s.get(here).status == 404
    assert kamil.pk != ela.pk


def test_the_clients_own_administrator_has_the_same_documents_and_reads_them_after_the_end(
    come_in, share
):
    shared, head, kamil = share
    gives(shared.company, kamil, shared.product)
    kamil_s = come_in(kamil)
    here = f"/subiekt-123/{shared.company.public_id}/"
    kamil_s.get(here).post(here, day="2026-11-30", what="Od klienta", third="100")
    assert "Zapisano dokument." in kamil_s.page

    end_share(head, shared, side=Side.OFFICE)
    kamil_s.get(here)

    assert "Tylko do odczytu" in kamil_s.page
    assert "Od klienta" in kamil_s.page
    assert kamil_s.get(f"{here}export.csv").status == 200


def test_the_right_person_after_a_wrong_one_begins_with_no_documents(come_in, share):
    """An office takes back what the wrong person accepted: nobody it invites then reads what the first one wrote."""
    shared, head, kamil = share
    gives(shared.company, kamil, shared.product)
    kamil_s = come_in(kamil)
    here = f"/subiekt-123/{shared.company.public_id}/"
    kamil_s.get(here).post(here, day="2026-11-30", what="Od pierwszego", third="100")
    assert "Od pierwszego" in kamil_s.page

    waiting = withdraw_acceptance(head, shared, email="nowa@example.com")
    nowa = factories.person("Nowa", "Właściwa", email="nowa@example.com")
    accepted = accept_share(nowa, waiting)
    nowa_s = come_in(nowa).get(f"/subiekt-123/{accepted.company.public_id}/")

    assert HEADING in nowa_s.page
    assert "Od pierwszego" not in nowa_s.page
    assert "Od pierwszego" not in kamil_s.get(here).page


def test_an_office_sees_nothing_of_a_company_that_it_does_not_serve(come_in, share):
    shared, _head, _kamil = share
    ela = factory.employee(shared.office)
    ela_s = come_in(ela)

    assert ela_s.get(f"/subiekt-123/{shared.company.public_id}/").status == 404
    assert ela_s.get(f"/subiekt-123/client-{shared.client.public_id}/").status == 404


def test_a_client_with_a_number_gets_the_invitation_again_and_nothing_else(site, deliver):
    office, _head = factory.office()
    client = factory.client(office, "Piekarnia Rogal")
    waiting = factory.share(client, "rogal@example.com")
    browser = Browser(site).get("/subiekt-123/first/")

    right = browser.post(
        "/subiekt-123/first/", tax_id=client.tax_number, number=waiting.number
    ).page
    wrong = (
        browser.get("/subiekt-123/first/")
        .post("/subiekt-123/first/", tax_id=client.tax_number, number="AAAAA-AAAAA-AAAAA-AAAAA")
        .page
    )
    deliver()

    assert "Otwórz zaproszenie" in right
    assert wrong == right
    assert [one.address for one in SentEmail.objects.all()] == ["rogal@example.com"]
    assert not ProgramGrant.objects.exists()
    waiting.refresh_from_db()
    assert waiting.accepted_at is None


def test_a_program_signed_out_in_the_portal_is_out_here(come_in, cast):
    factories.membership(cast.beta, cast.dorota, Role.USER)
    dorota = come_in(cast.dorota)
    token = ProgramToken.objects.get(person=cast.dorota)
    assert token.program == "Subiekt 123"

    sign_out_program(cast.dorota, public_id=token.public_id)

    assert "Konto zakończyło to logowanie." in dorota.get("/subiekt-123/").page
