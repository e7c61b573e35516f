"""What a new administrator cannot do for two weeks: one table of every limit, tried at the action behind every door."""

from __future__ import annotations

import pytest

from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.data import edit_company
from klucznik.companies.actions.history import export_history
from klucznik.companies.errors import ContactLockedOnProbation
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import DENIED_ON_PROBATION, Permission, permissions_of
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.members.actions.deputies import name_deputy
from klucznik.members.actions.handing_over import hand_over
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, download_list, remove_member
from klucznik.recovery.actions.requests import approve_request, decline_request
from klucznik.recovery.models import RightsRequest
from tests.declarations import cases
from tests.licensing.deals import offer


@pytest.fixture
def place(cast, travel):
    """Dorota's, on probation; Bartek is an administrator of before, Bogna a user who asks for the keys."""
    cases.lose_the_keys(cast)
    cases.granted(cast, travel)
    return cases.place_of(cast.dorota, cast.alfa)


def request_of_bogna(cast) -> RightsRequest:
    return RightsRequest.objects.create(
        company=cast.alfa, person=cast.bogna, reason="Proszę.", expires_at=clock.now()
    )


def place_of(cast, name):
    return cases.place_of(getattr(cast, name), cast.alfa)


LIMITS = {
    "remove an earlier administrator": lambda c: remove_member(c.dorota, place_of(c, "bartek")),
    "demote an earlier administrator": lambda c: change_role(
        c.dorota, place_of(c, "bartek"), role=Role.USER
    ),
    "set an end to an earlier administrator": lambda c: set_place_until(
        c.dorota, place_of(c, "bartek"), until=clock.today()
    ),
    "give the global role": lambda c: change_role(
        c.dorota, place_of(c, "bogna"), role=Role.GLOBAL_ADMINISTRATOR
    ),
    "invite a global administrator": lambda c: invite_member(
        c.dorota, c.alfa, email="x@example.com", role=Role.GLOBAL_ADMINISTRATOR, products=[]
    ),
    "make an administrator": lambda c: change_role(
        c.dorota, place_of(c, "bogna"), role=Role.ADMINISTRATOR
    ),
    "hand the keys over": lambda c: hand_over(c.dorota, place_of(c, "bogna"), afterwards="leave"),
    "approve a request for the role": lambda c: approve_request(
        c.dorota, request_of_bogna(c), role=Role.GLOBAL_ADMINISTRATOR
    ),
    "decline a request for the role": lambda c: decline_request(
        c.dorota, request_of_bogna(c), answer="Nie."
    ),
    "name a deputy": lambda c: name_deputy(c.dorota, place_of(c, "bogna"), wait_days=3),
    "close the company": lambda c: close_company(c.dorota, c.alfa),
    "pass a license on": lambda c: offer(c.dorota, c.alfa_license, c.beta),
    "take the history out": lambda c: export_history(
        c.dorota, place_of(c, "dorota"), form="csv", narrowed=False
    ),
    "take the list of people out": lambda c: download_list(c.dorota, c.alfa, count=3),
    "change the company's e-mail": lambda c: edit_company(
        c.dorota, place_of(c, "dorota"), email="nowy@alfa.example"
    ),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_it_cannot_be_done_on_probation_and_can_after(cast, place, limit):
    with pytest.raises(DomainError) as refused:
        LIMITS[limit](cast)

    assert refused.value.code in {
        "right_missing",
        "right_ended",
        "right_to_close_missing",
        "no_list_on_probation",
        "contact_locked_on_probation",
    }
    assert Membership.objects.active().filter(company=cast.alfa).count() == 3


def test_the_tax_id_is_nobodys_to_change(cast, place):
    before = cast.alfa.tax_id
    edit_company(cast.dorota, place, tax_id="5252344078", tax_number="5252344078")

    cast.alfa.refresh_from_db()
    assert cast.alfa.tax_id == before


def test_every_other_data_of_the_company_can_be_changed(cast, place):
    edit_company(cast.dorota, place, phone="12 345 67 89")
    with pytest.raises(ContactLockedOnProbation):
        edit_company(cast.dorota, place, phone="12 345 67 00", email="nowy@alfa.example")

    cast.alfa.refresh_from_db()
    assert cast.alfa.phone == "12 345 67 89"


def test_the_table_of_rights_says_the_same(place):
    assert not permissions_of(place) & DENIED_ON_PROBATION
    assert {
        Permission.GLOBAL_GRANT,
        Permission.RIGHTS_ANSWER,
        Permission.ADMINISTRATORS_MANAGE,
        Permission.DEPUTIES_MANAGE,
        Permission.COMPANY_CLOSE,
        Permission.HISTORY_EXPORT,
        Permission.LICENSES_TRANSFER,
        Permission.OFFICE_MANAGE,
    } == DENIED_ON_PROBATION


def test_daily_work_goes_on(cast, place):
    invite_member(cast.dorota, cast.alfa, email="x@example.com", role=Role.USER, products=[])
    remove_member(cast.dorota, place_of(cast, "bogna"))

    assert place_of(cast, "bogna") is None
