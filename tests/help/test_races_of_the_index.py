"""Several articles published at once, and one browser that says yes twice: every count stays right."""

from __future__ import annotations

import pytest

from klucznik.core import clock
from klucznik.help.actions.counting import _add
from klucznik.help.actions.voices import give_voice
from klucznik.help.indexing import index
from klucznik.help.models import Entry, Index, SearchCount, Term, Voice
from klucznik.help.postings import unpacked
from tests.accounts.racing import at_once
from tests.help import library

pytestmark = pytest.mark.django_db(transaction=True)


def test_counts_of_texts_are_right_after_many_at_once():
    texts = [library.text(f"race-{n}", f"Licencja {n}", "Wpisz numer licencji.") for n in range(4)]
    Entry.objects.all().delete()
    Term.objects.all().delete()
    Index.objects.all().delete()

    at_once(*(lambda text=text: index(text) for text in [*texts, *texts]))

    assert Index.objects.get(language="pl").texts == 4
    assert Term.objects.get(term="licencj").texts == 4
    assert len(unpacked(Term.objects.get(term="licencj").held)) == 4


def test_one_voice_and_one_count_whoever_is_first():
    article = library.text("race", "Licencja").article
    said = {"visitor": "a" * 64, "language": "pl"}

    at_once(
        *(
            lambda yes=yes: give_voice(None, article, helpful=yes, **said)
            for yes in (True, False, True)
        )
    )
    at_once(*(lambda: _add("licencja", "pl", 1) for _ in range(4)))

    assert Voice.objects.count() == 1
    assert SearchCount.objects.get(day=clock.today()).times == 4
