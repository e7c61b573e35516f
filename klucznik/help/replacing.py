"""The words of files in the place of those that readers see, where no person wrote these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

from django.db.models import Max

from klucznik.core import clock
from klucznik.help.entries import Words
from klucznik.help.indexing import index_many
from klucznik.help.models import Article, Attachment, Revision, Text
from klucznik.help.rendering import Known, Rendered
from klucznik.help.rendering.known import File, address_of, all_keys
from klucznik.help.texts import made_with, rendered, write

Place = tuple[int, str]


class Outcome(Enum):
    """What became of the words of a file."""

    SAME = auto()
    SHOWN = auto()
    DRAFT = auto()
    LEFT = auto()


class Shelf:
    """The texts of many articles, whose rows are locked, with what is needed to replace them: read once."""

    def __init__(
        self,
        rows: list[Article],
        facts: Mapping[str, str],
        made: Mapping[tuple[str, str], Rendered],
    ) -> None:
        self.made, self.changed = made, list[Text]()
        self.facts, self.keys, self.files = facts, all_keys(), _files(rows)
        texts = Text.objects.filter(article__in=rows).select_related("revision")
        self.texts = {
            (text.article_id, text.language): text for text in texts.defer("html", "plain")
        }
        revisions = Revision.objects.filter(article__in=rows)
        newest = revisions.values_list("article", "language").annotate(Max("number"))
        self.numbers = {(article, language): number for article, language, number in newest}
        self.hashes: dict[Place, str] = {}
        self.drafts: dict[Place, Revision] = {}
        for one in revisions.exclude(file_hash="").order_by("number").only(*_MARKS):
            self.hashes[one.article_id, one.language] = one.file_hash
        for one in revisions.filter(published_at=None, dropped_at=None).only(*_MARKS):
            self.drafts[one.article_id, one.language] = one

    def known(self, article: Article) -> Known:
        return Known(self.keys, self.files.get(article.pk, {}), self.facts)

    def replace(self, article: Article, language: str, words: Words) -> Outcome:
        """Show the words, or leave them to the staff as a draft where these changed the text."""
        place = article.pk, language
        text, draft = self.texts.get(place), self.drafts.get(place)
        if self.hashes.get(place) == words.sha256:
            return Outcome.SAME
        if text is not None and _is_same(text.revision, words):
            Revision.objects.filter(pk=text.revision_id).update(file_hash=words.sha256)
            return Outcome.SAME
        is_new = text is None and draft is None
        if is_new or (text is not None and text.revision.source == _FILE):
            self._show(article, language, words)
            return Outcome.SHOWN
        if draft is not None and draft.source != _FILE:
            return Outcome.LEFT
        if draft is not None:
            Revision.objects.filter(pk=draft.pk).update(dropped_at=clock.now())
        self._revision(article, language, words)
        return Outcome.DRAFT

    def make_again(self, touched: Iterable[str]) -> int:
        """Render texts anew whose facts, files or renderer are not those of today; how many there were."""
        stale = Text.objects.exclude(made_with=made_with(self.facts))
        stale = stale | Text.objects.filter(article__key__in=list(touched))
        texts = list(stale.select_related("article", "revision").order_by("pk"))
        self.files |= _files([text.article for text in texts])
        for text in texts:
            known = self.known(text.article)
            made = rendered(text.revision, known)
            self._put(text.revision, made, known, modified_at=text.modified_at)
        return len(texts)

    def index(self) -> None:
        """The search finds what readers see now."""
        index_many(self.changed)

    def _show(self, article: Article, language: str, words: Words) -> None:
        now = clock.now()
        revision = self._revision(article, language, words, published_at=now)
        known = self.known(article)
        made = self.made.get((article.key, language)) or rendered(revision, known)
        self._put(revision, made, known, modified_at=now)

    def _put(self, revision: Revision, made: Rendered, known: Known, **when: Any) -> None:
        text = write(revision, made, known, **when)
        if revision.article.withdrawn_at is None:
            self.changed.append(text)

    def _revision(self, article: Article, language: str, words: Words, **fields: Any) -> Revision:
        return Revision.objects.create(
            article=article,
            language=language,
            number=self.numbers.get((article.pk, language), 0) + 1,
            title=words.title,
            summary=words.summary,
            keywords=words.keywords,
            body=words.body,
            source=_FILE,
            file_hash=words.sha256,
            **fields,
        )


_FILE = Revision.Source.FILE
_MARKS = ("article", "language", "number", "source", "file_hash")


def _is_same(revision: Revision, words: Words) -> bool:
    return (revision.title, revision.summary, revision.keywords) == (
        words.title,
        words.summary,
        words.keywords,
    ) and revision.body.strip() == words.body.strip()


def _files(rows: list[Article]) -> dict[int, dict[str, File]]:
    found: dict[int, dict[str, File]] = defaultdict(dict)
    kept = Attachment.objects.filter(article__in=rows, removed_at=None)
    for one in kept.only("public_id", "name", "is_picture", "article"):
        found[one.article_id][one.name] = File(one.name, address_of(one), one.is_picture)
    return found
