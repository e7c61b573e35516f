"""The two letters about a company's keys: a declaration, and the acceptance of a first administrator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import ClassVar

from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.keys import openly
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.declarations.letters import Addressee, Letter
from klucznik.declarations.models import Declaration, Evidence
from klucznik.declarations.proofs import held
from klucznik.declarations.scoring import Proof
from klucznik.events.kinds import Kind
from klucznik.members.places import end_accesses, end_deputyship
from klucznik.recovery import recipients
from klucznik.recovery.errors import AlreadyAdministrator, StrongProofNeeded
from klucznik.recovery.models import Recovery
from klucznik.recovery.situations import situation, was_refused
from klucznik.recovery.standing import standing_of
from klucznik.recovery.traces import undo_traces
from klucznik.recovery.ways import why_no_declaring

WITH_AN_ADMINISTRATOR = timedelta(days=14)
FIRST_WAIT = timedelta(hours=24)
WITH_FRESH_ADDRESS = timedelta(days=7)
UNTIL_DECIDED = timedelta(days=3650)
# Signatures that say who signed: by a certificate that a trusted list or the state vouches for.
STRONG_LEVELS = frozenset({"qualified", "seal", "trusted_profile", "personal"})


class GlobalAdministrator(Letter):
    """A signed declaration: the claimant becomes a global administrator, on probation."""

    prefix = "OSW"
    needs_acceptance = True
    weighs = True
    joined = Membership.Joined.CONNECTED
    # Whether somebody entitled stands behind the role that is granted.
    proves: ClassVar[bool] = True

    def check_opening(self, company: Company, claimant: User) -> None:
        """Where no administrator can be asked, or one refused: then it takes more than paper."""
        if refusal := why_no_declaring(situation(company, claimant)):
            raise refusal

    def needs_strong_proof(self, declaration: Declaration) -> bool:
        """Whether an administrator had said no before the letter was sent; what they say later is an objection."""
        at = declaration.submitted_at or clock.now()
        return was_refused(declaration.company, declaration.claimant, at=at)

    def check_approval(self, declaration: Declaration) -> None:
        """No reviewer's eye replaces a signature that a machine has checked, where an administrator said no."""
        if self.needs_strong_proof(declaration) and not any(map(_is_strong, held(declaration))):
            raise StrongProofNeeded

    def check_grant(self, declaration: Declaration) -> None:
        """The same once more: evidence can go between the approval and the grant."""
        self.check_approval(declaration)

    def check_appeal(self, declaration: Declaration) -> None:
        """Whoever holds the role by now needs no second look."""
        if situation(declaration.company, declaration.claimant).has_role:
            raise AlreadyAdministrator

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """The least, whatever the evidence: two weeks while somebody in the company could still be asked."""
        asked = recipients.administrators_to_ask(declaration.company)
        there = asked.exclude(user=declaration.claimant_id).exists()
        return WITH_AN_ADMINISTRATOR if there else timedelta(0)

    def standing(self, declaration: Declaration) -> Iterable[Proof]:
        return standing_of(declaration)

    def contacts(self, declaration: Declaration) -> Iterable[Addressee]:
        return recipients.contacts(declaration.company)

    def addressees(self, declaration: Declaration) -> Iterable[Addressee]:
        """Who holds the keys, who held them, the company's own long-known addresses, its accounting office."""
        company, claimant = declaration.company, declaration.claimant
        yield from recipients.administrators(company, but=claimant)
        yield from recipients.former_administrators(company)
        yield from recipients.contacts(company)
        yield from recipients.replaced_contacts(company)
        yield from recipients.offices(declaration)

    def kind(self, usual: Kind) -> Kind:
        return usual

    def grant(self, declaration: Declaration) -> None:
        """The role, proven and on probation; whoever was disconnected in the meantime is in again."""
        place = Membership.objects.filter(
            company=declaration.company_id, user=declaration.claimant_id, ended_at=None
        )
        membership = place.first()
        if membership is None:
            membership = Membership(
                company=declaration.company, user=declaration.claimant, role="", joined=self.joined
            )
        before, proven_before = membership.role, membership.proven_at
        now = clock.now()
        membership.role, membership.role_since = Role.GLOBAL_ADMINISTRATOR, now
        membership.role_by, membership.proven_at = None, now if self.proves else None
        membership.probation_until, membership.until = declaration.probation_until, None
        membership.save()
        end_deputyship(membership, actor=None)
        Recovery.objects.create(
            declaration=declaration,
            membership=membership,
            previous_role=before,
            previous_proven_at=proven_before,
        )

    def revert(self, declaration: Declaration) -> dict[str, int]:
        """The role goes, sessions end, and so does everything that others received from this person since."""
        assert declaration.granted_at is not None
        company = declaration.company
        recovery = Recovery.objects.select_related("membership").get(declaration=declaration)
        with openly(company, person=declaration.claimant):
            self._take_back(recovery)
            undone = undo_traces(company, declaration.claimant, since=declaration.granted_at)
        end_all(declaration.claimant)
        recipients.forget_former(company, declaration.login)
        declaration.about = {**declaration.about, "to_check": undone.to_check}
        declaration.save(update_fields=["about"])
        return undone.counts

    def _take_back(self, recovery: Recovery) -> None:
        membership = recovery.membership
        membership.role = recovery.previous_role or Role.ASSOCIATED
        membership.role_since, membership.role_by = clock.now(), None
        membership.proven_at, membership.probation_until = recovery.previous_proven_at, None
        if not recovery.previous_role and membership.ended_at is None:
            membership.ended_at = clock.now()
        membership.save()
        if membership.role == Role.ASSOCIATED or membership.ended_at:
            end_accesses(membership, actor=None)

    def hold(self, declaration: Declaration) -> None:
        """The probation does not run out while an objection is open."""
        self._limit(declaration, until=UNTIL_DECIDED)

    def resume(self, declaration: Declaration) -> None:
        assert declaration.probation_until is not None
        self._limit(declaration, until=declaration.probation_until - clock.now())

    def _limit(self, declaration: Declaration, *, until: timedelta) -> None:
        Membership.objects.filter(recoveries__declaration=declaration).update(
            probation_until=clock.now() + until
        )


class FirstAdministrator(GlobalAdministrator):
    """The vendor invited the address it holds, and somebody accepted: a day to object, then the role."""

    prefix = "PIA"
    needs_acceptance = False
    weighs = False
    joined = Membership.Joined.FIRST_ADMINISTRATOR

    KINDS = {
        Kind.DECLARATION_NOTICE_STARTED: Kind.FIRST_ACCEPTED,
        Kind.DECLARATION_CONTESTED: Kind.FIRST_CONTESTED,
        Kind.DECLARATION_GRANTED: Kind.FIRST_GRANTED,
        Kind.DECLARATION_REJECTED: Kind.FIRST_REFUSED,
        Kind.DECLARATION_REVERTED: Kind.FIRST_REFUSED,
        Kind.DECLARATION_CLOSED: Kind.FIRST_CLOSED,
    }

    def check_opening(self, company: Company, claimant: User) -> None:
        """The invitation decides (actions/first_administrators.py); nobody opens such a case by hand."""

    def needs_strong_proof(self, declaration: Declaration) -> bool:
        """Nobody who could refuse was ever there."""
        return False

    def waiting_period(self, declaration: Declaration) -> timedelta:
        """A day; a week where the invited address has lately taken the place of another, which is told as well."""
        is_fresh = recipients.is_vendor_address_fresh(declaration.company)
        return WITH_FRESH_ADDRESS if is_fresh else FIRST_WAIT

    def addressees(self, declaration: Declaration) -> Iterator[Addressee]:
        """Every other known address, however fresh."""
        company, claimant = declaration.company, declaration.claimant
        yield from recipients.administrators(company, but=claimant)
        yield from recipients.former_administrators(company)
        yield from recipients.contacts(company, at_least=timedelta(0))
        yield from recipients.replaced_contacts(company)
        yield from recipients.other_people(company, but=claimant)
        yield from recipients.offices(declaration)

    def kind(self, usual: Kind) -> Kind:
        return self.KINDS.get(usual, usual)


def _is_strong(proof: Evidence) -> bool:
    """A machine checked who signed and found them in the letter, or the company's registered address answered."""
    if proof.kind == Proof.REGISTER_CODE:
        return True
    details = proof.details
    signs = proof.kind == Proof.SIGNATURE and bool(details.get("matches"))
    return signs and details.get("level") in STRONG_LEVELS
