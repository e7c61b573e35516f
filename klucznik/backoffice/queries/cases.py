"""Which cases wait for whom. What the others decided is counted here, but never shown to somebody who has to decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, may
from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.declarations.impartiality import marks_of
from klucznik.declarations.models import Contest, Decision, Declaration, Notified, State

Verdict = Decision.Verdict
BESIDE = 30


class Which(TextChoices):
    """What the queue is narrowed down to."""

    LATE = "late", _("late")
    TAKEN = "taken", _("taken up by me")
    APPEALS = "appeals", _("appeals")


def late() -> Q:
    """The promised answer did not come in time."""
    return Q(state=State.IN_REVIEW, promised_at__lt=clock.now())


def held() -> Q:
    """Put aside until a day that has not come yet."""
    return Q(state=State.IN_REVIEW, held_until__isnull=False, held_until__gt=clock.now())


def cases() -> QuerySet[Declaration]:
    """All cases that were ever sent in, with what a line about one needs."""
    return (
        Declaration.objects.exclude(state=State.DRAFT)
        .select_related("company", "claimant", "assigned_to")
        .annotate(
            is_late=late(),
            is_held=held(),
        )
    )


def in_review() -> QuerySet[Declaration]:
    """Cases in review, each with what its round has come to so far."""
    return (
        cases()
        .filter(state=State.IN_REVIEW)
        .annotate(approvals=_votes(Verdict.APPROVE), rejections=_votes(Verdict.REJECT))
        .annotate(decided=F("approvals") + F("rejections"))
    )


def decidable(member: StaffMember) -> QuerySet[Declaration]:
    """Cases in which this person may decide now, whoever reads them at the moment."""
    if not may(member, StaffPermission.CASES_DECIDE):
        return in_review().none()
    waits = Q(approvals__lt=F("reviewers_needed"), rejections__lt=F("reviewers_needed"))
    waits &= Q(approvals=0) | Q(rejections=0)
    if may(member, StaffPermission.CASES_SETTLE):
        waits |= Q(approvals__gt=0, rejections__gt=0)
        # Approved by enough, but by no lead where one is needed: what is approved waits for its turn with a due date.
        waits |= Q(approvals__gte=F("reviewers_needed"), rejections=0, due_at=None)
    return in_review().filter(waits, ~_party(member.user), ~_decided_by(member.user), ~_settled())


def mine_to_decide(member: StaffMember) -> QuerySet[Declaration]:
    """What waits for this person: nothing that is put aside, or that another took up and is not late with.

    The earliest promise comes first, so that what is late stands on top.
    """
    free = Q(assigned_to=None) | Q(assigned_to=member.user) | late()
    return decidable(member).filter(free, ~held()).order_by("promised_at", "id")


def not_mine(member: StaffMember) -> QuerySet[Declaration]:
    """Cases in review that wait for others."""
    mine = mine_to_decide(member).order_by().values("pk")
    return in_review().filter(~held()).exclude(pk__in=mine).order_by("promised_at", "id")


def put_aside() -> QuerySet[Declaration]:
    """Cases that come back by themselves on a later day."""
    return in_review().filter(held()).order_by("held_until", "id")


def narrowed(
    found: QuerySet[Declaration], member: StaffMember, *, kind: str = "", which: str = ""
) -> QuerySet[Declaration]:
    """Of one kind of letter, or only what is late, what one took up, what is an appeal."""
    if kind:
        found = found.filter(kind=kind)
    match which:
        case Which.LATE:
            return found.filter(late())
        case Which.TAKEN:
            return found.filter(assigned_to=member.user)
        case Which.APPEALS:
            return found.filter(appeal_of__isnull=False)
        case _:
            return found


def counts(member: StaffMember) -> dict[str, int]:
    """How much waits behind each tab of the queue."""
    mine = mine_to_decide(member).count()
    reviewed = cases().filter(state=State.IN_REVIEW)
    numbers = reviewed.aggregate(all=Count("pk"), held=Count("pk", filter=held()))
    return {
        "mine": mine,
        "others": numbers["all"] - numbers["held"] - mine,
        "held": numbers["held"],
        "objections": open_objections().count(),
    }


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
        .annotate(words=Count("votes"), is_late=_is_late(clock.now()))
    )


def _is_late(now: datetime) -> Q:
    """One that stopped the clock can be set aside only from its day on: two more days are for deciding."""
    to_look = Q(freezes=False, look_until__lt=now)
    return to_look | Q(freezes=True, look_until__lt=now - timedelta(days=2))


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
    member = Membership.objects.filter(company=OuterRef("company"), user=person)
    told = Notified.objects.filter(declaration=OuterRef("pk")).filter(
        Q(user=person) | Q(email_fingerprint__in=marks_of(person))
    )
    return Q(claimant=person) | Q(Exists(member)) | Q(Exists(told))


def _decided_by(person: User) -> Q:
    """The same as declarations.impartiality.has_decided."""
    now = Q(declaration=OuterRef("pk"), round=OuterRef("review_round"))
    before = Q(declaration=OuterRef("appeal_of"))
    return Q(Exists(Decision.objects.filter(now | before, reviewer=person)))


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
