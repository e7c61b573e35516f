"""Put an answer into the form in which programs get it."""

from __future__ import annotations

from django.utils import translation

from klucznik.core import clock
from klucznik.devices import answers, reading
from klucznik.devices.entities import EntityStanding
from klucznik.devices.models import Activation
from klucznik.devices.schemas import AnswerOut
from klucznik.licensing.notices import ProgramNotice, notices_for_program


def answer_for(
    place: Activation,
    *,
    version: str = "",
    language: str = "",
    nonce: str = "",
    is_released: bool = False,
    with_notices: bool = True,
    entity: EntityStanding | None = None,
) -> AnswerOut:
    """The answer about the place as it stands now, signed."""
    standing = reading.standing_of(place, clock.now(), version=version, is_released=is_released)
    wanted = with_notices and not standing.facts.is_released
    made = answers.answer(
        standing,
        language=language,
        nonce=nonce,
        notices=notices_of(place, language) if wanted else [],
        entity=entity,
    )
    return AnswerOut.of(made, answers.signed(made))


def notices_of(place: Activation, language: str) -> list[ProgramNotice]:
    """Whoever knew nothing but a number hears nothing about the company."""
    if place.how == Activation.How.NUMBER:
        return []
    with translation.override(answers.language_of(language)):
        return notices_for_program(place.license.company, place.license)
