"""How somebody could take an account, a license or the keys by a letter, and why it does not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.actions.measures import confirm_measure, propose_measure
from klucznik.companies.models import Company, FormerAdministrator, Role
from klucznik.core import vault
from klucznik.declarations import proofs
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.models import Evidence, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.scoring import Proof
from klucznik.declarations.voices import FINGERPRINT
from klucznik.letters.actions.writing import announce_death
from klucznik.letters.addresses import held_for
from klucznik.letters.errors import CompanyHeldBack, KeysInUse
from klucznik.letters.tasks import forget_addresses
from klucznik.members.places import Reason, end_membership
from tests import factories
from tests.declarations import cases
from tests.letters import letters
from tests.letters.test_license_transfer import transfer_letter
from tests.letters.test_owner_death import ABOUT

TWO_WEEKS = timedelta(days=14)


@pytest.fixture
def old(cast):
    return letters.old_account(cast.alfa)


@pytest.fixture
def new(cast):
    return letters.newcomer(cast.alfa)


def signed(case, *, matches: str, level: str = "trusted_profile"):
    """A machine found a valid signature in the file of the case."""
    file = case.files.get()
    with transaction.atomic():
        proofs.put(
            case, Proof.SIGNATURE, Evidence.Status.VALID, key=f"{file.public_id}:{matches}", file=file,
            signer=matches or "Jan Obcy", level=level, matches=matches, reason="",
        )  # fmt: skip
    return case


def approved(cast, case, found: str):
    cases.decided(cast.filip, case, representation=found)
    return cases.decided(cast.grazyna, case, representation=found)


def length(case) -> timedelta:
    return case.notice_ends_at - case.notice_started_at


def test_a_thiefs_own_signature_does_not_shorten_the_wait(cast, old, new):
    case = signed(letters.sent(letters.address_letter(new, cast.alfa)), matches="")

    assert length(approved(cast, case, "handwritten")) >= TWO_WEEKS


def test_a_signature_of_one_of_two_does_not_shorten_the_wait(cast, old, new):
    case = signed(letters.sent(letters.address_letter(new, cast.alfa)), matches="Alfred Alfowski")

    assert length(approved(cast, case, "some")) >= TWO_WEEKS


def test_signatures_of_everybody_needed_do(cast, old, new):
    case = signed(letters.sent(letters.address_letter(new, cast.alfa)), matches="Alfred Alfowski")

    assert length(approved(cast, case, "complete")) < timedelta(days=12)


def test_the_seal_of_the_company_that_takes_does_not_speak_for_the_one_that_gives(cast):
    case = letters.sent(transfer_letter(cast))
    case = signed(case, matches=cast.beta.name, level="seal")

    assert length(approved(cast, case, "complete")) >= TWO_WEEKS


def test_a_living_owner_is_not_declared_dead(cast, new):
    case = letters.sent(announce_death(new, cast.alfa, **ABOUT, **letters.SAID))
    User.objects.filter(pk=cast.anna.pk).update(last_seen_at=timezone.now())

    with pytest.raises(KeysInUse):
        cases.decided(cast.filip, case)


def test_an_owner_who_signs_in_while_their_death_is_waited_out_ends_the_case(cast, new, deliver):
    case = letters.approved(
        cast, letters.sent(announce_death(new, cast.alfa, **ABOUT, **letters.SAID))
    )

    letters.signed_in(cast.anna)
    deliver()

    case = cases.fresh(case)
    assert (case.state, case.outcome_reason) == (State.EXPIRED, Ending.KEYS_IN_USE)


def test_an_owner_whom_no_worker_has_seen_is_still_not_dead(cast, new, travel):
    case = letters.approved(
        cast, letters.sent(announce_death(new, cast.alfa, **ABOUT, **letters.SAID))
    )
    letters.wait_out(case, travel)
    case = end_waiting(cases.fresh(case))
    User.objects.filter(pk=cast.anna.pk).update(last_seen_at=timezone.now())

    with pytest.raises(KeysInUse):
        accept_grant(factories.with_factor(new), cases.fresh(case))
    assert cases.place_of(new, cast.alfa).role == Role.ASSOCIATED


def test_a_colleague_without_the_keys_hides_no_death(cast, new, deliver):
    case = letters.approved(
        cast, letters.sent(announce_death(new, cast.alfa, **ABOUT, **letters.SAID))
    )

    letters.signed_in(cast.bartek)
    deliver()

    assert cases.fresh(case).state == State.NOTICE


def dispute(cast, company: Company) -> None:
    measure = propose_measure(
        cast.filip, company, kind="dispute", reason="rival_boards", note="Dwa zarządy."
    )
    confirm_measure(cast.grazyna, measure)


@pytest.mark.parametrize("side", ["alfa", "beta"])
def test_one_of_two_boards_carries_no_license_away_by_letter(cast, travel, side):
    case = letters.sent(transfer_letter(cast))
    dispute(cast, getattr(cast, side))
    with pytest.raises(CompanyHeldBack):
        cases.decided(cast.henryk, case)


def test_a_dispute_that_begins_while_a_letter_waits_stops_the_license(cast, travel):
    case = letters.approved(cast, letters.sent(transfer_letter(cast)))
    dispute(cast, cast.alfa)
    letters.wait_out(case, travel)

    done = end_waiting(cases.fresh(case))

    assert (done.state, done.outcome_reason) == (State.EXPIRED, Ending.HELD)
    cast.alfa_license.refresh_from_db()
    assert cast.alfa_license.company == cast.alfa


def test_former_administrators_of_the_giver_hear_of_a_license_that_is_to_go(cast):
    end_membership(cases.place_of(cast.anna, cast.alfa), actor=cast.anna, reason=Reason.LEFT)
    assert FormerAdministrator.objects.filter(company=cast.alfa).exists()
    case = letters.sent(transfer_letter(cast))

    marks = case.notified.values_list("email_fingerprint", flat=True)
    assert vault.fingerprint("anna@example.com", FINGERPRINT) in marks


def test_an_address_can_come_back_however_long_a_case_stands(cast, old, new, travel):
    """Whoever prolongs the objection gains neither the old address nor an account without one."""
    case = letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)
    travel(days=61)
    forget_addresses()

    assert held_for(letters.OLD) == old
    undo_grant(cast.henryk, cases.fresh(case), note="Właścicielka się odezwała.", as_lead=True)
    old.refresh_from_db()
    assert old.email == letters.OLD
