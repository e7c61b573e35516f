"""What the search keeps of a stem: the texts that have it, whichever way and however often they were put there."""

from __future__ import annotations

import pytest

from klucznik.help.indexing import index, index_many
from klucznik.help.models import Entry, Term
from klucznik.help.postings import packed, unpacked
from tests.help import library


def test_weights_come_back_as_they_went():
    assert packed({1: 0.5, 4_000_000_000: 2.25}) == bytes.fromhex(
        "01000000 00286bee 0000003f 00001040"
    )
    assert unpacked(packed({7: 1.5, 3: 0.25})) == {7: 1.5, 3: 0.25}
    assert unpacked(b"") == {}


@pytest.mark.django_db
def test_texts_put_there_at_once_or_again_stand_as_those_put_there_one_by_one():
    texts = [library.text(f"one-{n}", f"Licencja {n}", "Wpisz numer licencji.") for n in range(3)]
    before = kept()

    index_many(texts)
    index(texts[1])

    assert kept() == before
    assert set(kept()["licencj"]) == {text.pk for text in texts}
    assert all("licencj" in one.terms for one in Entry.objects.all())


def kept() -> dict[str, dict[int, float]]:
    return {
        term: unpacked(held)
        for term, held in Term.objects.filter(language="pl").values_list("term", "held")
    }
