"""The history of a company, told by days, narrowed by person, kind and time; each event with the way to its object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core.paging import Page, keyset
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventQuerySet

# The vendor's staff are a group of their own, by who did it (`by_staff`) and not by what.
STAFF = "staff"
GROUPS: dict[str, tuple[str, ...]] = {
    "people": ("member.", "invitation.", "deputy.", "keys.", "company.associated"),
    "access": ("access.",),
    "licenses": ("license.", "transfer.", "entity.", "program.", "device."),
    "offices": ("client.", "share.", "office."),
    "rights": (
        *("rights.", "declaration.", "first_administrator.", "office_client.", "letter."),
        *("company.adminless", "company.measure", "company.disputed", "company.suspended"),
        "company.released",
    ),
    "data": (
        "company.founded",
        "company.changed",
        "company.became_known",
        "company.connection_refused",
        "company.factor_demanded",
        "company.closed",
        "history.",
    ),
    "tickets": ("ticket.",),
}
LABELS: dict[str, str | Promise] = {
    "people": _("People and roles"),
    "access": _("Access to products"),
    "licenses": _("Licenses and devices"),
    "offices": _("Office and clients"),
    "rights": _("Regaining rights"),
    "data": _("The company and its data"),
    "tickets": _("Tickets"),
    STAFF: _("Vendor's staff"),
}
# Steps of a case that only its own people and the staff need to see.
INNER = [
    Kind.DECLARATION_FILE_ADDED,
    Kind.DECLARATION_FILE_REMOVED,
    Kind.DECLARATION_REVIEWED,
    Kind.DECLARATION_REMINDED,
    Kind.DECLARATION_PROOF_CHANGED,
    Kind.DECLARATION_CODE_SENT,
    Kind.DECLARATION_TAKEN_UP,
    Kind.DECLARATION_GIVEN_BACK,
    Kind.DECLARATION_HELD,
    Kind.DECLARATION_HOLD_ENDED,
    Kind.COMPANY_MEASURE_PROPOSED,
    Kind.COMPANY_MEASURE_DROPPED,
]
MOST_PEOPLE = 100  # more than that are searched for by name, not chosen from a list


@dataclass(frozen=True)
class Wanted:
    """What the viewer looks for; unknown values look for nothing."""

    group: str = ""
    person: str = ""
    name: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_on(self) -> bool:
        return any((self.group, self.person, self.name, self.since, self.until))


@dataclass(frozen=True)
class Link:
    """Where the object of an event can be opened."""

    label: str | Promise
    url: str


def history_events(company: Company, wanted: Wanted) -> QuerySet[Event]:
    """What a member who may read the history finds there."""
    events = events_of(company).exclude(kind__in=INNER)
    if wanted.group == STAFF:
        events = events.filter(by_staff=True)
    elif wanted.group in GROUPS:
        events = events.filter(_any(Q(kind__startswith=one) for one in GROUPS[wanted.group]))
    if wanted.person:
        found = User.objects.filter(public_id=wanted.person).values("pk")[:1]
        events = events.filter(_by_or_about(found))
    if wanted.name:
        events = events.filter(_by_or_about(people_of(company, wanted.name).values("pk")))
    if wanted.since:
        events = events.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        events = events.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return events


def events_of(company: Company) -> EventQuerySet:
    """What happened in the company as it stands: what was before it was closed is nobody's business in it any more."""
    events = Event.objects.told().filter(company=company)
    return events.filter(at__gte=company.reopened_at) if company.reopened_at else events


def history_of(company: Company, wanted: Wanted, *, after: str | None = None) -> Page[Event]:
    """A page of events, newest first."""
    return keyset(history_events(company, wanted), ("-id",), after)


def people_of(company: Company, name: str = "") -> QuerySet[User]:
    """People who are or were in the company, by name. Of deleted accounts nobody knows a name."""
    places = Membership.objects.of(company)
    people = User.objects.filter(pk__in=places.values("user"), deleted_at=None)
    for word in name.split()[:5]:
        one = Q(email__icontains=word)
        # SQLite compares capital and small letters only in ASCII, so the usual spellings are tried.
        for spelled in {word, word.lower(), word.upper(), word.capitalize()}:
            one |= Q(first_name__icontains=spelled) | Q(last_name__icontains=spelled)
        people = people.filter(one)
    return people.order_by("last_name", "first_name", "pk")


def people_to_choose(company: Company) -> list[User] | None:
    """All of them for a list; None when there are too many for one."""
    if Membership.objects.of(company)[: MOST_PEOPLE + 1].count() > MOST_PEOPLE:
        return None
    return list(people_of(company))


def with_links(events: Sequence[Event], viewer: Membership) -> Sequence[Event]:
    """Each event with the links that this viewer may open, asked from the parts that own the objects."""
    links: dict[int, Link] = {}
    for path in settings.EVENT_LINKS:
        links |= import_string(path)(events, viewer)
    for event in events:
        event.link = links.get(event.pk)  # type: ignore[attr-defined]
        event.changes = changes(event)  # type: ignore[attr-defined]
    return events


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """Changed data lead to the data as they are."""
    if not may(viewer, Permission.DATA_READ):
        return {}
    url = reverse("companies:data", args=[viewer.company.public_id])
    link = Link(_("The data now"), url)
    return {event.pk: link for event in events if event.kind == Kind.COMPANY_CHANGED}


def last_change(company: Company) -> Event | None:
    """Who changed the data last, and when."""
    told = Event.objects.told().filter(company=company, kind=Kind.COMPANY_CHANGED)
    return told.order_by("-id").first()


def changes(event: Event) -> list[tuple[str, str, str]]:
    """Of changed company data: the field, what stood there before, what stands there since."""
    if event.kind != Kind.COMPANY_CHANGED or not hasattr(event, "details"):
        return []
    before, after = (event.details.values.get(name) or {} for name in ("before", "after"))
    return [
        (str(Company._meta.get_field(field).verbose_name), before.get(field, ""), after[field])  # type: ignore[union-attr]
        for field in event.facts.get("fields", [])
        if field in after
    ]


def insiders(company: Company, people: Iterable[int]) -> set[int]:
    """Those of the people (keys) who are or were in the company: only their names and addresses leave with a file."""
    places = Membership.objects.of(company).filter(user__in=set(people))
    return set(places.values_list("user", flat=True))


def _by_or_about(people: Any) -> Q:
    return Q(actor__in=people, by_staff=False) | Q(person__in=people)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
