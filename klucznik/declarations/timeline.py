"""The story of a case with its dates: what happened, what happens now, what comes at the earliest when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.declarations import reasons
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import ROLE_KINDS, Declaration, State
from klucznik.declarations.turns import turn_comes, waits_for_turn
from klucznik.declarations.voices import objector_has_until, open_contests
from klucznik.declarations.waiting import expected_end, resumed
from klucznik.declarations.working_days import after_working_days
from klucznik.events.kinds import Kind
from klucznik.events.models import Event

HAPPENED: dict[str, str | Promise] = {
    Kind.DECLARATION_PREPARED: gettext_lazy("The declaration was prepared"),
    Kind.DECLARATION_SUBMITTED: gettext_lazy("The signed declaration was sent"),
    Kind.DECLARATION_INFO_ASKED: gettext_lazy("We asked for something more"),
    Kind.DECLARATION_ANSWERED: gettext_lazy("The answer came"),
    Kind.DECLARATION_NOTICE_STARTED: gettext_lazy(
        "The declaration was approved; the waiting period began"
    ),
    Kind.DECLARATION_SHORTENED: gettext_lazy("New evidence made the waiting period shorter"),
    Kind.FIRST_ACCEPTED: gettext_lazy("The invitation was accepted; the waiting period began"),
    Kind.DECLARATION_LENGTHENED: gettext_lazy("The waiting period was made longer"),
    Kind.DECLARATION_RESTARTED: gettext_lazy("The waiting period began anew"),
    Kind.DECLARATION_RETURNED: gettext_lazy(
        "The register changed; the reviewers look at it once more"
    ),
    Kind.DECLARATION_APPEALED: gettext_lazy("You appealed against the rejection"),
    Kind.DECLARATION_CONTESTED: gettext_lazy("Somebody objected"),
    Kind.FIRST_CONTESTED: gettext_lazy("Somebody objected"),
    Kind.DECLARATION_CONTEST_ANSWERED: gettext_lazy(
        "The objection was looked into; the case goes on"
    ),
    Kind.DECLARATION_READY: gettext_lazy("The waiting period ended"),
    Kind.LETTER_READY: gettext_lazy("The waiting period ended"),
    Kind.LETTER_CARRIED_OUT: gettext_lazy("What the letter asks for was done"),
    Kind.LETTER_CLOSED: gettext_lazy("It stays as it was done; the case is closed"),
    Kind.LETTER_REVERTED: gettext_lazy("What was done was taken back"),
    Kind.DECLARATION_GRANTED: gettext_lazy("Global administrator rights were granted"),
    Kind.FIRST_GRANTED: gettext_lazy("Global administrator rights were granted"),
    Kind.DECLARATION_CLOSED: gettext_lazy("The probation ended; the case is closed"),
    Kind.FIRST_CLOSED: gettext_lazy("The probation ended; the case is closed"),
    Kind.DECLARATION_REVERTED: gettext_lazy("The rights were taken back"),
    Kind.DECLARATION_REJECTED: gettext_lazy("The declaration was rejected"),
    Kind.FIRST_REFUSED: gettext_lazy("The objection was upheld; the case is closed"),
    Kind.DEPUTY_STEPPED_IN: gettext_lazy("The deputy stepped in; the wait began"),
    Kind.DEPUTY_CONTESTED: gettext_lazy("Somebody objected"),
    Kind.DEPUTY_VETOED: gettext_lazy("The objection ended the case"),
    Kind.DEPUTY_GRANTED: gettext_lazy("Global administrator rights were granted"),
    Kind.DEPUTY_REVERTED: gettext_lazy("The rights were taken back"),
    Kind.DEPUTY_CLOSED: gettext_lazy("The probation ended; the case is closed"),
    Kind.DEPUTY_WITHDREW: gettext_lazy("The case was withdrawn"),
    Kind.OFFICE_CLIENT_ACCEPTED: gettext_lazy(
        "The invitation was accepted; the waiting period began"
    ),
    Kind.OFFICE_CLIENT_CONTESTED: gettext_lazy("Somebody objected"),
    Kind.OFFICE_CLIENT_GRANTED: gettext_lazy("Global administrator rights were granted"),
    Kind.OFFICE_CLIENT_REFUSED: gettext_lazy("The objection was upheld; the case is closed"),
    Kind.OFFICE_CLIENT_CLOSED: gettext_lazy("The probation ended; the case is closed"),
    Kind.DECLARATION_WITHDRAWN: gettext_lazy("The case was withdrawn"),
    Kind.DECLARATION_EXPIRED: gettext_lazy("The case expired"),
    Kind.DECLARATION_SUPERSEDED: gettext_lazy(
        "An administrator gave the rights; the case is not needed any more"
    ),
}
# What other letters than those about a role say instead.
HAPPENED_TO_LETTERS: dict[str, str | Promise] = {
    Kind.DECLARATION_PREPARED: gettext_lazy("The letter was prepared"),
    Kind.DECLARATION_SUBMITTED: gettext_lazy("The signed letter was sent"),
    Kind.DECLARATION_NOTICE_STARTED: gettext_lazy(
        "The letter was approved; the waiting period began"
    ),
    Kind.DECLARATION_REJECTED: gettext_lazy("The letter was rejected"),
}


@dataclass(frozen=True)
class Moment:
    """One point of the story. `earliest` means "not before"; a moment without a time is simply going on."""

    phase: str  # past, now, future
    what: str
    at: datetime | None = None
    until: datetime | None = None
    earliest: datetime | None = None
    note: str = ""


def timeline(declaration: Declaration) -> list[Moment]:
    """All moments of a case in their order."""
    return [*_past(declaration), *_now(declaration), *_future(declaration)]


def _past(case: Declaration) -> list[Moment]:
    events = Event.objects.filter(
        subject_type=Declaration._meta.label, subject_id=case.pk, kind__in=HAPPENED
    ).order_by("id")
    words = HAPPENED if case.kind in ROLE_KINDS else HAPPENED | HAPPENED_TO_LETTERS
    return [Moment("past", str(words[event.kind]), at=event.at) for event in events]


def _now(case: Declaration) -> list[Moment]:
    if not case.is_open:
        return []
    if case.is_frozen:
        return [
            Moment(
                "now",
                _("The case stands still because of an objection"),
                note=_(
                    "Two reviewers look into it. The clock then goes on with what was left, at least 24 hours."
                ),
            )
        ]
    what = {
        State.DRAFT: _("Sign the declaration and send it here"),
        State.IN_REVIEW: _("We check the declaration"),
        State.NEEDS_INFO: _("We wait for your answer"),
        State.NOTICE: _("Everybody whom it concerns can object"),
        State.READY: _("You can accept the rights"),
        State.GRANTED: _("Probation: some things are not possible yet"),
    }
    if case.kind not in ROLE_KINDS:
        what[State.DRAFT] = _("Sign the letter and send it here")
        what[State.IN_REVIEW] = _("We check the letter")
        what[State.READY] = _("You can confirm that it is to be done")
        what[State.GRANTED] = _("It is done, and can still be taken back")
    if waits_for_turn(case):
        return [
            Moment("now", _("It was approved and waits for its turn"), note=turn_in_words(case))
        ]
    in_review = case.state == State.IN_REVIEW
    until = case.promised_at if in_review else case.due_at
    note = held_in_words(case) if in_review else ""
    return [Moment("now", what[State(case.state)], until=until, note=note)]


def turn_in_words(case: Declaration) -> str:
    """What an approved case waits for, and until when."""
    if turn := turn_comes(case):
        told = {"day": date_long(turn)}
        return (
            _(
                "Another case of this company runs. The waiting period of yours begins when that one has ended, "
                "as a rule by %(day)s."
            )
            % told
        )
    return _(
        "The waiting period begins by itself as soon as nothing stands in its way; we will write to you then."
    )


def held_in_words(case: Declaration) -> str:
    """Why and until when reviewers put the case aside; empty when they did not."""
    if case.held_until is None or case.held_until <= clock.now():
        return ""
    told = {"day": date_long(case.held_until), "reason": reasons.words(case.held_reason)}
    return _("Put aside until %(day)s: %(reason)s") % told


def _future(case: Declaration) -> list[Moment]:
    """What still has to come; dates are the earliest possible ones."""
    if not case.is_open or case.state == State.GRANTED:
        return []
    ahead: list[Moment] = []
    if case.state in (State.DRAFT, State.NEEDS_INFO):
        about_role = case.kind in ROLE_KINDS
        checked = _("We check the declaration") if about_role else _("We check the letter")
        ahead.append(Moment("future", checked, note=_review_takes(case)))
    if case.state not in (State.NOTICE, State.READY):
        ahead.append(
            Moment("future", _("The waiting period begins and everybody whom it concerns is told"))
        )
    ends_at = earliest_grant(case)
    if case.state != State.READY:
        ahead.append(Moment("future", _what_comes(case), earliest=ends_at))
    full = ends_at + timedelta(days=settings.PROBATION_DAYS)
    stays = _("The probation ends and the rights are full")
    if case.kind not in ROLE_KINDS:
        stays = _("It can no longer be taken back; the case is closed")
    return [*ahead, Moment("future", stays, earliest=full)]


def _what_comes(case: Declaration) -> str:
    """What the end of the waiting period brings."""
    acceptance = letter_of(case.kind).needs_acceptance
    if case.kind in ROLE_KINDS:
        return _("You can accept the rights") if acceptance else _("You get the rights")
    return _("You can confirm that it is to be done") if acceptance else _("It is done")


def earliest_grant(case: Declaration) -> datetime:
    """The first moment at which the rights can be had, if nothing delays the case."""
    now = clock.now()
    if case.state == State.READY:
        return now
    if case.notice_ends_at and case.frozen_at:
        goes_on = max([now, *filter(None, map(objector_has_until, open_contests(case)))])
        return resumed(case.notice_ends_at, case.frozen_at, goes_on)
    if case.notice_ends_at:
        return max(case.notice_ends_at, now)
    reviewed = timezone.localtime(now)
    if waits_for_turn(case):
        reviewed = max(reviewed, timezone.localtime(turn_comes(case) or now))
    elif case.state == State.IN_REVIEW and case.promised_at:
        reviewed = max(reviewed, timezone.localtime(case.promised_at))
    elif case.state in (State.DRAFT, State.NEEDS_INFO):
        reviewed = after_working_days(reviewed, case.reviewers_needed)
    return expected_end(case, reviewed)


def _review_takes(case: Declaration) -> str:
    return (
        _("Two people look at it independently, usually within two working days.")
        if case.reviewers_needed == 2
        else _("Usually within a working day.")
    )
