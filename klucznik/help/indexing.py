"""Putting what readers see into the index of the search, and taking it out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from klucznik.catalog.models import Product
from klucznik.help.models import Article, Index, Posting, Term, Text
from klucznik.help.weighing import Document, Weighed, weigh


@transaction.atomic
def index(text: Text) -> None:
    """Put a text into the index, in place of what was there of it. Reads the keywords from its revision.

    Whoever changes the stems of a language waits for the one before: numbers of texts stay right.
    """
    wanted = weigh(document_of(text), text.language)
    held = _locked(text.language)
    there = set(Posting.objects.filter(text=text).values_list("term", flat=True))
    Posting.objects.filter(text=text).delete()
    Posting.objects.bulk_create(
        Posting(text=text, language=text.language, term=term, weight=one.weight)
        for term, one in wanted.items()
    )
    _count_down(held, there - set(wanted))
    _count_up(held, {term: wanted[term] for term in set(wanted) - there})
    _stamp(held, [text], added=int(bool(wanted)) - int(bool(there)))


@transaction.atomic
def index_many(texts: Iterable[Text]) -> None:
    """Put many texts into the index: those that were not in it before, of a language, all at once."""
    rows = Text.objects.filter(pk__in=[text.pk for text in texts]).select_related("revision")
    rows = rows.select_related("article").prefetch_related("article__products__line")
    indexed = set(Posting.objects.filter(text__in=rows).values_list("text", flat=True).distinct())
    new: dict[str, list[Text]] = {}
    for text in rows.order_by("pk"):
        if text.pk in indexed:
            index(text)
        else:
            new.setdefault(text.language, []).append(text)
    for language in sorted(new):
        _index_new(new[language], language)


def _index_new(texts: list[Text], language: str) -> None:
    held = _locked(language)
    postings: list[Posting] = []
    counts: Counter[str] = Counter()
    words: dict[str, Weighed] = {}
    for text in texts:
        wanted = weigh(document_of(text, is_fetched=True), language)
        counts.update(wanted.keys())
        words |= wanted
        held.texts += int(bool(wanted))
        postings += [
            Posting(text=text, language=language, term=term, weight=one.weight)
            for term, one in wanted.items()
        ]
    Posting.objects.bulk_create(postings, batch_size=2000)
    known = Term.objects.filter(language=language)
    there = set(known.values_list("term", flat=True)) & set(counts)
    for times in sorted({counts[term] for term in there}):
        known.filter(term__in=[term for term in there if counts[term] == times]).update(
            texts=F("texts") + times, changed=held.changes
        )
    Term.objects.bulk_create(
        Term(
            language=language,
            term=term,
            word=words[term].word,
            texts=times,
            changed=held.changes,
        )
        for term, times in counts.items()
        if term not in there
    )
    _stamp(held, texts, added=0)


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
        held = _locked(text.language)
        there = set(Posting.objects.filter(text=text).values_list("term", flat=True))
        Posting.objects.filter(text=text).delete()
        _count_down(held, there)
        _stamp(held, [text], added=-int(bool(there)))


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


def _locked(language: str) -> Index:
    """The index of a language, about to change once more."""
    Index.objects.get_or_create(language=language)
    held = Index.objects.select_for_update().get(language=language)
    held.changes += 1
    return held


def _count_down(held: Index, terms: Iterable[str]) -> None:
    """A stem that no text has any more stays for a while, for those who still remember it."""
    known = Term.objects.filter(language=held.language)
    known.filter(texts=0, changed__lt=min(held.past.values(), default=0)).delete()
    known.filter(term__in=list(terms)).update(texts=F("texts") - 1, changed=held.changes)


def _count_up(held: Index, terms: dict[str, Weighed]) -> None:
    known = Term.objects.filter(language=held.language, term__in=list(terms))
    there = set(known.values_list("term", flat=True))
    known.update(texts=F("texts") + 1, changed=held.changes)
    Term.objects.bulk_create(
        Term(language=held.language, term=term, word=one.word, texts=1, changed=held.changes)
        for term, one in terms.items()
        if term not in there
    )


def _stamp(held: Index, texts: Iterable[Text], *, added: int) -> None:
    """The index has changed, by these texts."""
    Text.objects.filter(pk__in=[text.pk for text in texts]).update(indexed=held.changes)
    held.texts += added
    held.renew()
    held.save(update_fields=["texts", "stamp", "changes", "past"])
