"""How often what was asked: by day and words, of nobody."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from klucznik.core import clock
from klucznik.help.masking import masked
from klucznik.help.models import SearchCount
from klucznik.help.vocabulary import vocabulary
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries

SHORTEST = 2


def count_search(actor: None, query: str, *, language: str, results: int, address: str) -> bool:
    """Count a question once an hour for each address, and no more than a table bears. Whether it was counted.

    The address is only counted against; the row knows the words, without numbers, addresses and people in them.
    """
    told = vocabulary(language)
    words = masked(query, told.names, told.said(query))
    if len(words) < SHORTEST:
        return False
    try:
        consume(
            help__count__all="all",
            help__count__address=address,
            help__count__query=f"{address} {language} {words}",
        )
    except TooManyTries:
        return False
    _add(words, language, results)
    return True


def _add(words: str, language: str, results: int) -> None:
    row = SearchCount.objects.filter(day=clock.today(), language=language, query=words)
    if row.update(times=F("times") + 1, results=results):
        return
    try:
        with transaction.atomic():
            SearchCount.objects.create(
                day=clock.today(), language=language, query=words, results=results
            )
    except IntegrityError:  # somebody else asked the same just now
        row.update(times=F("times") + 1, results=results)
