"""The clock of a case stands, and goes on: because of an objection, or of what the vendor decided about the company."""

from __future__ import annotations

from django.db import transaction

from klucznik.companies.keys import lock_company
from klucznik.companies.measures import is_suspended
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.states import CONTESTABLE
from klucznik.declarations.voices import open_contests
from klucznik.declarations.waiting import resumed


def freeze(case: Declaration) -> None:
    """The clock stands from now on; what it still had to run stays readable in due_at."""
    if case.is_frozen:
        return
    case.frozen_at = clock.now()
    case.version += 1
    case.save(update_fields=["frozen_at", "version"])


def let_go(case: Declaration) -> None:
    """The clock goes on with what was left, but never less than a day, once nothing is left that holds it."""
    left = open_contests(case)
    if is_suspended(case.company):
        return
    if case.frozen_at is not None and not any(one.freezes for one in left):
        _let_run(case)
    if case.state == State.GRANTED and not left:
        letter_of(case.kind).resume(case)


def _let_run(case: Declaration) -> None:
    assert case.frozen_at is not None
    now, frozen_at = clock.now(), case.frozen_at
    case.frozen_at = None
    case.version += 1
    if case.due_at:
        waits = case.state == State.IN_REVIEW  # approved already, only its turn was waited for
        case.due_at = now if waits else resumed(case.due_at, frozen_at, now)
    if case.state == State.NOTICE:
        case.notice_ends_at = case.due_at
        case.about = {**case.about, "stood_still": True}
    if case.state == State.GRANTED:
        case.probation_until = case.due_at
    clock_columns = ["due_at", "notice_ends_at", "probation_until"]
    case.save(update_fields=["frozen_at", "version", "about", *clock_columns])


@transaction.atomic
def follow_measures(company: Company) -> None:
    """A suspension of the company stops the clocks of all its cases; with its end they go on."""
    company = lock_company(company)
    suspended = is_suspended(company)
    running = Declaration.objects.filter(company=company, state__in=CONTESTABLE)
    for pk in running.order_by("pk").values_list("pk", flat=True):
        case = Declaration.objects.locked(pk)
        if suspended:
            freeze(case)
        if suspended and case.state == State.GRANTED:
            letter_of(case.kind).hold(case)
        elif not suspended:
            let_go(case)
