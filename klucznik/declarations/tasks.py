"""What time does to cases: each due one is a piece of work of its own, in its own transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q

from klucznik.core import clock
from klucznik.declarations import storage, timetable
from klucznik.declarations.actions.accepting import close_case, end_waiting
from klucznik.declarations.actions.ending import expire_case, forget_case
from klucznik.declarations.actions.evidence import erase_files
from klucznik.declarations.actions.notices import remind
from klucznik.declarations.actions.review import begin_waiting
from klucznik.declarations.errors import CaseChanged, NotNow, OpenContest
from klucznik.declarations.models import Declaration, EvidenceFile, State
from klucznik.declarations.reasons import Ending
from klucznik.jobs.queue import enqueue, every, task

REMINDED = [State.NOTICE, State.NEEDS_INFO, State.READY]
KEEP_REFUSED = timedelta(days=30)
KEEP_GRANTED = timedelta(days=90)

# What follows when the time of a state runs out.
RUN_OUT: dict[str, Callable[[Declaration], Declaration]] = {
    State.DRAFT: expire_case,
    State.IN_REVIEW: begin_waiting,
    State.NEEDS_INFO: expire_case,
    State.NOTICE: end_waiting,
    State.READY: expire_case,
    State.GRANTED: close_case,
}


@every(minutes=1)
def sweep_cases() -> None:
    """Queue one piece of work for each case whose time has come; frozen cases and open objections wait."""
    now = clock.now()
    running = Declaration.objects.open().filter(frozen_at=None)
    waits = Q(contests__isnull=False, contests__lifted_at=None, contests__upheld_at=None)
    held = running.filter(waits, state__in=[State.NOTICE, State.READY, State.GRANTED])
    due = running.filter(due_at__lte=now).exclude(pk__in=held.values("pk"))
    for pk, version in due.values_list("pk", "version"):
        _queue("declarations.advance", pk, f"{version}:{now:%Y%m%d%H%M}")
    for case in running.filter(state__in=REMINDED, due_at__gt=now):
        if reminder := _reminder(case):
            _queue("declarations.remind", case.pk, f"{case.version}:{reminder.name}")
    gone = Declaration.objects.open().exclude(state=State.GRANTED)
    for pk in gone.filter(claimant__deleted_at__isnull=False).values_list("pk", flat=True):
        _queue("declarations.give_up", pk, "gone")


def _queue(name: str, pk: int, key: str) -> None:
    enqueue(name, dedupe_key=f"{name}:{pk}:{key}", case=pk)


def _reminder(case: Declaration) -> timetable.Reminder | None:
    return timetable.reminder_due(
        case.state,
        since=case.state_since,
        due_at=case.due_at,
        told=case.reminders,
        now=clock.now(),
    )


@task("declarations.advance")
def advance(*, case: int) -> None:
    """Bring one case to what follows when its time has run out; whatever changed meanwhile wins."""
    found = Declaration.objects.select_related("company").get(pk=case)
    if found.is_frozen or not timetable.is_due(due_at=found.due_at, now=clock.now()):
        return
    try:
        RUN_OUT[found.state](found)
    except (CaseChanged, NotNow, OpenContest):
        return


@task("declarations.remind")
def send_reminder(*, case: int) -> None:
    """Say what is due to be said about one case."""
    found = Declaration.objects.select_related("company").get(pk=case)
    if (reminder := _reminder(found)) and not found.is_frozen:
        remind(found, name=reminder.name, kind=reminder.kind)


@task("declarations.give_up")
def give_up(*, case: int) -> None:
    """The claimant's account is gone, and with it the case."""
    found = Declaration.objects.select_related("company").get(pk=case)
    if found.is_open and found.state != State.GRANTED:
        expire_case(found, reason=Ending.ACCOUNT_GONE)


@every(hours=1)
def erase_old_evidence() -> None:
    """Files of refused and withdrawn cases go after 30 days, of granted ones after 90."""
    now = clock.now()
    old = Q(state=State.CLOSED, ended_at__lte=now - KEEP_GRANTED)
    old |= ~Q(state=State.CLOSED) & Q(ended_at__lte=now - KEEP_REFUSED)
    for pk in Declaration.objects.filter(old, wrapped_key__isnull=False).values_list(
        "pk", flat=True
    ):
        enqueue("declarations.erase", dedupe_key=f"declarations.erase:{pk}", case=pk)


@task("declarations.erase")
def erase(*, case: int) -> None:
    """Erase the files of one ended case."""
    erase_files(Declaration.objects.get(pk=case))


@every(hours=24)
def erase_strays() -> None:
    """Files without a row: what an interrupted upload left behind."""
    storage.erase_strays(set(EvidenceFile.objects.values_list("ref", flat=True)))


@every(hours=24)
def forget_old_cases() -> None:
    """The words of a case go three years after its end; claims about it have lapsed."""
    old = Declaration.objects.filter(ended_at__lte=clock.now() - timetable.KEEP_RECORD)
    for case in old.exclude(content={}).order_by("pk")[:500]:
        forget_case(case)
