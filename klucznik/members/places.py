"""What happens to a person's place in a company: a role is given, the place ends. Every path goes through here."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from klucznik.accounts.models import User
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import clock, vault
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.models import Invitation, ProductAccess

TOMBSTONE = timedelta(days=730)
CONTEXT = "former administrator"


class Reason(StrEnum):
    """Why a place ended."""

    REMOVED = "removed"
    LEFT = "left"
    DELETED = "deleted"


def give_role(membership: Membership, role: Role, *, giver: Membership) -> Membership:
    """Write the new role; it is as proven as the place of whoever gives it. Call under `lock_company`.

    Who rises from associated starts without ticks: those of an earlier role were given by somebody nobody had checked.
    """
    now = clock.now()
    if membership.role == Role.ASSOCIATED:
        end_accesses(membership, actor=giver.user)
    if membership.is_global_administrator and role != Role.GLOBAL_ADMINISTRATOR:
        remember_administrator(membership, removed_by_other=giver.pk != membership.pk)
    if Role(role).rank > Role(membership.role).rank or membership.proven_at is None:
        membership.proven_at = now if giver.proven_at else None
    membership.role, membership.role_since, membership.role_by = role, now, giver.user
    membership.probation_until = None
    membership.save(update_fields=["role", "role_since", "role_by", "proven_at", "probation_until"])
    return membership


def end_membership(membership: Membership, *, actor: User | None, reason: Reason) -> Membership:
    """End a place and all that hangs on it: ticks, invitations this person sent. Call under `lock_company`."""
    now = clock.now()
    end_accesses(membership, actor=actor)
    sent = Invitation.objects.open().filter(
        company=membership.company_id, invited_by=membership.user_id
    )
    sent.update(revoked_at=now, revoked_by=actor)
    remember_administrator(membership, removed_by_other=reason == Reason.REMOVED)
    membership.ended_at, membership.ended_by = now, actor
    membership.save(update_fields=["ended_at", "ended_by"])
    record(
        Kind.MEMBER_REMOVED if reason == Reason.REMOVED else Kind.MEMBER_LEFT,
        actor=actor,
        company=membership.company,
        person=membership.user,
        subject=membership,
        role=membership.role,
        reason=reason,
    )
    return membership


def end_accesses(membership: Membership, *, actor: User | None) -> None:
    """Take all ticks of this place away."""
    ProductAccess.objects.filter(membership=membership, ended_at=None).update(
        ended_at=clock.now(), ended_by=actor
    )


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
