"""Words of an article on their way to readers: drafts, publishing, a planned day, undo, withdrawing, races."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from klucznik.core import clock
from klucznik.events.models import Event
from klucznik.help.actions.files import add_attachment, remove_attachment
from klucznik.help.actions.publishing import (
    bring_back,
    drop,
    plan,
    publish,
    undo,
    unplan,
    withdraw,
)
from klucznik.help.errors import (
    FileInUse,
    FileTooLarge,
    NameTaken,
    NoLongerADraft,
    TextHasProblems,
    TimeHasPassed,
    UnfitFile,
)
from klucznik.help.files import MOST_BYTES, fit
from klucznik.help.models import Entry, Text
from klucznik.help.tasks import publish_texts
from tests.backoffice.help_desk import article, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def ewa(cast):
    return cast.ewa


def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(made, "PNG")
    return made.getvalue()


def test_publishing_shows_the_words_and_is_told_once(ewa):
    found = article()
    draft = drafted(found, by=ewa, title="W {portal}", body="Napisz na {support_email}.")

    text = publish(ewa, draft)

    assert text.title.startswith("W ")
    assert "{" not in text.title + text.html + text.plain
    assert Entry.objects.filter(text=text).exists()
    told = Event.objects.get(kind="article.published")
    assert (told.actor, told.facts["number"], told.by_staff) == (ewa, 1, True)
    with pytest.raises(NoLongerADraft):
        publish(ewa, draft)


@pytest.mark.parametrize("words", [{"body": "[x](article:nic)"}, {"title": "Po {hours} godzinach"}])
def test_words_that_lead_nowhere_are_not_published(ewa, words):
    draft = drafted(article(), by=ewa, **words)

    with pytest.raises(TextHasProblems):
        publish(ewa, draft)
    with pytest.raises(TextHasProblems):
        plan(ewa, draft, clock.now() + timedelta(days=1))
    assert not Text.objects.exists()


def test_a_new_draft_takes_the_place_of_the_old_one_and_keeps_its_plan(ewa):
    found = article()
    at = clock.now() + timedelta(hours=2)
    first = plan(ewa, drafted(found, by=ewa), at)

    second = drafted(found, by=ewa, title="Lepiej")

    assert (second.number, second.publish_at) == (2, at)
    with pytest.raises(NoLongerADraft):
        publish(ewa, first)
    assert unplan(ewa, second).publish_at is None
    assert drop(ewa, second).dropped_at
    with pytest.raises(TimeHasPassed):
        plan(ewa, drafted(found), clock.now())


def test_the_clock_publishes_what_is_due_and_leaves_what_broke(ewa, travel):
    good, bad, later = article(), article("bad", 102), article("later", 103)
    soon = clock.now() + timedelta(hours=1)
    plan(ewa, drafted(good, by=ewa), soon)
    broken = plan(ewa, drafted(bad, by=ewa, body=f"[x](article:{later.key})"), soon)
    plan(ewa, drafted(later, by=ewa), soon + timedelta(days=1))
    withdraw(ewa, later)

    travel(hours=2)
    publish_texts()
    publish_texts()

    assert [text.article for text in Text.objects.all()] == [good]
    assert Text.objects.get().revision.published_by is None
    broken.refresh_from_db()
    assert (broken.publish_at, broken.dropped_at) == (None, None)
    assert Event.objects.filter(kind="article.not_published").count() == 1


def test_older_words_come_back_beside_a_draft(ewa):
    found = article()
    first = drafted(found, by=ewa, body="Pierwsze.")
    publish(ewa, first)
    publish(ewa, drafted(found, by=ewa, body="Drugie."))
    waiting = drafted(found, by=ewa, body="Trzecie.")

    again = undo(ewa, found, "pl", first)

    assert (again.number, again.body) == (4, "Pierwsze.")
    assert Text.objects.get().revision == again
    waiting.refresh_from_db()
    assert waiting.dropped_at is None
    assert undo(ewa, found, "pl", first) == again  # pressed twice


def test_a_withdrawn_article_is_not_found_until_it_comes_back(ewa):
    found = article()
    publish(ewa, drafted(found, by=ewa))

    withdraw(ewa, found)
    withdraw(ewa, found)
    assert not Entry.objects.exists()
    publish(ewa, drafted(found, by=ewa, body="Nowe."))
    assert not Entry.objects.exists()
    bring_back(ewa, found)

    assert Entry.objects.exists()
    kinds = Event.objects.filter(kind__startswith="article.").values_list("kind", flat=True)
    assert sorted(kinds).count("article.withdrawn") == 1
    assert sorted(kinds).count("article.returned") == 1


def test_files_have_plain_names_and_stay_while_readers_see_them(ewa):
    found = article()
    picture = fit(png(), name="Zrzut ekranu (1).PNG")
    kept = add_attachment(ewa, found, file=picture)
    assert (kept.name, kept.is_picture, kept.media_type) == (
        "zrzut-ekranu-1.png",
        True,
        "image/png",
    )
    with pytest.raises(NameTaken):
        add_attachment(ewa, found, file=picture)
    publish(ewa, drafted(found, by=ewa, body=f"![Ekran](file:{kept.name})"))
    with pytest.raises(FileInUse):
        remove_attachment(ewa, kept)

    publish(ewa, drafted(found, by=ewa, body="Bez obrazu."))
    remove_attachment(ewa, kept)

    kept.refresh_from_db()
    assert (bytes(kept.data), bool(kept.removed_at)) == (b"", True)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "a.svg"),
        (b"<html><script>x</script></html>", "a.html"),
        (b"GIF89a", "a.gif"),
        (b"PK\x03\x04 and nothing", "a.zip"),
        (b"MZ\x90\x00", "a.exe"),
        (b"\x00\x01\x02", "a.txt"),
        (b"", "a.txt"),
    ],
)
def test_what_could_run_or_cannot_be_read_is_no_file_of_an_article(data, name):
    with pytest.raises(UnfitFile):
        fit(data, name=name)
    with pytest.raises(FileTooLarge):
        fit(b"a" * (MOST_BYTES + 1), name="a.txt")
