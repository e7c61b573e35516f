"""Whether somebody of the office opens what it shares: as long as everything stands, and not a moment longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Company, FactorDemand, Membership, Role
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.actions.people import remove_member
from klucznik.offices.actions.assigning import unassign
from klucznik.offices.actions.ending import end_share
from klucznik.offices.models import Power, PowerKind, Share, Side
from klucznik.offices.opening import explain_opening, may_open
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def served():
    """A client that Ela serves, with an active share."""
    office, head = factory.office()
    client, ela = factory.client(office, "Piekarnia Rogal"), factory.employee(office)
    factory.assign(client, ela)
    share = factory.active_share(client)
    share.client.refresh_from_db()
    return share, ela, head


def verdict(share: Share, user) -> str:
    share = Share.objects.select_related("client__office", "product").get(pk=share.pk)
    return explain_opening(user, share.client, share.product).verdict.value


def test_somebody_who_serves_the_client_opens_what_is_shared(served):
    share, ela, _head = served

    assert verdict(share, ela) == "opens"
    assert may_open(ela, share.client, share.product)


def test_those_who_manage_all_clients_open_without_being_given_each(served):
    share, _ela, head = served

    assert may_open(head, share.client, share.product)


def test_somebody_of_the_office_who_does_not_serve_the_client_opens_nothing(served):
    share, _ela, _head = served
    _other, other_head = factory.office("Biuro Bilans")

    for person in (
        factory.employee(share.office),
        factory.employee(share.office, Role.ASSOCIATED),
        other_head,
        factories.person(),
    ):
        assert not may_open(person, share.client, share.product)


def test_a_power_that_the_client_took_ends_the_work_at_once(served):
    share, ela, _head = served

    Power.objects.filter(share=share, kind=PowerKind.WORK).update(ended_at=clock.now())

    assert verdict(share, ela) == "power_missing"


def test_an_assignment_that_was_taken_ends_the_work_at_once(served):
    share, ela, head = served

    unassign(head, share.client, member=ela)

    assert not may_open(ela, share.client, share.product)


def test_a_lost_place_in_the_office_ends_the_work_at_once(served):
    share, ela, head = served

    remove_member(head, Membership.objects.get(user=ela))

    assert not may_open(ela, share.client, share.product)


def test_a_place_past_its_day_opens_nothing_before_any_task_came_by(served):
    share, ela, _head = served

    Membership.objects.filter(user=ela).update(until=clock.now() - timedelta(seconds=1))

    assert not may_open(ela, share.client, share.product)


def test_an_ended_share_is_for_the_client_alone_also_while_it_still_reads(served):
    share, ela, head = served

    end_share(head, share, side=Side.OFFICE)

    assert verdict(share, ela) == "share_ended"


def test_an_invitation_opens_nothing_before_it_is_accepted(served):
    share, ela, _head = served
    waiting = factory.share(factory.client(share.office))
    factory.assign(waiting.client, ela)

    assert verdict(waiting, ela) == "not_accepted"


def test_a_product_that_is_not_shared_opens_nothing(served):
    share, ela, _head = served

    assert explain_opening(ela, share.client, factory.books()).verdict.value == "not_shared"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": License.Status.SUSPENDED}, "license_suspended"),
        ({"status": License.Status.REVOKED, "revoked_at": clock.now()}, "license_suspended"),
        ({"valid_from": clock.today() + timedelta(days=3)}, "license_not_yet"),
        ({"valid_to": clock.today() - timedelta(days=90)}, "license_expired"),
    ],
)
def test_a_license_of_the_office_that_opens_nothing_opens_nothing_for_clients(
    served, change, expected
):
    share, ela, _head = served

    License.objects.filter(pk=share.license_id).update(**change)

    assert verdict(share, ela) == expected


def test_a_share_begins_on_its_day(served, travel):
    share, ela, _head = served
    Share.objects.filter(pk=share.pk).update(starts_on=clock.today() + timedelta(days=2))
    assert verdict(share, ela) == "license_not_yet"

    travel(days=2)

    assert verdict(share, ela) == "opens"


def test_an_office_that_demands_a_second_step_opens_nothing_without_it(served):
    share, ela, _head = served
    Company.objects.filter(pk=share.office.pk).update(factor_demand=FactorDemand.EVERYBODY)
    assert verdict(share, ela) == "second_step_missing"

    factories.with_factor(ela)

    assert verdict(share, ela) == "opens"


def test_every_verdict_has_a_sentence_without_a_hole(served):
    share, ela, head = served
    end_share(head, share, side=Side.OFFICE)
    share = Share.objects.select_related("client__office", "product").get(pk=share.pk)

    opening = explain_opening(ela, share.client, share.product)

    assert "Piekarnia Rogal" in opening.sentence
    assert "ended on" in opening.sentence
    assert "%" not in opening.sentence
    assert opening.mode == "full"
