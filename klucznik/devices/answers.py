"""The answer to "may I work?": made of plain values, said in a language, signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from klucznik.catalog.rules import Mode
from klucznik.core.templatetags.ui import date_long
from klucznik.devices.entities import EntityStanding
from klucznik.devices.judging import holds_until, next_contact
from klucznik.licensing.errors import SigningKeyMissing
from klucznik.licensing.notices import ProgramNotice
from klucznik.licensing.signing import Purpose, sign
from klucznik.licensing.validation import Facts, Judgement, judge
from klucznik.licensing.verdicts import (
    MODES,
    NEXT_STEPS,
    SENTENCES,
    STEPS,
    WITHOUT_A_DAY,
    NextStep,
    Verdict,
)

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Standing:
    """All that an answer depends on, whoever read it and however: no rows, only values."""

    facts: Facts
    license: str
    device: str
    product: str
    product_name: str
    size: int
    metric: str
    # How many places are taken; 0 where devices are not counted.
    taken: int
    # The license's page, and that of its devices, as paths.
    page: str
    devices_page: str


@dataclass(frozen=True)
class Answer:
    """What a program is told; `payload` is the part that is signed."""

    payload: Mapping[str, Any]
    sentence: str
    language: str
    next_step: Mapping[str, str]
    notices: Sequence[ProgramNotice]
    # The entity that the program named, and the sentence about it.
    entity: EntityStanding | None = None
    entity_sentence: str = ""


def language_of(asked: str) -> str:
    """The language of the sentences: the asked one where we speak it."""
    code = asked[:2].lower()
    return code if code in LANGUAGES else settings.LANGUAGE_CODE


def answer(
    standing: Standing,
    *,
    language: str = "",
    nonce: str = "",
    notices: Sequence[ProgramNotice] = (),
    entity: EntityStanding | None = None,
) -> Answer:
    """The verdict on these facts, in words."""
    judgement, spoken = judge(standing.facts), language_of(language)
    with translation.override(spoken):
        return Answer(
            payload=payload(standing, judgement, nonce)
            | ({"entity": entity.signed} if entity else {}),
            sentence=sentence(standing.product_name, judgement),
            language=spoken,
            next_step=next_step(standing, judgement),
            notices=notices,
            entity=entity,
            entity_sentence=entity.sentence if entity else "",
        )


def payload(standing: Standing, judgement: Judgement, nonce: str) -> dict[str, Any]:
    """What is signed. A released device learns nothing of a license that may be somebody else's by now."""
    facts, told = standing.facts, judgement.verdict != Verdict.RELEASED
    return {
        "verdict": judgement.verdict.value,
        "mode": judgement.mode.value,
        "license": standing.license,
        "device": standing.device,
        "product": standing.product,
        "at": stamp(facts.now),
        "next_contact_at": stamp(next_contact(facts)),
        "works_until": stamp(holds_until(facts)),
        "valid_to": day(facts.valid_to) if told else None,
        "grace_to": day(facts.grace_to) if told else None,
        "size": standing.size if told else 0,
        "metric": standing.metric,
        "taken": standing.taken if told else 0,
        "nonce": nonce,
    }


def sentence(product: str, judgement: Judgement) -> str:
    """The verdict, and what it means where the program does less."""
    words = SENTENCES if judgement.day or judgement.verdict not in WITHOUT_A_DAY else WITHOUT_A_DAY
    text = str(words[judgement.verdict])
    # To write a day out costs more than the rest of a sentence, and most name none.
    day_in_words = date_long(judgement.day) if "%(day)s" in text else ""
    first = text % {"product": product, "day": day_in_words}
    return first if judgement.mode == Mode.FULL else f"{first} {MODES[judgement.mode]}"


def next_step(standing: Standing, judgement: Judgement) -> dict[str, str]:
    """The one thing to do now, and where in the portal."""
    step = NEXT_STEPS[judgement.verdict]
    paths = {
        NextStep.NONE: "",
        NextStep.WAIT: "",
        NextStep.ACTIVATE: "/",
        NextStep.FREE_DEVICE: standing.devices_page,
    }
    path = paths.get(step, standing.page)
    url = f"{settings.PUBLIC_URL}{path}" if path else ""
    return {"code": step.value, "sentence": str(STEPS[step]), "url": url}


def signed(made: Answer) -> str:
    """The payload as a signed line; empty while the server has no key, because an answer must come all the same."""
    try:
        return sign(Purpose.ANSWER, dict(made.payload))
    except SigningKeyMissing:
        return ""


def stamp(moment: datetime) -> str:
    """`2026-11-30T12:00:00Z`: one form, whole seconds, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None
