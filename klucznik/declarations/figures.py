"""How long cases take and how they go, from what happened within 90 days: sums first, then the rows they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.translation import ngettext

from klucznik.core import clock
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, Decision, Declaration, State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail

PERIOD: Final = timedelta(days=90)
# The beginning of a state may lie before the period in which it ended.
LONGEST: Final = timedelta(days=60)
KEPT_AS: Final = "declarations.figures"
FEWEST: Final = 5  # fewer cases say more about a person than about us
ENTERS: Final[dict[Kind, str]] = {
    Kind.DECLARATION_PREPARED: State.DRAFT,
    Kind.DECLARATION_SUBMITTED: State.IN_REVIEW,
    Kind.DECLARATION_ANSWERED: State.IN_REVIEW,
    Kind.DECLARATION_INFO_ASKED: State.NEEDS_INFO,
    Kind.DECLARATION_NOTICE_STARTED: State.NOTICE,
    Kind.DECLARATION_READY: State.READY,
    Kind.DECLARATION_GRANTED: State.GRANTED,
    Kind.DECLARATION_CLOSED: State.CLOSED,
    Kind.DECLARATION_REVERTED: State.REVERTED,
    Kind.DECLARATION_REJECTED: State.REJECTED,
    Kind.DECLARATION_WITHDRAWN: State.WITHDRAWN,
    Kind.DECLARATION_EXPIRED: State.EXPIRED,
    Kind.DECLARATION_SUPERSEDED: State.SUPERSEDED,
}
MEASURED: Final = [
    State.DRAFT,
    State.IN_REVIEW,
    State.NEEDS_INFO,
    State.NOTICE,
    State.READY,
    State.GRANTED,
]


@dataclass(frozen=True)
class Step:
    """A case entered a state."""

    case: int
    state: str
    at: datetime


@dataclass(frozen=True)
class Took:
    """How long a state took: half of the cases at most `median`, nineteen of twenty at most `most`."""

    state: str
    count: int
    median: timedelta
    most: timedelta

    @property
    def label(self) -> str:
        return str(State(self.state).label)

    @property
    def usually(self) -> str:
        return spoken(self.median)

    @property
    def at_most(self) -> str:
        return spoken(self.most)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        return round(100 * self.part / self.whole) if self.whole else 0


@dataclass(frozen=True)
class Figures:
    """Everything on the page of figures."""

    times: list[Took]
    complete: Share  # approved or rejected without a question
    contested: Share
    reverted: Share
    bounced: Share
    agreed: Share


def spoken(length: timedelta) -> str:
    """Hours up to two days, then days; never less than one."""
    hours = max(1, ceil(length.total_seconds() / 3600))
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = ceil(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def percentile(values: Sequence[timedelta], share: float) -> timedelta:
    """The smallest value that is not below `share` of all; of nothing it is nothing."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else timedelta(0)


def durations(steps: Iterable[Step], *, since: datetime) -> dict[str, list[timedelta]]:
    """How long each state lasted that ended since then; `steps` of each case in their order."""
    last: dict[int, Step] = {}
    found: dict[str, list[timedelta]] = {}
    for step in steps:
        before = last.get(step.case)
        if before is not None and before.state == step.state:
            continue  # a state that was entered again without leaving it lasts on
        if before is not None and step.at >= since:
            found.setdefault(before.state, []).append(step.at - before.at)
        last[step.case] = step
    return found


def times(steps: Iterable[Step], *, since: datetime) -> list[Took]:
    """Median and 95th percentile of each state, in the order of the procedure."""
    found = durations(steps, since=since)
    return [
        Took(state, len(values), percentile(values, 0.5), percentile(values, 0.95))
        for state in MEASURED
        if (values := found.get(state, []))
    ]


def agreement(decisions: Iterable[tuple[int, int, str]]) -> Share:
    """Of the pairs that decided blind about one case and round, how many said the same; in the order of deciding."""
    rounds: dict[tuple[int, int], list[str]] = {}
    for case, number, verdict in decisions:
        rounds.setdefault((case, number), []).append(verdict)
    pairs = [verdicts[:2] for verdicts in rounds.values() if len(verdicts) > 1]
    return Share(sum(first == second for first, second in pairs), len(pairs))


def figures() -> Figures:
    """The figures of the last 90 days."""
    since = clock.now() - PERIOD
    sent = Declaration.objects.filter(submitted_at__gte=since)
    ended_review = sent.exclude(state__in=[State.DRAFT, State.IN_REVIEW, State.NEEDS_INFO])
    looked = ended_review.filter(Q(notice_started_at__isnull=False) | Q(state=State.REJECTED))
    granted = Declaration.objects.filter(granted_at__gte=since)
    contested = Contest.objects.filter(declaration__in=sent).values("declaration").distinct()
    letters = SentEmail.objects.filter(
        event__subject_type=Declaration._meta.label, sent_at__gte=since
    ).aggregate(all=Count("pk"), bounced=Count("pk", filter=Q(bounced_at__isnull=False)))
    return Figures(
        times=times(steps_since(since - LONGEST), since=since),
        complete=Share(looked.filter(info_rounds=0).count(), looked.count()),
        contested=Share(contested.count(), sent.count()),
        reverted=Share(granted.filter(state=State.REVERTED).count(), granted.count()),
        bounced=Share(letters["bounced"], letters["all"]),
        agreed=agreement(blind_decisions(since)),
    )


def steps_since(since: datetime) -> Iterable[Step]:
    """Every change of a state since then, each case in its order."""
    enters = entering()
    rows = Event.objects.filter(
        subject_type=Declaration._meta.label, kind__in=list(enters), at__gte=since
    ).order_by("id")
    found = rows.values_list("subject_id", "kind", "at")
    return (Step(case or 0, enters[kind], at) for case, kind, at in found.iterator())


def entering() -> dict[str, str]:
    """The state that each event begins, under the names that the kinds of letters give to it."""
    usual = {kind.value: state for kind, state in ENTERS.items()}
    letters = [letter_of(kind) for kind in settings.LETTERS]
    own = {letter.kind(kind).value: state for letter in letters for kind, state in ENTERS.items()}
    return own | usual


def blind_decisions(since: datetime) -> Iterable[tuple[int, int, str]]:
    """Approvals and rejections since then that did not settle a disagreement."""
    rows = Decision.objects.filter(at__gte=since, as_lead=False).exclude(
        verdict=Decision.Verdict.ASK
    )
    return rows.order_by("id").values_list("declaration_id", "round", "verdict")


def public_figures() -> Figures:
    """The same for everybody to read: kept for ten minutes, and without what fewer than five cases tell."""
    found: Figures | None = cache.get(KEPT_AS)
    if found is None:
        found = figures()
        cache.set(KEPT_AS, found, 600)
    told = [one for one in found.times if one.count >= FEWEST and one.state != State.DRAFT]
    return replace(found, times=told)
