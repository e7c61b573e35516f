"""What happens to a person's place in a company: a role is given, the place ends. Every path goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.models import Company, FormerAdministrator, Membership, Role
from klucznik.core import clock, vault
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import end_requests
from klucznik.members.endings import place_endings
from klucznik.members.models import AccessRequest, Deputy, Invitation, ProductAccess

TOMBSTONE = timedelta(days=730)
CONTEXT = "former administrator"


class Reason(StrEnum):
    """Why a place ended."""

    REMOVED = "removed"
    LEFT = "left"
    DELETED = "deleted"
    EXPIRED = "expired"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    # The accounting office took back the acceptance that had let the wrong person in.
    WITHDRAWN = "withdrawn"


# What became of a place, in the history.
TOLD = {
    Reason.REMOVED: Kind.MEMBER_REMOVED,
    Reason.WITHDRAWN: Kind.MEMBER_REMOVED,
    Reason.EXPIRED: Kind.MEMBER_EXPIRED,
}
# Whoever goes by themselves stays signed in.
OWN_WILL = frozenset({Reason.LEFT, Reason.DELETED, Reason.HANDED_OVER, Reason.CLOSED})


def give_role(
    membership: Membership, role: Role, *, giver: Membership, accepted: bool = False
) -> Membership:
    """Write the new role; it is as proven as the place of whoever gives it. Call under `lock_company`.

    The person is signed out everywhere, unless they are just accepting the role themselves.
    Who rises from associated starts without ticks: those of an earlier role were given by somebody nobody had checked.
    """
    now = clock.now()
    if membership.role == Role.ASSOCIATED:
        end_accesses(membership, actor=giver.user)
    if role == Role.GLOBAL_ADMINISTRATOR:
        end_deputyship(membership, actor=giver.user)
    if membership.is_global_administrator and role != Role.GLOBAL_ADMINISTRATOR:
        remember_administrator(membership, removed_by_other=giver.pk != membership.pk)
    if Role(role).rank > Role(membership.role).rank or membership.proven_at is None:
        membership.proven_at = now if giver.proven_at else None
    membership.role, membership.role_since, membership.role_by = role, now, giver.user
    membership.probation_until = None
    membership.save(update_fields=["role", "role_since", "role_by", "proven_at", "probation_until"])
    if not accepted:
        end_all(membership.user)
    return membership


def end_membership(membership: Membership, *, actor: User | None, reason: Reason) -> Membership:
    """End a place and all that hangs on it: ticks, invitations this person sent. Call under `lock_company`."""
    now = clock.now()
    end_accesses(membership, actor=actor)
    end_requests(membership, AccessRequest.Outcome.WITHDRAWN, by=actor)
    end_deputyship(membership, actor=actor)
    sent = Invitation.objects.open().filter(
        company=membership.company_id, invited_by=membership.user_id
    )
    sent.update(revoked_at=now, revoked_by=actor)
    remember_administrator(membership, removed_by_other=reason == Reason.REMOVED)
    membership.ended_at, membership.ended_by = now, actor
    membership.save(update_fields=["ended_at", "ended_by"])
    for ending in place_endings():
        ending.carry_out(membership, actor)
    if reason not in OWN_WILL:
        end_all(membership.user)
    record(
        TOLD.get(reason, Kind.MEMBER_LEFT),
        actor=actor,
        company=membership.company,
        person=membership.user,
        subject=membership,
        role=membership.role,
        reason=reason,
    )
    return membership


def close_overdue(company: Company, user: User) -> None:
    """A place past its end that no task has visited yet makes room for a new one. Call under `lock_company`."""
    overdue = Membership.objects.overdue().select_related("user").filter(company=company, user=user)
    for membership in overdue:
        membership.company = company
        end_membership(membership, actor=None, reason=Reason.EXPIRED)


def end_accesses(membership: Membership, *, actor: User | None) -> None:
    """Take all ticks of this place away."""
    ProductAccess.objects.filter(membership=membership, ended_at=None).update(
        ended_at=clock.now(), ended_by=actor
    )


def end_deputyship(membership: Membership, *, actor: User | None) -> None:
    """A deputy is a member who does not hold the keys: without the place, or with them, there is nothing left of it."""
    waiting = Deputy.objects.filter(membership=membership, ended_at=None, declined_at=None)
    if waiting.update(ended_at=clock.now(), ended_by=actor):
        record(
            Kind.DEPUTY_ENDED,
            actor=actor,
            company=membership.company,
            person=membership.user,
            subject=membership,
        )


def drop_what_needs_a_role(fallen: Iterable[Membership]) -> None:
    """Rights that nobody had checked ended, and with them what they opened (settings.FALLEN_BACK)."""
    for membership in fallen:
        end_accesses(membership, actor=None)
        end_deputyship(membership, actor=None)


def remember_administrator(membership: Membership, *, removed_by_other: bool) -> None:
    """Leave the sealed address of a proven global administrator, so that a later recovery is told to them.

    Somebody unproven leaves none: it would let a squatter object in the case of the real owner.
    """
    if not membership.is_global_administrator or membership.proven_at is None:
        return
    now, address = clock.now(), membership.user.email
    FormerAdministrator.objects.update_or_create(
        company=membership.company,
        email_fingerprint=vault.fingerprint(address.lower(), CONTEXT),
        defaults={
            "sealed_email": vault.seal_text(address, context=CONTEXT),
            "language": membership.user.language,
            "until": now,
            "removed_by_other": removed_by_other,
            "forget_at": now + TOMBSTONE,
        },
    )


def address_of(tombstone: FormerAdministrator) -> str:
    """The address under a tombstone, for notices of a recovery and for nothing else."""
    return vault.unseal_text(tombstone.sealed_email, context=CONTEXT)
