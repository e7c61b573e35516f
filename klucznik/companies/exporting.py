"""The history of a company as a file: rows for a spreadsheet or links to verify; never whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from klucznik.companies.history import Wanted, history_events, insiders
from klucznik.companies.models import Company
from klucznik.core.spreadsheets import lines
from klucznik.events import chain, receipts
from klucznik.events.documents import written
from klucznik.events.models import Event, EventSeal
from klucznik.events.sealing import COLUMNS

CHUNK = 500
Told = dict[str, Any]


def export(company: Company, wanted: Wanted, form: str, language: str) -> Iterator[str]:
    """The file in pieces, in the reader's language, up to the head that there is now."""
    given = receipts.receipt(company.public_id, company=described(company))
    pieces = FORMS[form](company, wanted, given)
    while True:
        with translation.override(language):  # between two pieces another request may be served
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def described(company: Company) -> dict[str, str]:
    return {"id": company.public_id, "name": company.name, "tax_id": str(company.tax_id)}


def as_sheet(company: Company, wanted: Wanted, given: dict[str, Any]) -> Iterator[str]:
    """One row for each event, the oldest first."""
    columns = [
        _("Time"),
        _("What happened"),
        _("Who"),
        _("Whom it concerns"),
        _("Network address"),
        _("Kind"),
        _("Position"),
        _("Digest"),
    ]
    yield from lines(columns, _rows(company, wanted, given["position"]))


def as_document(company: Company, wanted: Wanted, given: dict[str, Any]) -> Iterator[str]:
    """All links; what was not asked for stands there with digests alone, so that the chain can be walked."""
    header = {
        "format": chain.FORMAT,
        "exported_at": chain.utc(timezone.now()),
        "narrowed": wanted.is_on,
        "receipt": given,
    }
    yield from written(header, _links(company, wanted, given["position"]))


FORMS: dict[str, Callable[[Company, Wanted, dict[str, Any]], Iterator[str]]] = {
    "csv": as_sheet,
    "json": as_document,
}


def _rows(company: Company, wanted: Wanted, until: int) -> Iterator[list[object]]:
    for seals in _chunks(company, until):
        events = _matching(company, wanted, seals)
        words = _told(company, list(events.values()))
        for seal in seals:
            if event := events.get(seal["event"]):
                told = words[event.pk]
                at = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
                names = [told["sentence"], told["actor"], told["person"], told["address"]]
                yield [at, *names, event.kind, seal["position"], seal["digest"]]


def _links(company: Company, wanted: Wanted, until: int) -> Iterator[dict[str, Any]]:
    for seals in _chunks(company, until):
        events = _matching(company, wanted, seals)
        words = _told(company, list(events.values()))
        keys = [seal["event"] for seal in seals]
        rows = {row["pk"]: row for row in Event.objects.filter(pk__in=keys).values(*COLUMNS)}
        for seal in seals:
            said = chain.statement(
                rows[seal["event"]], values=seal["commitment"], place=seal["place"]
            )
            link = {"position": seal["position"], "content": chain.content_digest(said)}
            link["digest"] = seal["digest"]
            if seal["event"] in events:
                link |= {"event": said, "told": words[seal["event"]]}
            yield link


def _chunks(company: Company, until: int) -> Iterator[list[dict[str, Any]]]:
    seals = EventSeal.objects.filter(chain=company.public_id, position__lte=until)
    columns, last = ("event", "position", "digest", "commitment", "place"), 0
    while rows := list(
        seals.filter(position__gt=last).order_by("position").values(*columns)[:CHUNK]
    ):
        yield rows
        last = rows[-1]["position"]


def _matching(company: Company, wanted: Wanted, seals: list[dict[str, Any]]) -> dict[int, Event]:
    keys = [seal["event"] for seal in seals]
    return {event.pk: event for event in history_events(company, wanted).filter(pk__in=keys)}


def _told(company: Company, events: list[Event]) -> dict[int, Told]:
    """What a person reads of each event; of the staff and of people outside the company no name and no address."""
    keys = {key for event in events for key in (event.actor_id, event.person_id) if key}
    strangers = frozenset(keys - insiders(company, keys))
    return {event.pk: _in_words(event, strangers) for event in events}


def _in_words(event: Event, strangers: frozenset[int]) -> Told:
    words = event.words(strangers)
    hidden = event.by_staff or (event.actor_id in strangers)
    return {
        "sentence": event.tell(strangers),
        "actor": words["actor"],
        "person": words["person"],
        "address": "" if hidden else event.where,
    }


def file_name(company: Company, form: str) -> str:
    """`history-5210000001-2026-11-22.csv`: nothing that a person typed."""
    day = timezone.localdate().isoformat()
    return f"history-{company.tax_id}-{day}.{form}".replace(" ", "")
