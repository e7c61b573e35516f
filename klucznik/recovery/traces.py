"""What came of a grant that is undone: all that others received from the reverted person, and from those in turn."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.models import Invitation, ProductAccess
from klucznik.members.places import Reason, end_accesses, end_membership


def undo_traces(company: Company, person: User, *, since: datetime) -> dict[str, int]:
    """Take everything back, transitively; the counts of what went and of data changes to look at."""
    counts: Counter[str] = Counter()
    waiting, seen = [person.pk], {person.pk}
    while waiting:
        giver = waiting.pop()
        counts["invitations"] += _revoke_invitations(company, giver, since)
        counts["accesses"] += _end_accesses(company, giver, since)
        counts["data_changes"] += Event.objects.filter(
            company=company, actor=giver, kind=Kind.COMPANY_CHANGED, at__gte=since
        ).count()
        for membership in _raised_by(company, giver, since):
            _take_back(membership, since)
            counts["people"] += 1
            if membership.user_id not in seen:
                seen.add(membership.user_id)
                waiting.append(membership.user_id)
    return {name: count for name, count in counts.items() if count}


def _revoke_invitations(company: Company, giver: int, since: datetime) -> int:
    sent = Invitation.objects.open().filter(
        company=company, invited_by=giver, invited_at__gte=since
    )
    return sent.update(revoked_at=clock.now())


def _end_accesses(company: Company, giver: int, since: datetime) -> int:
    ticks = ProductAccess.objects.filter(
        membership__company=company, granted_by=giver, granted_at__gte=since, ended_at=None
    )
    return ticks.update(ended_at=clock.now())


def _raised_by(company: Company, giver: int, since: datetime) -> list[Membership]:
    changed = Membership.objects.active().filter(
        company=company, role_by=giver, role_since__gte=since
    )
    return list(changed.exclude(user=giver).select_related("user", "company"))


def _take_back(membership: Membership, since: datetime) -> None:
    """Whoever came in goes out; whoever was there gets the role of before."""
    if membership.joined == Membership.Joined.INVITED and membership.joined_at >= since:
        end_membership(membership, actor=None, reason=Reason.REMOVED)
        return
    membership.role = _role_before(membership, since)
    membership.role_since, membership.role_by = clock.now(), None
    membership.save(update_fields=["role", "role_since", "role_by"])
    if membership.role == Role.ASSOCIATED:
        end_accesses(membership, actor=None)


def _role_before(membership: Membership, since: datetime) -> Role:
    """From the history; without an entry there, nobody vouches for more than the association."""
    first = (
        Event.objects.filter(
            company=membership.company_id,
            person=membership.user_id,
            facts__has_key="old_role",
            at__gte=since,
        )
        .order_by("id")
        .first()
    )
    return Role(first.facts["old_role"]) if first else Role.ASSOCIATED
