"""Put the articles of files into the portal: those that come with it and the vendor's, which win by key.

What staff changed is theirs: the file's words then wait as a draft. Nothing is done where nothing changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import translation

from klucznik.core.vendor import vendor_folder
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.help.checking import (
    Checked,
    WrongArticles,
    check_facts,
    check_files,
    check_pages,
    check_words,
    named_files,
    surroundings,
)
from klucznik.help.entries import ArticleFile
from klucznik.help.facts import facts
from klucznik.help.keeping import Stored, described, keep_files
from klucznik.help.reading import read_folder
from klucznik.help.rendering import Known, render
from klucznik.help.replacing import Outcome, Shelf

STARTER = Path(__file__).parent / "starter"


@dataclass
class Loaded:
    """What is in the files, and what loading them did or would do."""

    articles: int
    texts: list[str] = field(default_factory=list)  # new or changed for readers
    drafts: list[str] = field(default_factory=list)  # left to the staff
    kept: list[str] = field(
        default_factory=list
    )  # sentences: why something of the files was not taken
    again: int = 0  # texts made again, because a fact, a file or the renderer changed

    def __bool__(self) -> bool:
        return bool(self.texts or self.drafts)


def folders() -> list[Path]:
    """Where articles lie; a later folder wins."""
    return [STARTER, vendor_folder() / "help"]


def check(places: list[Path] | None = None) -> Loaded:
    """Judge all files, also those that have not changed; WrongArticles tells everything that must be mended."""
    with translation.override("en"):
        return Loaded(len(_checked(places or folders(), everything=True).articles))


def load(places: list[Path] | None = None) -> Loaded:
    """Make readers see what the files say; WrongArticles when any of them is wrong, and then nothing is done."""
    with translation.override("en"):
        checked = _checked(places or folders(), everything=False)
        with transaction.atomic():
            return _load(checked)


def _checked(places: list[Path], *, everything: bool) -> Checked:
    """The files of all folders. What was loaded before was judged then: it is left out unless `everything` is asked."""
    problems: list[str] = []
    found: dict[str, ArticleFile] = {}
    for place in places:
        found |= read_folder(place, problems)
    there = surroundings()
    checked = Checked(found, there, problems=problems)
    problems.extend(check_facts(found, there))
    stored = Stored() if everything else Stored.now()
    names, told = frozenset(found) | there.keys, facts()
    for article in found.values():
        problems.extend(check_files(article, stored.files_of(article.key), checked.fits))
        known = Known(names, named_files(article), told)
        for language, words in article.words.items():
            if stored.hashes.get((article.key, language)) == words.sha256:
                continue
            if language == "pl":
                problems.extend(check_pages(article))
            made = render(words.body, language=language, known=known)
            problems.extend(check_words(words, made, known))
            if not article.files:
                checked.made[article.key, language] = made
    if problems:
        raise WrongArticles(problems)
    return checked


def _load(checked: Checked) -> Loaded:
    done = Loaded(len(checked.articles))
    rows = described(checked, done.kept)
    touched = {key for key, row in rows.items() if keep_files(row, checked, done.kept)}
    shelf = Shelf(list(rows.values()), facts(), checked.made)
    for key, row in rows.items():
        for language, words in checked.articles[key].words.items():
            outcome = shelf.replace(row, language, words)
            _note(done, outcome, words.place)
    done.again = shelf.make_again(touched)
    shelf.index()
    if done:
        texts, drafts = len(done.texts), len(done.drafts)
        record(Kind.ARTICLES_LOADED, actor=None, texts=texts, drafts=drafts)
    return done


def _note(done: Loaded, outcome: Outcome, place: str) -> None:
    match outcome:
        case Outcome.SHOWN:
            done.texts.append(place)
        case Outcome.DRAFT:
            done.drafts.append(place)
        case Outcome.LEFT:
            done.kept.append(
                f"{place}: the staff changed this text and writes a draft; the file waits."
            )
