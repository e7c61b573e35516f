"""A company that an office serves, or that serves clients, is not closed over the head of the other side."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.connecting import found_company
from klucznik.companies.errors import CompanyHeld
from klucznik.companies.holds import holds_of
from klucznik.companies.models import Company, Membership, Role
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.entitlements import opening_in
from klucznik.offices.life import State
from klucznik.offices.models import Side
from klucznik.offices.reading import relations_of
from klucznik.offices.standing import in_client
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def share():
    office, _head = factory.office()
    return factory.active_share(factory.client(office, "Kwiaciarnia Róża"))


def test_the_client_ends_the_cooperation_first_and_the_page_says_so(share, sign_in):
    owner = factories.with_factor(share.accepted_by)
    with pytest.raises(CompanyHeld) as refusal:
        close_company(owner, share.company)
    page = sign_in(owner, factor=True).get(
        reverse("companies:close", args=[share.company.public_id])
    )

    sentence = "The accounting office Biuro Rachunkowe Saldo serves it: end the cooperation first."
    assert sentence in str(refusal.value)
    assert sentence in page.content.decode()


def test_after_the_end_it_can_be_closed_also_while_something_is_left_to_read(share):
    owner = share.accepted_by
    ended = end_share(owner, share, side=Side.CLIENT)
    closed = close_company(owner, share.company)

    assert ended.state == State.READING
    assert closed.closed_at is not None


def test_a_question_that_waits_is_answered_first():
    office, _head = factory.office()
    owner = factories.person()
    offered = factory.share(factory.client(office), "ktos@example.com")
    company = factories.company(
        known=False, country=offered.tax_id.country, tax_number=offered.tax_id.number
    )
    factories.membership(company, owner, Role.GLOBAL_ADMINISTRATOR, proven=False)
    accept_share(factories.person(email="ktos@example.com"), offered)

    with pytest.raises(CompanyHeld, match="waits for an answer"):
        close_company(owner, company)


def test_an_invitation_that_nobody_answered_holds_no_company():
    office, _head = factory.office()
    offered = factory.share(factory.client(office))
    company = factories.company(
        known=False, country=offered.tax_id.country, tax_number=offered.tax_id.number
    )
    owner = factories.person()
    factories.membership(company, owner, Role.GLOBAL_ADMINISTRATOR, proven=False)

    assert close_company(owner, company).closed_at is not None


def test_a_company_anew_at_the_same_tax_id_takes_the_share():
    """Closed and founded anew by the invitation: nothing of before is left in it."""
    office, head = factory.office()
    client = factory.client(office)
    first = factory.active_share(client)
    owner, company = first.accepted_by, first.company
    end_share(head, first, side=Side.OFFICE)
    close_company(owner, company)
    person = factories.person(email="nowy@example.com")
    accepted = accept_share(person, factory.share(client, "nowy@example.com"))

    assert accepted.company == company
    assert accepted.made_company
    assert Company.objects.get(pk=company.pk).closed_at is None


def test_whoever_founds_a_closed_company_anew_reads_nothing_of_before(share, sign_in):
    """Only the tax ID is needed for it: the time for reading ends with the company."""
    owner = share.accepted_by
    end_share(owner, share, side=Side.CLIENT)
    kept = share.company.documents_id
    close_company(owner, share.company)
    stranger = factories.person()
    anew = found_company(stranger, tax_id=share.tax_id, statement=True, name="Ktoś inny")
    place = Membership.objects.get(company=anew, user=stranger, ended_at=None)
    place.company = Company.objects.get(pk=anew.pk)

    share.refresh_from_db()
    assert share.state == State.ENDED
    assert opening_in(anew) == []
    assert anew.documents_id != kept
    assert not in_client(place)
    assert relations_of(place) == []


def test_an_office_ends_the_registration_of_its_clients_first():
    office, _head = factory.office()
    for _number in range(2):
        factory.client(office)

    assert any("It has 2 clients of the office" in sentence for sentence in holds_of(office))
