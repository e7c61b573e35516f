"""What came of a grant that is undone: all that others received from the reverted person, and from those in turn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.members.models import Deputy, Invitation, ProductAccess
from klucznik.members.places import Reason, end_accesses, end_deputyship, end_membership

# What nobody can take back for the company: staff look at it, act by act.
TO_CHECK = [
    Kind.MEMBER_REMOVED,
    Kind.MEMBER_LIMITED,
    Kind.MEMBER_UNLIMITED,
    Kind.MEMBER_LIST_DOWNLOADED,
    Kind.ACCESS_WITHDRAWN,
    Kind.ACCESS_LIMITED,
    Kind.ACCESS_UNLIMITED,
    Kind.COMPANY_FACTOR_DEMANDED,
    Kind.LICENSE_REGISTRATION_SENT,
    Kind.LICENSE_REGISTERED,
    Kind.LICENSE_TERMS_ACCEPTED,
    Kind.LICENSE_TRIAL_STARTED,
    Kind.LICENSE_RESTED,
    Kind.LICENSE_GIVEN,
    Kind.LICENSE_TAKEN_OVER,
    Kind.LICENSE_FILE_FETCHED,
    Kind.DEVICE_ACTIVATED,
    Kind.DEVICE_RELEASED,
    Kind.DEVICE_SIGNED_OFF,
    Kind.DEVICE_FILE_ISSUED,
    Kind.ENTITY_REGISTERED,
    Kind.ENTITY_ENDED,
]


@dataclass(frozen=True)
class Undone:
    """How much went, and the events that staff have to look at."""

    counts: dict[str, int]
    to_check: list[int]


def undo_traces(company: Company, person: User, *, since: datetime) -> Undone:
    """Take everything back, transitively; what cannot be taken back is listed."""
    counts: Counter[str] = Counter()
    waiting, seen = [person.pk], {person.pk}
    while waiting:
        giver = waiting.pop()
        counts["invitations"] += _revoke_invitations(company, giver, since)
        counts["accesses"] += _end_accesses(company, giver, since)
        counts["deputies"] += _end_deputies(company, giver, since)
        for membership in _raised_by(company, giver, since):
            _take_back(membership, since)
            counts["people"] += 1
            if membership.user_id not in seen:
                seen.add(membership.user_id)
                waiting.append(membership.user_id)
    acts = Event.objects.filter(company=company, actor__in=seen, at__gte=since)
    to_check = acts.filter(kind__in=TO_CHECK)
    counts["fields"], clashing = _roll_back(company, acts.filter(kind=Kind.COMPANY_CHANGED))
    listed = sorted({*to_check.values_list("pk", flat=True), *clashing})
    counts["to_check"] = len(listed)
    return Undone({name: count for name, count in counts.items() if count}, listed)


def _roll_back(company: Company, changes: QuerySet[Event]) -> tuple[int, list[int]]:
    """Contact data as they were; what somebody else changed since stays. How many fields, and which events clash."""
    fields, clashing = set(), []
    for event in changes.select_related("details").order_by("-id"):
        values = event.details.values
        before, after = values.get("before", {}), values.get("after", {})
        ours = [name for name in before if getattr(company, name) == after.get(name)]
        for name in ours:
            setattr(company, name, before[name])
        fields |= set(ours)
        if len(ours) < len(event.facts["fields"]):
            clashing.append(event.pk)
    if fields:
        company.save(update_fields=[*sorted(fields)])
        record(
            Kind.COMPANY_CHANGED,
            actor=None,
            company=company,
            subject=company,
            fields=sorted(fields),
        )
    return len(fields), clashing


def _end_deputies(company: Company, giver: int, since: datetime) -> int:
    named = Deputy.objects.named().filter(
        membership__company=company, named_by=giver, named_at__gte=since
    )
    places = [deputy.membership for deputy in named.select_related("membership__company")]
    for place in places:
        end_deputyship(place, actor=None)
    return len(places)


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
        end_deputyship(membership, actor=None)
    end_all(membership.user)


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
