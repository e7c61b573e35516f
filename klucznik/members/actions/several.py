"""Inviting several people at once: each invitation is a transaction of its own, so one refusal stops no other."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core.errors import DomainError
from klucznik.members.actions.invitations import invite_member
from klucznik.members.checking import Checked
from klucznik.members.trying import count_invitation


def invite_several(actor: User, membership: Membership, checked: list[Checked]) -> int:
    """Send every good line; what is refused now is noted at its line. Returns how many were sent."""
    good = [one for one in checked if one.is_good]
    for one in good:
        try:
            _invite(actor, membership, one)
        except DomainError as refusal:
            one.problems.append(str(refusal))
    return sum(one.is_good for one in good)


def _invite(actor: User, membership: Membership, one: Checked) -> None:
    count_invitation(membership, one.email)
    invite_member(
        actor,
        membership.company,
        email=one.email,
        role=one.role,
        products=one.products,
        until=one.until,
    )
