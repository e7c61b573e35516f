"""Whoever deletes the account leaves no address in letters and mergings, and takes out what there was."""

from __future__ import annotations

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.departures import departures
from klucznik.accounts.models import User
from klucznik.letters.models import AddressMove, Merge
from klucznik.letters.take_outs import merges, moves
from tests.declarations import cases
from tests.letters import letters
from tests.letters.merges import kept_of, merged, other_of


def gone(person: User) -> User:
    for departure in departures():
        departure.carry_out(person, person)
    delete_account(None, person)
    return User.objects.get(pk=person.pk)


def test_the_addresses_of_a_letter_go(cast, travel):
    old, new = letters.old_account(cast.alfa), letters.newcomer(cast.alfa)
    case = letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)
    old.refresh_from_db()
    assert [one["old_email"] for one in moves(old)] == [letters.OLD]

    gone(old)

    move = AddressMove.objects.get()
    case = cases.fresh(case)
    assert (move.old_email, move.new_email) == ("", "")
    assert "email" not in case.about
    assert letters.OLD not in str(case.content)


def test_a_merging_that_was_asked_for_ends_and_one_that_was_done_stays_nameless(cast):
    kept, other = kept_of(cast), other_of(cast)
    merged(kept)
    assert len(merges(kept)) == 1

    assert gone(kept).is_deleted

    assert Merge.objects.get().merged == other
    assert "@" not in str(Merge.objects.get().before)
