"""A process that remembers the index reads only what changed, and then knows what one knows that reads it all."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klucznik.help import shelf, vocabulary
from klucznik.help.finding import find
from klucznik.help.indexing import forget, index, index_many
from klucznik.help.models import Index, Term
from klucznik.help.models.finding import REMEMBERED
from tests.help import library

pytestmark = pytest.mark.django_db
WORDS = ["licencja", "licencji", "hasło", "konto", "numer", "odzyskać", "łódź", "stary", "nowy"]


def known() -> tuple[vocabulary.Vocabulary, shelf.Shelf]:
    now = vocabulary.vocabulary("pl")
    return now, shelf.shelf("pl", now.stamp)


def forgotten() -> tuple[vocabulary.Vocabulary, shelf.Shelf]:
    """As a process that has just started."""
    vocabulary._remembered.clear()
    shelf._remembered.clear()
    return known()


def forms(of: vocabulary.Vocabulary) -> list[tuple[str, str]]:
    return sorted(zip(*of._forms, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_is_what_is_there(seed):
    rng = random.Random(seed)
    texts = [library.text(f"one-{n}", "Licencja") for n in range(5)]
    known()

    for _ in range(15):
        text = rng.choice(texts)
        text.title = " ".join(rng.sample(WORDS, 3))
        text.save()
        if rng.random() < 0.3:
            forget(text.article)
        else:
            rng.choice((index, lambda one: index_many([one])))(text)
        if rng.random() < 0.5:
            continue  # two changes between two searches
        held, kept = known()
        new, there = forgotten()
        assert (held.texts, held.shown, held.size) == (new.texts, new.shown, new.size)
        assert forms(held) == forms(new)
        assert held._forms[0] == sorted(held._forms[0])
        assert kept == there


def test_after_a_publication_only_what_changed_is_read():
    for number in range(8):
        library.text(f"old-{number}", f"Licencja {number}", " ".join(WORDS))
    find("licencja", language="pl")
    library.text("new", "Zupełnie inny temat")

    with CaptureQueriesContext(connection) as asked:
        hits = find("tematu", language="pl").hits

    assert [hit.article.key for hit in hits] == ["new"]
    read = [one["sql"] for one in asked if '"help_term"."word"' in one["sql"]]
    assert len(read) == 1
    assert "changed" in read[0]


def test_whoever_slept_too_long_or_knows_another_past_reads_everything():
    text = library.text("one", "Licencja")
    held, _ = known()
    for number in range(REMEMBERED + 1):
        text.title = f"Hasło {number}"
        index(text)

    assert vocabulary.change_of("pl", held.stamp) is None
    assert vocabulary.vocabulary("pl").texts == forgotten()[0].texts
    assert len(Index.objects.get(language="pl").past) == REMEMBERED


def test_stems_that_nothing_has_are_not_kept_for_ever():
    text = library.text("one", "Licencja")
    for number in range(2 * REMEMBERED + 4):
        text.title = f"Słowo{number}"
        index(text)

    assert Term.objects.filter(language="pl", texts=0).count() <= REMEMBERED + 2
    assert find("licencja", language="pl").total == 0
