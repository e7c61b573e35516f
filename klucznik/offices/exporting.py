"""The relation of a company with its accounting offices as a file: a document for programs, a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from klucznik.companies.exporting import described
from klucznik.companies.history import insiders
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.spreadsheets import lines
from klucznik.events.models import Event
from klucznik.offices.models import Assignment, Share
from klucznik.offices.reading import events_at_client, shares_of

FORMAT = "klucznik office relation 1"


def as_document(company: Company) -> dict[str, Any]:
    """What was shared, with the powers and who served, each with its dates; and what happened, the oldest first."""
    return {
        "format": FORMAT,
        "exported_at": clock.now(),
        "company": described(company),
        "shares": [_share(share) for share in shares_of(company)],
        "events": [
            {"at": event.at, "kind": event.kind, "sentence": sentence, "actor": who}
            for event, sentence, who in _told(company)
        ],
    }


def as_sheet(company: Company) -> Iterator[str]:
    """One row for each thing that happened, the oldest first."""
    head = [_("Time"), _("What happened"), _("Who"), _("Accounting office"), _("Product")]
    rows = (
        (event.at, sentence, who, event.facts.get("office"), event.facts.get("product"))
        for event, sentence, who in _told(company)
    )
    yield from lines(head, rows)


def _share(share: Share) -> dict[str, Any]:
    return {
        "office": described(share.office),
        "product": share.product.code,
        "product_name": share.product.name,
        "number": share.number,
        "state": share.state.value,
        "offered_at": share.offered_at,
        "starts_on": share.starts_on,
        "asked_at": share.asked_at,
        "accepted_at": share.accepted_at,
        "ended_at": share.ended_at,
        "ended_by": share.ended_side or None,
        "readable_until": share.reading_until,
        "powers": [
            {"power": power.kind, "since": power.since, "until": power.ended_at}
            for power in share.powers.all()
        ],
        "served_by": [_served(one) for one in share.client.assignments.all()],
    }


def _served(assignment: Assignment) -> dict[str, Any]:
    """Since when and until when somebody of the office served the company; names of other firms leave with no file."""
    return {"since": assignment.since, "until": assignment.ended_at}


def _told(company: Company) -> Iterator[tuple[Event, str, str]]:
    """Each event with its sentence and who did it; of people of the office no names, as in the history."""
    events = list(events_at_client(company).order_by("id"))
    keys = {key for event in events for key in (event.actor_id, event.person_id) if key}
    strangers = frozenset(keys - insiders(company, keys))
    for event in events:
        yield event, event.tell(strangers), str(event.words(strangers)["actor"])
