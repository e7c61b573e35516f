"""Putting what readers see into the index of the search, and taking it out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from klucznik.catalog.models import Product
from klucznik.help.models import Article, Entry, Index, Term, Text
from klucznik.help.postings import packed, unpacked
from klucznik.help.weighing import Document, Weighed, weigh

# The stems of each text with what they tell about it.
Wanted = dict[int, dict[str, Weighed]]
GONE: Final = 0.0
# So many stems are rewritten with one query.
BATCH: Final = 2000


@transaction.atomic
def index(text: Text) -> None:
    """Put a text into the index, in place of what was there of it. Reads the keywords from its revision."""
    _put(text.language, {text.pk: weigh(document_of(text), text.language)})


@transaction.atomic
def index_many(texts: Iterable[Text]) -> None:
    """Put many texts into the index, those of a language all at once."""
    rows = Text.objects.filter(pk__in=[text.pk for text in texts]).select_related("revision")
    rows = rows.select_related("article").prefetch_related("article__products__line")
    wanted: dict[str, Wanted] = {}
    for text in rows.order_by("language", "pk"):
        weighed = weigh(document_of(text, is_fetched=True), text.language)
        wanted.setdefault(text.language, {})[text.pk] = weighed
    for language, of_texts in wanted.items():
        _put(language, of_texts)


@transaction.atomic
def renew(article: Article) -> None:
    """Index what readers see of an article again, after its number, category or programs have changed."""
    if article.withdrawn_at is None:
        for text in article.texts.select_related("revision").order_by("language"):
            index(text)


@transaction.atomic
def forget(article: Article) -> None:
    """Take every text of an article out of the index."""
    for text in article.texts.order_by("language"):
        _put(text.language, {text.pk: {}})


def document_of(text: Text, *, is_fetched: bool = False) -> Document:
    """The words of a text by where they stand; the names of its programs and their lines belong to them."""
    products = text.article.products.all() if is_fetched else _products_of(text.article)
    return Document(
        title=text.title,
        summary=text.summary,
        keywords=[str(word) for word in text.revision.keywords],
        headings=[_words_of(heading) for heading in text.headings],
        programs=sorted({name for one in products for name in (one.name, one.line.name)}),
        body=text.plain,
    )


def _products_of(article: Article) -> QuerySet[Product]:
    return article.products.select_related("line")


def _words_of(heading: Any) -> str:
    """A heading is stored with its anchor and level; only its words are searched."""
    return str(heading.get("text", "")) if isinstance(heading, dict) else str(heading)


def _put(language: str, wanted: Wanted) -> None:
    """Let each of these texts stand under the stems that are wanted, and no others.

    Whoever changes the stems of a language waits for the one before: none of their postings is lost.
    """
    held = _locked(language)
    there = dict(Entry.objects.filter(text__in=wanted).values_list("text", "terms"))
    changes: defaultdict[str, dict[int, float]] = defaultdict(dict)
    words: dict[str, str] = {}
    for text, weighed in wanted.items():
        for term in there.get(text, ()):
            changes[term][text] = GONE
        for term, one in weighed.items():
            changes[term][text] = one.weight
            words[term] = one.word
    terms = sorted(changes)
    for start in range(0, len(terms), BATCH):
        some = terms[start : start + BATCH]
        _rewrite(held, {term: changes[term] for term in some}, words)
    _enter(wanted)
    Text.objects.filter(pk__in=wanted).update(indexed=held.changes)
    held.texts += sum(map(bool, wanted.values())) - len(there)
    held.renew()
    held.save(update_fields=["texts", "stamp", "changes", "past"])


def _locked(language: str) -> Index:
    """The index of a language, about to change once more.

    A stem that no text has any more stays for a while, for those who still remember it.
    """
    Index.objects.get_or_create(language=language)
    held = Index.objects.select_for_update().get(language=language)
    held.changes += 1
    oldest = min(held.past.values(), default=0)
    Term.objects.filter(language=language, texts=0, changed__lt=oldest).delete()
    return held


def _rewrite(held: Index, changes: dict[str, dict[int, float]], words: dict[str, str]) -> None:
    """The postings of these stems with what has changed in them; a stem keeps the word that it was shown as."""
    known = Term.objects.filter(language=held.language, term__in=changes)
    before = dict(known.values_list("term", "held"))
    rows = []
    for term, changed in changes.items():
        postings = unpacked(before.get(term, b"")) | changed
        postings = {text: weight for text, weight in postings.items() if weight != GONE}
        rows.append(
            Term(
                language=held.language,
                term=term,
                word=words.get(term, term),
                texts=len(postings),
                held=packed(postings),
                changed=held.changes,
            )
        )
    Term.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["language", "term"],
        update_fields=["texts", "held", "changed"],
    )


def _enter(wanted: Wanted) -> None:
    """Where each of these texts stands from now on."""
    Entry.objects.filter(text__in=wanted).delete()
    Entry.objects.bulk_create(
        Entry(text_id=text, terms=sorted(terms)) for text, terms in wanted.items() if terms
    )
