"""Staff see accounting offices, what they share, and who lost the license; a lead ends a sharing with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.backoffice.models import Look
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.offices.invitations import secret_of
from klucznik.offices.models import Power, Share, Side
from tests import factories
from tests.backoffice.desk import at_work, forget_second_step
from tests.offices import factory

REASON = "Biuro nie odpowiada, klient prosi o zakończenie."


@pytest.fixture
def share(cast):
    office, head = factory.office("Biuro Saldo", shares=2, entities=5)
    made = factory.active_share(factory.client(office, "Piekarnia Rogal"))
    made.head = head
    return made


@pytest.fixture
def henryk(cast, sign_in):
    return at_work(sign_in, cast.henryk)


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


def page_of(company) -> str:
    return f"/staff/companies/{company.public_id}/"


def address(share, act: str = "") -> str:
    return f"/staff/shares/{share.public_id}/{act}"


def test_the_page_of_an_office_tells_its_limits_clients_and_shares(ewa, share):
    shown = ewa.get(page_of(share.office)).content.decode()

    assert "clients: 1 of 5" in shown
    assert "shares: 1 of 2" in shown
    assert "registered 1, unregistered 0" in shown
    assert "in use 1, waiting 0, only read 0" in shown
    assert "no usable office license" not in shown


def test_the_page_of_a_client_names_the_office_that_serves_it(ewa, share, cast):
    shown = ewa.get(page_of(share.company)).content.decode()

    assert page_of(share.office) in shown
    assert address(share) in shown
    assert "Accounting office and clients" not in ewa.get(page_of(cast.beta)).content.decode()


def test_all_shares_stand_on_a_page_of_their_own_seen_from_either_side(ewa, share):
    other = factory.share(factory.client(share.office, "Kwiaciarnia Mak"))

    of_office = ewa.get(f"{page_of(share.office)}shares/").content.decode()
    of_client = ewa.get(f"{page_of(share.company)}shares/").content.decode()

    assert address(share) in of_office
    assert address(other) in of_office
    assert address(share) in of_client
    assert address(other) not in of_client


def test_a_share_is_read_without_its_number_and_without_its_link(ewa, share):
    share.number = "KLNT1-22222-33333-44444"
    share.save()

    shown = ewa.get(address(share)).content.decode()

    assert "Piekarnia Rogal" in shown
    assert "Kamil Kliencki" in shown
    assert share.email in shown
    assert "22222" not in shown
    assert secret_of(share) not in shown
    assert share.nonce not in shown


def test_a_look_at_a_share_is_a_look_at_both_companies(ewa, share):
    ewa.get(address(share))

    looks = Look.objects.filter(subject_type="companies.Company")
    assert set(looks.values_list("subject_id", flat=True)) == {share.office.pk, share.company_id}


def test_a_lead_ends_a_sharing_with_a_reason_that_both_companies_read(henryk, cast, share):
    answer = henryk.post(address(share, "end/"), {"reason": REASON})

    ended = Share.objects.get(pk=share.pk)
    assert answer["Location"] == address(share)
    assert (ended.ended_side, ended.ended_by) == (Side.VENDOR, cast.henryk)
    assert ended.reading_until > clock.now() + timedelta(days=29)
    assert not Power.objects.filter(share=share, ended_at=None).exists()
    events = Event.objects.filter(kind="share.ended")
    assert {one.company for one in events} == {share.office, share.company}
    assert all(one.by_staff and one.facts["reason"] == REASON for one in events)
    assert REASON in henryk.get(address(share)).content.decode()


def test_nothing_is_ended_without_a_reason_or_twice(henryk, share):
    assert henryk.post(address(share, "end/"), {"reason": "  "}).status_code == 422
    assert Share.objects.get(pk=share.pk).ended_at is None

    henryk.post(address(share, "end/"), {"reason": REASON})

    assert henryk.post(address(share, "end/"), {"reason": REASON}).status_code == 422
    assert "End the sharing" not in henryk.get(address(share)).content.decode()


def test_ending_takes_a_second_step_of_a_moment_ago(henryk, share):
    forget_second_step(henryk)

    assert henryk.post(address(share, "end/"), {"reason": REASON}).status_code == 302
    assert Share.objects.get(pk=share.pk).ended_at is None


def test_support_and_reviewers_see_and_do_not_end(ewa, cast, sign_in, share):
    assert "End the sharing" not in ewa.get(address(share)).content.decode()

    for browser in (ewa, at_work(sign_in, cast.filip)):
        assert browser.post(address(share, "end/"), {"reason": REASON}).status_code == 403


def test_nobody_of_the_staff_ends_what_their_own_company_shares_or_uses(cast, henryk, share):
    for company in (share.office, share.company):
        place = factories.membership(company, cast.henryk, Role.USER)
        assert henryk.post(address(share, "end/"), {"reason": REASON}).status_code == 403
        place.delete()

    assert Share.objects.get(pk=share.pk).ended_at is None


def test_offices_without_a_usable_license_that_still_have_clients_are_listed(ewa, share):
    def listed() -> bool:
        return "Biuro Saldo" in ewa.get("/staff/offices/without-license/").content.decode()

    assert not listed()

    yesterday = clock.today() - timedelta(days=1)
    License.objects.filter(company=share.office).update(valid_to=yesterday)
    assert listed()
    assert "no usable office license" in ewa.get(page_of(share.office)).content.decode()

    type(share.client).objects.filter(office=share.office).update(ended_at=clock.now())
    assert not listed()


def test_an_office_in_its_days_of_grace_is_not_listed(ewa, share):
    product = factory.program()
    product.stored_rules = product.stored_rules | {"grace_days": 14}
    product.save()

    License.objects.filter(company=share.office).update(valid_to=clock.today() - timedelta(days=1))

    assert "Biuro Saldo" not in ewa.get("/staff/offices/without-license/").content.decode()


def test_the_list_costs_the_same_for_one_office_and_for_many(
    ewa, share, django_assert_max_num_queries
):
    for number in range(12):
        office = factories.company(f"Biuro {number}")
        factory.client(office)
        factory.sharing_license(office, valid_to=clock.today() - timedelta(days=400))

    with django_assert_max_num_queries(14):
        shown = ewa.get("/staff/offices/without-license/").content.decode()

    assert shown.count("Biuro ") >= 12
