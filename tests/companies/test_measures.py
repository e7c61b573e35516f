"""A dispute and a suspension: two people of the staff, both ways; what stops, what goes on, who is told."""

from __future__ import annotations

import pytest

from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.data import edit_company
from klucznik.companies.actions.measures import (
    COLUMNS,
    confirm_end,
    confirm_measure,
    drop_measure,
    keep_measure,
    propose_end,
    propose_measure,
)
from klucznik.companies.actions.security import demand_factor
from klucznik.companies.errors import (
    CompanySuspended,
    MeasureChanged,
    MeasureNeedsAnother,
    MeasureNoteMissing,
    MeasureStandsAlready,
    ReasonOfAnotherMeasure,
    RightEnded,
    RightToCloseMissing,
    RightToDemandMissing,
)
from klucznik.companies.health import State, health
from klucznik.companies.measures import in_force, is_disputed, is_suspended
from klucznik.companies.models import Company, FactorDemand, Measure, Membership, Role
from klucznik.companies.permissions import (
    DENIED_IN_DISPUTE,
    GRANTS,
    KEPT_IN_SUSPENSION,
    Permission,
    permissions_of,
)
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.actions.handing_over import Afterwards, hand_over
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.errors import RightMissing
from klucznik.recovery.actions.requests import request_rights
from tests import factories
from tests.devices.test_check import running

REASONS = {"dispute": "rival_boards", "suspension": "court_order"}


def proposed(cast, kind: str) -> Measure:
    return propose_measure(
        cast.filip, cast.alfa, kind=kind, reason=REASONS[kind], note="KRS, wpis z 12 listopada."
    )


def in_effect(cast, kind: str) -> Measure:
    measure = confirm_measure(cast.grazyna, proposed(cast, kind))
    cast.alfa.refresh_from_db()
    return measure


def place(cast, who: str) -> Membership:
    return Membership.objects.select_related("company", "user").get(
        company=cast.alfa, user=getattr(cast, who)
    )


@pytest.fixture(params=["dispute", "suspension"])
def kind(request) -> str:
    return request.param


def test_a_proposal_changes_nothing_before_another_person_confirms_it(cast, kind):
    measure = proposed(cast, kind)
    cast.alfa.refresh_from_db()

    assert not is_disputed(cast.alfa)
    assert not is_suspended(cast.alfa)
    with pytest.raises(MeasureNeedsAnother):
        confirm_measure(cast.filip, measure)


def test_confirmed_it_holds_until_two_people_end_it(cast, kind):
    measure = in_effect(cast, kind)
    assert in_force(cast.alfa) == [measure]

    propose_end(cast.grazyna, measure, note="Wyrok z 30 listopada.")
    with pytest.raises(MeasureNeedsAnother):
        confirm_end(cast.grazyna, measure)
    confirm_end(cast.filip, measure)

    cast.alfa.refresh_from_db()
    assert in_force(cast.alfa) == []


def test_what_doors_read_agrees_with_the_measures(cast, kind):
    for act in (
        lambda: proposed(cast, kind),
        lambda: confirm_measure(cast.henryk, Measure.objects.get()),
        lambda: propose_end(cast.filip, Measure.objects.get(), note="Umowa."),
        lambda: keep_measure(cast.filip, Measure.objects.get()),
        lambda: propose_end(cast.filip, Measure.objects.get(), note="Wyrok."),
        lambda: confirm_end(cast.grazyna, Measure.objects.get()),
    ):
        act()
        company, measure = Company.objects.get(pk=cast.alfa.pk), Measure.objects.get()
        assert (getattr(company, COLUMNS[kind]) is not None) == measure.is_in_force


def test_a_dropped_proposal_makes_room_for_another(cast, kind):
    drop_measure(cast.filip, proposed(cast, kind))

    assert proposed(cast, kind).is_open


def test_of_each_kind_one_stands_at_a_time(cast, kind):
    proposed(cast, kind)

    with pytest.raises(MeasureStandsAlready):
        proposed(cast, kind)


def test_both_kinds_may_stand_and_the_suspension_is_said_first(cast):
    in_effect(cast, "dispute")
    in_effect(cast, "suspension")

    assert [one.kind for one in in_force(cast.alfa)] == ["suspension", "dispute"]
    assert health(cast.alfa).state == State.SUSPENDED
    assert health(cast.alfa).keys == State.FRAGILE


def test_acts_out_of_order_are_refused(cast, kind):
    measure = proposed(cast, kind)
    for act in (
        lambda: confirm_end(cast.henryk, measure),
        lambda: keep_measure(cast.henryk, measure),
    ):
        with pytest.raises(MeasureChanged):
            act()
    with pytest.raises(MeasureChanged):
        propose_end(cast.henryk, measure, note="Za wcześnie.")
    confirm_measure(cast.henryk, measure)
    with pytest.raises(MeasureChanged):
        drop_measure(cast.filip, measure)
    with pytest.raises(MeasureChanged):
        confirm_measure(cast.grazyna, measure)


@pytest.mark.parametrize(("kind", "reason"), [("dispute", "fraud"), ("suspension", "rival_boards")])
def test_a_reason_belongs_to_its_measure(cast, kind, reason):
    with pytest.raises(ReasonOfAnotherMeasure):
        propose_measure(cast.filip, cast.alfa, kind=kind, reason=reason, note="x")


def test_it_says_what_it_rests_on(cast, kind):
    with pytest.raises(MeasureNoteMissing):
        propose_measure(cast.filip, cast.alfa, kind=kind, reason=REASONS[kind], note="  ")


def test_administrators_are_told_why_and_later_that_it_is_over(cast, kind, deliver):
    measure = in_effect(cast, kind)
    deliver()
    taken = SentEmail.objects.filter(message="companies/emails/measure_taken")
    assert {one.recipient for one in taken} == {cast.anna, cast.bartek}
    assert all(one.context["reason"] for one in taken)

    propose_end(cast.filip, measure, note="Wyrok.")
    confirm_end(cast.grazyna, measure)
    deliver()

    assert SentEmail.objects.filter(message="companies/emails/measure_ended").count() == 2


def test_the_history_tells_the_measure_but_not_the_proposal(cast, kind, sign_in):
    in_effect(cast, kind)

    shown = sign_in(cast.anna, factor=True).get(f"/companies/{cast.alfa.public_id}/history/")

    assert Event.objects.filter(kind=Kind.COMPANY_MEASURE_PROPOSED, by_staff=True).exists()
    assert "Staff proposed a measure" not in shown.content.decode()
    assert "The vendor" in shown.content.decode()


# What each of them stops.


def test_in_a_dispute_nobody_takes_rights_from_anybody(cast):
    in_effect(cast, "dispute")
    factories.with_factor(cast.anna)
    bogna, bartek = place(cast, "bogna"), place(cast, "bartek")

    for act in (
        lambda: remove_member(cast.anna, bogna),
        lambda: remove_member(cast.anna, bartek),
        lambda: change_role(cast.anna, bartek, role=Role.USER),
        lambda: change_role(cast.anna, bogna, role=Role.GLOBAL_ADMINISTRATOR),
        lambda: hand_over(cast.anna, bartek, afterwards=Afterwards.STAY),
    ):
        with pytest.raises(RightMissing):
            act()
    with pytest.raises(RightToCloseMissing):
        close_company(cast.anna, cast.alfa)
    with pytest.raises(RightToDemandMissing):
        demand_factor(cast.anna, cast.alfa, demand=FactorDemand.EVERYBODY)


def test_in_a_dispute_daily_work_goes_on(cast):
    in_effect(cast, "dispute")

    edited = edit_company(cast.anna, place(cast, "anna"), phone="12 345 67 89")
    invited = invite_member(cast.anna, cast.alfa, email="nowy@example.com", role=Role.USER)

    assert edited.phone == "12 345 67 89"
    assert invited.is_open


def test_in_a_suspension_nothing_changes_but_people_may_leave(cast):
    invitation = invite_member(cast.anna, cast.alfa, email=cast.dorota.email, role=Role.USER)
    in_effect(cast, "suspension")

    with pytest.raises(RightEnded):
        edit_company(cast.anna, place(cast, "anna"), phone="12 345 67 89")
    with pytest.raises(CompanySuspended):
        invite_member(cast.anna, cast.alfa, email="nowy@example.com", role=Role.USER)
    with pytest.raises(CompanySuspended):
        accept_invitation(cast.dorota, invitation)
    with pytest.raises(CompanySuspended):
        change_role(cast.anna, place(cast, "anna"), role=Role.USER)
    with pytest.raises(CompanySuspended):
        set_place_until(cast.anna, place(cast, "bogna"), until=None)

    leave_company(cast.bogna, place(cast, "bogna"))
    request_rights(cast.bartek, cast.alfa, reason="Potrzebuję do faktur.")


@pytest.mark.parametrize("role", list(Role))
def test_what_is_left_of_each_role(cast, role):
    cast.bogna.memberships.update(role=role)
    in_effect(cast, "dispute")
    assert permissions_of(place(cast, "bogna")) == GRANTS[role] - DENIED_IN_DISPUTE

    in_effect(cast, "suspension")
    kept = permissions_of(place(cast, "bogna"))
    assert kept == (GRANTS[role] - DENIED_IN_DISPUTE) & KEPT_IN_SUSPENSION
    assert Permission.COMPANY_LEAVE in kept


def test_pages_open_as_before_and_forms_say_why_not(cast, sign_in):
    in_effect(cast, "suspension")
    client, home = sign_in(cast.anna, factor=True), f"/companies/{cast.alfa.public_id}/"

    products = client.get(f"{home}products/").content.decode()
    users = client.get(f"{home}members/")
    edit = client.get(f"{home}data/edit/")

    assert "Changes in this company are stopped" in products
    assert "A court or another authority ordered it." in products
    assert users.status_code == 200
    assert edit.status_code == 403
    assert "The vendor stopped changes in this company." in edit.content.decode()


def test_programs_work_on(cast, kind):
    program = running(cast.alfa_license)
    before = program.check()

    in_effect(cast, kind)

    assert program.check()["verdict"] == before["verdict"] == "valid"
