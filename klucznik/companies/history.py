"""The history of a company, told by days, narrowed by person and kind."""

from __future__ import annotations

from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core.paging import Page, keyset
from klucznik.events.kinds import Kind
from klucznik.events.models import Event

GROUPS = {
    "people": ("member.", "invitation.", "access.", "company.associated", "company.founded"),
    "rights": ("rights.", "declaration.", "first_administrator."),
    "data": ("company.changed", "company.became_known"),
    "staff": ("staff.", "declaration.viewed"),
}
# Steps of a case that only its own people and the staff need to see.
INNER = [
    Kind.DECLARATION_FILE_ADDED,
    Kind.DECLARATION_FILE_REMOVED,
    Kind.DECLARATION_REVIEWED,
    Kind.DECLARATION_REMINDED,
]


def history_of(
    company: Company, *, group: str = "", person: str = "", after: str | None = None
) -> Page[Event]:
    """A page of events, newest first; unknown filters filter nothing."""
    events = Event.objects.told().filter(company=company).exclude(kind__in=INNER)
    if group in GROUPS:
        wanted = Q()
        for beginning in GROUPS[group]:
            wanted |= Q(kind__startswith=beginning)
        events = events.filter(wanted)
    if person:
        found = User.objects.filter(public_id=person).values("pk")[:1]
        events = events.filter(Q(actor__in=found) | Q(person__in=found))
    return keyset(events, ("-id",), after)
