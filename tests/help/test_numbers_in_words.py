"""What articles say in words instead of a number in braces: “a day”, “two people”, “three times”."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from klucznik.declarations.waiting import SHORTEST
from klucznik.help import facts
from klucznik.members.places import TOMBSTONE
from klucznik.recovery.letters import FIRST_WAIT
from klucznik.recovery.tasks import REMINDERS
from tests.help.starter import KEYS, LANGUAGES, source, written


def test_numbers_in_words_are_those_in_force() -> None:
    a_day, two_years = timedelta(days=1), timedelta(days=730)

    assert (a_day, a_day) == (SHORTEST, FIRST_WAIT)
    assert two_years == TOMBSTONE
    assert (len(REMINDERS), settings.REVIEWERS) == (3, 2)


def test_every_number_in_braces_is_known() -> None:
    known = set(facts.facts())
    texts = [(key, language) for key in KEYS for language in LANGUAGES if written(key, language)]

    assert {text: lost for text in texts if (lost := source(*text).facts - known)} == {}
