"""The places of one person: all their companies, the one used last first, found by name, tax ID or customer number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from django.conf import settings
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from klucznik.accounts.alphabet import sort_key
from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core.paging import Page, keyset

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
ORDER = ("-used", "sort_name", "id")


class Waiting(Protocol):
    """A function named in settings.WAITING_IN_PLACES; a fixed number of queries for any number of places."""

    def __call__(self, places: list[Membership]) -> dict[int, int]:
        """How many things wait for the person in each place, by its key; places without any are missing."""
        ...


def places_page(user: User, words: str, after: str | None) -> Page[Membership]:
    """A page of the person's places, each with how much waits there (`waiting`)."""
    places = Membership.objects.active().filter(user=user).select_related("company")
    if words:
        places = places.filter(_named(words))
    used = Coalesce("last_active_at", Value(NEVER), output_field=DateTimeField())
    found = keyset(places.annotate(used=used, sort_name=sort_key("company__name")), ORDER, after)
    for place in found.rows:
        place.waiting = 0  # type: ignore[attr-defined]
    for path in settings.WAITING_IN_PLACES:
        counts: dict[int, int] = import_string(path)(found.rows)
        for place in found.rows:
            place.waiting += counts.get(place.pk, 0)  # type: ignore[attr-defined]
    return found


def _named(words: str) -> Q:
    """Each word in the name; or all together a tax ID or a customer number, however it is written."""
    named = Q()
    for word in words.split()[:5]:
        one = Q()
        # SQLite compares capital and small letters only in ASCII, so the usual spellings are tried.
        for spelled in {word, word.lower(), word.upper(), word.capitalize()}:
            one |= Q(company__name__icontains=spelled)
        named &= one
    plain = "".join(letter for letter in words if letter.isalnum()).upper()
    if len(plain) < 3:
        return named
    number = plain[2:] if plain[:2].isalpha() and plain[2:].isdigit() else plain
    return (
        named
        | Q(company__tax_number__contains=number)
        | Q(company__customer_no__icontains=plain)
        | Q(company__customer_no__icontains=words)
    )
