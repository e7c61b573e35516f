"""A letter moves the sign-in address of somebody who holds the keys: then they are held on probation."""

from __future__ import annotations

from klucznik.companies.models import Role
from klucznik.companies.permissions import Permission, may
from klucznik.declarations.actions.undoing import undo_grant
from tests.declarations import cases
from tests.letters import letters


def test_the_keys_behind_the_address_are_on_probation_until_it_cannot_be_undone(cast, travel):
    old = letters.old_account(cast.alfa, Role.GLOBAL_ADMINISTRATOR)
    new = letters.newcomer(cast.alfa)
    place = cases.place_of(old, cast.alfa)
    case = letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)

    place.refresh_from_db()
    assert place.is_on_probation
    assert not may(place, Permission.GLOBAL_GRANT)

    undo_grant(cast.henryk, cases.fresh(case), note="Pomyłka.", as_lead=True)
    place.refresh_from_db()
    assert not place.is_on_probation
