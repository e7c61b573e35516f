"""How many invitations a company may send and keep waiting; a message to a stranger's mailbox is always counted."""

from __future__ import annotations

from klucznik.companies.models import Membership
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries
from klucznik.members.errors.invitations import TooManyInvitations, TooManyToAddress

MOST_WAITING = 500
MOST_WAITING_UNCHECKED = 5


def count_invitation(membership: Membership, email: str) -> None:
    """Count one message of an invitation against its address and the company. Call it outside a transaction."""
    try:
        consume(invite__email=email.lower())
    except TooManyTries as refusal:
        raise TooManyToAddress(hours=_hours(refusal)) from refusal
    company = membership.company
    subjects: dict[str, object] = {"invite.company": company.pk}
    if not is_checked(membership):
        subjects["invite.unproven_company"] = company.pk
    try:
        consume(**subjects)
    except TooManyTries as refusal:
        raise TooManyInvitations(hours=_hours(refusal)) from refusal


def most_waiting(membership: Membership) -> int:
    """How many invitations of the company may wait at once."""
    return MOST_WAITING if is_checked(membership) else MOST_WAITING_UNCHECKED


def is_checked(membership: Membership) -> bool:
    """Whether somebody stands behind this person in a company that the vendor knows."""
    return membership.company.is_known and membership.proven_at is not None


def _hours(refusal: TooManyTries) -> int:
    return max(1, -(-int(refusal.facts["minutes"]) // 60))
