"""Which cases wait for whom. What the others decided is counted here, but never shown to somebody who has to decide."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, may
from klucznik.companies.models import Membership
from klucznik.core import clock, vault
from klucznik.declarations.models import Contest, Decision, Declaration, Notified, State
from klucznik.declarations.voices import FINGERPRINT

Verdict = Decision.Verdict
BESIDE = 30


def cases() -> QuerySet[Declaration]:
    """All cases that were ever sent in, with what a line about one needs."""
    return (
        Declaration.objects.exclude(state=State.DRAFT)
        .select_related("company", "claimant")
        .annotate(is_late=Q(state=State.IN_REVIEW, promised_at__lt=clock.now()))
    )


def in_review() -> QuerySet[Declaration]:
    """Cases in review, each with what its round has come to so far."""
    return (
        cases()
        .filter(state=State.IN_REVIEW)
        .annotate(approvals=_votes(Verdict.APPROVE), rejections=_votes(Verdict.REJECT))
        .annotate(decided=F("approvals") + F("rejections"))
    )


def mine_to_decide(member: StaffMember) -> QuerySet[Declaration]:
    """Cases in which this person may decide now, the earliest promise first."""
    if not may(member, StaffPermission.CASES_DECIDE):
        return in_review().none()
    waits = Q(approvals__lt=F("reviewers_needed"), rejections__lt=F("reviewers_needed"))
    waits &= Q(approvals=0) | Q(rejections=0)
    if may(member, StaffPermission.CASES_SETTLE):
        waits |= Q(approvals__gt=0, rejections__gt=0)
    return (
        in_review()
        .filter(waits, ~_party(member.user), ~_decided_by(member.user), ~_settled())
        .order_by("promised_at", "id")
    )


def not_mine(member: StaffMember) -> QuerySet[Declaration]:
    """Cases in review that wait for others."""
    mine = mine_to_decide(member).order_by().values("pk")
    return in_review().exclude(pk__in=mine).order_by("promised_at", "id")


def counts(member: StaffMember) -> dict[str, int]:
    """How much waits behind each tab of the queue."""
    mine, reviewed = mine_to_decide(member).count(), in_review().count()
    return {"mine": mine, "others": reviewed - mine, "objections": open_objections().count()}


def next_to_decide(member: StaffMember, after: Declaration) -> Declaration | None:
    """The case that opens after this one: the next by promised time, else the first that is left."""
    mine = mine_to_decide(member).exclude(pk=after.pk)
    if after.promised_at is None:
        return mine.first()
    later = Q(promised_at__gt=after.promised_at) | Q(promised_at=after.promised_at, id__gt=after.pk)
    return mine.filter(later).first() or mine.first()


def beside(case: Declaration, member: StaffMember) -> dict[str, Any]:
    """What waits for this person, with the neighbors of the open case in that list."""
    waiting = list(mine_to_decide(member)[:BESIDE])
    keys = [other.pk for other in waiting]
    at = keys.index(case.pk) if case.pk in keys else -1
    return {
        "waiting": waiting,
        "following": waiting[at + 1] if at + 1 < len(waiting) else None,
        "previous": waiting[at - 1] if at > 0 else None,
    }


def open_objections() -> QuerySet[Contest]:
    """Objections that nobody has settled, the earliest date first."""
    return (
        Contest.objects.filter(lifted_at=None, upheld_at=None)
        .select_related("declaration__company", "declaration__claimant", "by")
        .annotate(words=Count("votes"), is_late=Q(look_until__lt=clock.now()))
    )


def _votes(verdict: str) -> Coalesce:
    """How many decisions of this verdict stand in the present round."""
    standing = Decision.objects.filter(
        declaration=OuterRef("pk"),
        round=OuterRef("review_round"),
        voided_at=None,
        verdict=verdict,
    )
    count = standing.order_by().values("declaration").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def _party(person: User) -> Q:
    """The same people as declarations.impartiality.is_party, for a whole list at once."""
    mark = vault.fingerprint(person.email.lower(), FINGERPRINT)
    member = Membership.objects.filter(company=OuterRef("company"), user=person)
    told = Notified.objects.filter(declaration=OuterRef("pk")).filter(
        Q(user=person) | Q(email_fingerprint=mark)
    )
    return Q(claimant=person) | Q(Exists(member)) | Q(Exists(told))


def _decided_by(person: User) -> Q:
    return Q(
        Exists(
            Decision.objects.filter(
                declaration=OuterRef("pk"), round=OuterRef("review_round"), reviewer=person
            )
        )
    )


def _settled() -> Q:
    """A lead has spoken in this round; the case waits for its turn."""
    return Q(
        Exists(
            Decision.objects.filter(
                declaration=OuterRef("pk"),
                round=OuterRef("review_round"),
                voided_at=None,
                as_lead=True,
            )
        )
    )
