"""What time does to cases: each due one is a piece of work of its own, in its own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog
from django.db.models import Q
from django.utils import timezone

from klucznik.companies.measures import is_suspended
from klucznik.companies.models import Company
from klucznik.companies.registries import Answer, ask_all, registers
from klucznik.core import clock
from klucznik.declarations import checking, storage, timetable
from klucznik.declarations.actions.accepting import close_case, end_waiting
from klucznik.declarations.actions.anew import follow_account, lengthen_unheard
from klucznik.declarations.actions.checking import record_check
from klucznik.declarations.actions.contests import remind_of_contest
from klucznik.declarations.actions.ending import expire_case, forget_case
from klucznik.declarations.actions.evidence import erase_files
from klucznik.declarations.actions.freezing import follow_measures
from klucznik.declarations.actions.notices import remind
from klucznik.declarations.actions.proving import look_up_domain
from klucznik.declarations.actions.reading import keep_answers, read_before_grants
from klucznik.declarations.actions.review import begin_waiting
from klucznik.declarations.changes import ADDED, READDRESSED, REMOVED
from klucznik.declarations.errors import (
    CaseChanged,
    CompanySuspended,
    FileNotChecked,
    NoProofNeeded,
    NotNow,
    OpenContest,
)
from klucznik.declarations.models import Contest, Declaration, EvidenceFile, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import PENDING
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.jobs.queue import enqueue, every, task

log = structlog.get_logger(__name__)

REMINDED = [State.NOTICE, State.NEEDS_INFO, State.READY]
KEEP_REFUSED = timedelta(days=30)
KEEP_GRANTED = timedelta(days=90)
# The registers are read so long before a grant may come, and those that do not answer are asked again later.
READ_AHEAD = timedelta(hours=6)
LATER = [timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4)]

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
    if registers():
        soon = Q(state=State.NOTICE, due_at__lte=now + READ_AHEAD) | Q(state=State.READY)
        read_before_grants(running.filter(soon, submitted_at__isnull=False))
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
    if found.state != State.DRAFT and is_suspended(found.company):
        follow_measures(found.company)
        return
    try:
        RUN_OUT[found.state](found)
    except (CaseChanged, NotNow, OpenContest, CompanySuspended):
        return


@task("declarations.read_registers", talks=True)
def read_registers(
    *, case: int, fresh: bool = False, among: list[str] | None = None, tried: int = 0
) -> None:
    """Ask the registers about the company of a case, and again later those that did not say yes or no."""
    found = Declaration.objects.select_related("company").get(pk=case)
    if not found.is_open:
        return
    answers = ask_all(found.company.tax_id, fresh=fresh, among=among)
    keep_answers(found, answers)
    silent = [one.register for one in answers if one.answer == Answer.UNKNOWN]
    if silent and tried < len(LATER):
        spread = secrets.SystemRandom().uniform(0.8, 1.2)
        enqueue(
            "declarations.read_registers",
            dedupe_key=f"declarations.read_registers:{case}:again:{clock.now():%Y%m%d%H%M%S}",
            run_at=timezone.now() + LATER[tried] * spread,
            case=case,
            fresh=fresh,
            among=silent,
            tried=tried + 1,
        )


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


@task("declarations.look_up_domain")
def look_up_again(*, case: int, turn: int) -> None:
    """Ask the DNS once more for the record of one case; what stands already, or is over, needs none."""
    found = Declaration.objects.select_related("company", "claimant").get(pk=case)
    with suppress(CaseChanged, NotNow, NoProofNeeded):
        look_up_domain(None, found, turn=turn)


@every(hours=1)
def watch_cases() -> None:
    """Queue a look at waiting periods that perhaps nobody heard of, at stopped clocks, and at objections to decide."""
    now = clock.now()
    waiting = Declaration.objects.filter(state=State.NOTICE, frozen_at=None, lengthened_at=None)
    for pk in waiting.values_list("pk", flat=True):
        _queue("declarations.lengthen_unheard", pk, f"{now:%Y%m%d%H}")
    stopped = Declaration.objects.open().filter(frozen_at__isnull=False)
    for company in set(stopped.values_list("company", flat=True)):
        _follow(company, f"{now:%Y%m%d%H}")
    due = Contest.objects.filter(lifted_at=None, upheld_at=None, look_until__lte=now)
    for pk in due.values_list("pk", flat=True):
        enqueue("declarations.contest_due", dedupe_key=f"contest_due:{pk}", contest=pk)


def _follow(company: int | None, key: str) -> None:
    name = "declarations.follow_measures"
    enqueue(name, dedupe_key=f"{name}:{company}:{key}", company=company)


@task("declarations.lengthen_unheard")
def lengthen(*, case: int) -> None:
    """One case whose notices perhaps all came back."""
    with suppress(CaseChanged, NotNow):
        lengthen_unheard(Declaration.objects.select_related("company").get(pk=case))


@task("declarations.contest_due")
def contest_due(*, contest: int) -> None:
    """Staff are reminded of one objection that should have been decided by now."""
    with suppress(NotNow):
        remind_of_contest(Contest.objects.select_related("declaration__company").get(pk=contest))


@on(Kind.COMPANY_SUSPENDED, Kind.COMPANY_RELEASED)
def measures_changed(event: Event) -> None:
    """The clocks of the company's cases stop, or go on."""
    _follow(event.company_id, str(event.pk))


@task("declarations.follow_measures")
def measures(*, company: int) -> None:
    """Stop or start the clocks of the cases of one company."""
    follow_measures(Company.objects.get(pk=company))


@on(*ADDED, *REMOVED, *READDRESSED)
def account_changed(event: Event) -> None:
    """Whoever asks has another address or second step: their cases are looked at."""
    theirs = Declaration.objects.filter(
        claimant=event.person_id or event.actor_id, state__in=PENDING | {State.DRAFT}
    )
    for pk in theirs.values_list("pk", flat=True):
        _queue("declarations.follow_account", pk, str(event.pk))


@task("declarations.follow_account")
def account(*, case: int) -> None:
    """One case of somebody whose account changed; when it moves at this moment, the queue tries again."""
    with suppress(NotNow):
        follow_account(Declaration.objects.select_related("company", "claimant").get(pk=case))


@task("declarations.check_file", talks=True)
def check_file(*, file: int) -> None:
    """Look at an uploaded file. A busy machine looks later; what cannot be checked stays unknown and blocks nothing."""
    found = EvidenceFile.objects.select_related("declaration__company").get(pk=file)
    try:
        rows = [] if found.removed_at or found.erased_at else checking.outcomes(found)
    except FileNotChecked:
        raise
    except Exception:
        log.exception("file.not_checked", file=found.public_id)
        rows = [checking.unknown(found)]
    record_check(found, rows)


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
    """Files without a row, and erased ones that are still there: what an interruption or a backup left behind."""
    kept = EvidenceFile.objects.filter(erased_at=None)
    storage.erase_strays(set(kept.values_list("ref", flat=True)))


@every(hours=24)
def forget_old_cases() -> None:
    """The words of a case go three years after its end; claims about it have lapsed."""
    old = Declaration.objects.filter(ended_at__lte=clock.now() - timetable.KEEP_RECORD)
    for case in old.exclude(content={}).order_by("pk")[:500]:
        forget_case(case)
