"""How long others may object: from the letter and the evidence, never under a day and a working day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.declarations.errors import TooLittleEvidence
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration
from klucznik.declarations.scoring import CONTROL, Proof, Representation, hints, working_days
from klucznik.declarations.states import PROVABLE, State
from klucznik.declarations.weighing import rules, suffices_in_time, weighed_wait, weight_of
from klucznik.declarations.working_days import after_working_days

SHORTEST = timedelta(hours=24)


def waiting_period(declaration: Declaration) -> timedelta:
    """The length of the waiting period of this case. Raises TooLittleEvidence."""
    letter = letter_of(declaration.kind)
    least = max(letter.waiting_period(declaration), SHORTEST)
    if not letter.weighs:
        return least
    weighed = weighed_wait(declaration)
    if weighed is None:
        raise too_little(declaration)
    return max(weighed, least)


def end_of_waiting(declaration: Declaration, start: datetime) -> datetime:
    """When a waiting period that begins at `start` ends. Raises TooLittleEvidence."""
    return _end(waiting_period(declaration), start)


def expected_end(declaration: Declaration, start: datetime) -> datetime:
    """The same for pages: where the evidence is too little so far, with the longest wait."""
    try:
        return end_of_waiting(declaration, start)
    except TooLittleEvidence:
        return _end(max(band.wait for band in rules().bands), start)


def soonest_end(now: datetime) -> datetime:
    """No wait ends before that, whatever evidence comes."""
    return _end(SHORTEST, now)


def resumed(due_at: datetime, frozen_at: datetime, now: datetime) -> datetime:
    """When a frozen clock that goes on at `now` runs out: what was left of it, but at least a day."""
    return now + max(due_at - frozen_at, SHORTEST)


def can_be_shortened(case: Declaration) -> bool:
    """Whether more evidence still changes the wait: one that stands, stood still or was made longer stays as it is."""
    if case.state != State.NOTICE:
        return case.state in PROVABLE
    stood_still = case.is_frozen or case.about.get("stood_still")
    return not (stood_still or case.lengthened_at or case.postponed_at)


def waiting_may_begin(declaration: Declaration) -> bool:
    """False while only the youth of an account is in the way, which passes by itself."""
    if not letter_of(declaration.kind).weighs or weighed_wait(declaration) is not None:
        return True
    return not suffices_in_time(declaration)


def too_little(declaration: Declaration, found: str = "") -> TooLittleEvidence:
    """The refusal, naming what would help; with `found`, as if this reviewer's word were the only one."""
    weight = weight_of(declaration, found)
    names = [*Representation.values, *(proof for proof in CONTROL if proof not in weight.proofs)]
    helpful = [hint for hint in hints(rules(), weight, names) if hint.helps]
    words = [f"{name_of(hint.name)} ({in_words(hint.wait or SHORTEST)})" for hint in helpful[:4]]
    return TooLittleEvidence(
        points=weight.total,
        least=rules().least(weight.representation),
        help="; ".join(words) or _("only several of these together: a signature and codes"),
    )


def name_of(piece: str) -> str:
    """A piece of evidence as people call it."""
    from_table = Representation(piece) if piece in Representation.values else Proof(piece)
    return str(from_table.label)


def in_words(period: timedelta) -> str:
    """A wait as people say it: hours up to a day, else days."""
    if period <= SHORTEST:
        return _("24 hours")
    days = -(-period // timedelta(days=1))
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _end(period: timedelta, start: datetime) -> datetime:
    """Whole working days lie in every wait, the more the longer it is."""
    local = timezone.localtime(start)
    return max(start + period, after_working_days(local, working_days(period)))
