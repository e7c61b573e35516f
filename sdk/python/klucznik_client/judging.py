"""The verdict without a connection: from the last signed answer, the license file, a grace, and then read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from klucznik_client import answers, license_files, wording
from klucznik_client.answers import SignedAnswer, Verdict
from klucznik_client.license_files import Judgement, LicenseFile, days_until
from klucznik_client.values import worst


@dataclass(frozen=True)
class Known:
    """What a program knows by itself: genuine statements, what is odd, and how long it may do without more."""

    now: datetime
    language: str
    answer: SignedAnswer | None = None
    said: Mapping[str, Any] = field(default_factory=dict)  # the unsigned words beside the answer
    file: LicenseFile | None = None
    released: date | None = None
    warnings: tuple[str, ...] = ()
    contact_grace: timedelta = timedelta(days=14)
    first_used_at: datetime | None = None
    unregistered: timedelta = timedelta()
    unregistered_end: str = "read_only"


def offline(known: Known) -> Verdict:
    """What the program may do while nobody can be asked."""
    answer, file = known.answer, known.file
    if answer is None and file is None:
        return _unregistered(known)
    if answer is not None and known.now <= answer.works_until:
        return _from_answer(known, answer)
    if file is not None and known.now <= file.expires:
        return _from_file(known, file, "file")
    ended = max(([answer.works_until] if answer else []) + ([file.expires] if file else []))
    return _after(known, ended)


def answered(known: Known, answer: SignedAnswer) -> Verdict:
    """What the portal said just now."""
    sentence, next_step, notices = answers.words(known.said)
    days = license_files.by_days(known.now.date(), answer.valid_to, answer.grace_to)
    judged = Judgement(answer.verdict, answer.mode, days.days_left)
    return _verdict(
        known, judged, "portal", sentence=sentence, next_step=next_step, notices=notices
    )


def _from_answer(known: Known, answer: SignedAnswer) -> Verdict:
    """The portal promised the mode until works_until; only the days are counted on."""
    days = license_files.by_days(known.now.date(), answer.valid_to, answer.grace_to)
    goes_on = answer.verdict not in {"valid", "in_grace"} or days.verdict == answer.verdict
    code = answer.verdict if goes_on else days.verdict
    mode = answer.mode
    if code == "expired" != answer.verdict and known.file is not None:
        mode = worst(mode, known.file.at_end)
    sentence, next_step, notices = answers.words(known.said)
    return _verdict(
        known,
        Judgement(code, mode, days.days_left),
        "answer",
        sentence=sentence if goes_on else "",
        next_step=next_step,
        notices=notices,
    )


def _from_file(known: Known, file: LicenseFile, source: str) -> Verdict:
    """The file decides; but what the portal said after the file was made is not forgotten."""
    judged = license_files.judge(file, known.now.date(), known.released)
    answer = known.answer
    if answer is not None and answer.at >= file.issued and worst(answer.mode, "full") != "full":
        judged = Judgement(answer.verdict, worst(answer.mode, judged.mode), judged.days_left)
    return _verdict(known, judged, source)


def _after(known: Known, ended: datetime) -> Verdict:
    """Too long without a word: some more days as before, then reading only."""
    if known.now > ended + known.contact_grace:
        return _verdict(known, Judgement("no_contact", "read_only"), "none")
    if known.file is not None:
        before = _from_file(known, known.file, "grace")
    else:
        assert known.answer is not None
        before = replace(_from_answer(known, known.answer), source="grace")
        if before.verdict == "expired":  # how it would end stands in a file only
            before = replace(before, mode=worst(before.mode, "read_only"))
    left = days_until(ended + known.contact_grace, known.now)
    words = wording.sentence("no_contact", known.language) if before.is_full else before.sentence
    return replace(
        before,
        sentence=words,
        warnings=(*before.warnings, "no_contact"),
        contact_days_left=left,
    )


def _unregistered(known: Known) -> Verdict:
    """Nothing was activated here: some products work for a while from their first use."""
    end = (known.first_used_at or known.now) + known.unregistered
    if known.now < end:
        judged = Judgement("unregistered", "full", days_until(end, known.now))
    else:
        judged = Judgement("unregistered_over", known.unregistered_end)
    step = answers.NextStep("register", wording.sentence("unregistered_over", known.language))
    return _verdict(known, judged, "none", next_step=step)


def _verdict(
    known: Known, judged: Judgement, source: str, *, sentence: str = "", **words: Any
) -> Verdict:
    """The verdict with everything that is known of the license beside it."""
    answer, file = known.answer, known.file
    newest = answer if answer and (file is None or answer.at >= file.issued) else file
    ends = [answer.works_until] if answer else []
    ends += [file.expires] if file else []
    return Verdict(
        verdict=judged.verdict,
        mode=judged.mode,
        source=source,
        sentence=sentence or wording.sentence(judged.verdict, known.language),
        warnings=known.warnings,
        license=newest.license if newest else "",
        device=newest.device if newest else "",
        size=newest.size if newest else None,
        metric=newest.metric if newest else "",
        taken=answer.taken if answer else None,
        valid_to=newest.valid_to if newest else None,
        grace_to=newest.grace_to if newest else None,
        next_contact_at=answer.next_contact_at if answer else None,
        works_until=max(ends, default=None),
        days_left=judged.days_left,
        contact_days_left=days_until(max(ends, default=None), known.now),
        **words,
    )
