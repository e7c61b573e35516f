"""The list of an office's clients: looked for and found at the same cost for ten clients and for five thousand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.catalog.models import Product
from klucznik.companies.history import events_of
from klucznik.companies.models import Company, Membership
from klucznik.companies.tax_ids import SEPARATORS, TaxId
from klucznik.core import clock
from klucznik.core.paging import Page, keyset
from klucznik.events.models import Event
from klucznik.licensing.counting import entities
from klucznik.licensing.entities import keeps_clients
from klucznik.licensing.entitlements import is_usable
from klucznik.licensing.models import License
from klucznik.licensing.validation import day_of
from klucznik.offices.limits import Counter, clients_of, shares_of, sharing_licenses
from klucznik.offices.models import Assignment, Client, Share
from klucznik.offices.standing import office_licenses, visible_clients

RECENT = 8
MOST_WORDS = 5


class Among(TextChoices):
    """What somebody may look for among the clients; without it all that the office has now."""

    REGISTERED = "registered", pgettext_lazy("clients", "registered")
    UNSHARED = "unshared", pgettext_lazy("clients", "registered, nothing shared")
    INVITED = "invited", pgettext_lazy("clients", "invited")
    SHARED = "shared", pgettext_lazy("clients", "shared")
    UNREGISTERED = "unregistered", pgettext_lazy("clients", "unregistered")
    MINE = "mine", _("served by me")
    ENDED = "ended", pgettext_lazy("clients", "deregistered")


# What is urgent comes first; the last field is unique and none is empty among those rows.
ORDERS: dict[str, tuple[str, ...]] = {
    Among.UNREGISTERED: ("first_run_at", "id"),
    Among.ENDED: ("-ended_at", "-id"),
}
BY_NAME = ("name", "id")


@dataclass(frozen=True)
class Filter:
    """What the viewer looks for; what means nothing filters nothing."""

    words: str = ""
    among: str = ""
    program: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.among or self.program)


@dataclass(frozen=True)
class Places:
    """A program with which the office registers clients: how many there are, and how many it shares."""

    program: Product
    clients: Counter
    shares: list[tuple[License, Counter]]


@dataclass(frozen=True)
class Turning:
    """Clients that a program works for without a registration: how many, and when the first can only be read."""

    count: int
    day: date

    @property
    def days(self) -> int:
        return max(0, (self.day - clock.today()).days)


def clients_page(membership: Membership, wanted: Filter, after: str | None) -> Page[Client]:
    """The clients that the viewer may see and looks for, each with its share and who serves it."""
    rows = with_shares(narrowed(visible_clients(membership), wanted, membership))
    serving = Assignment.objects.filter(ended_at=None).select_related("member").order_by("id")
    rows = rows.prefetch_related(Prefetch("assignments", serving, to_attr="serving"))
    return keyset(rows.select_related("program"), ORDERS.get(wanted.among, BY_NAME), after)


def narrowed(rows: QuerySet[Client], wanted: Filter, membership: Membership) -> QuerySet[Client]:
    found = _named(_among(rows, wanted.among, membership), wanted.words)
    return found.filter(program__code=wanted.program) if wanted.program else found


def with_shares(rows: QuerySet[Client]) -> QuerySet[Client]:
    """With those shares that say something today in `open_shares`, the current one first (`share_of`)."""
    open = Q(ended_at=None) | Q(reading_until__gt=clock.now())
    shares = Share.objects.filter(open).select_related("product", "license__product")
    shares = shares.order_by("-ended_at", "-id")
    return rows.prefetch_related(Prefetch("shares", shares, to_attr="open_shares"))


def share_of(client: Client) -> Share | None:
    """The current share of a client, or the last one that can still be read."""
    if not hasattr(client, "open_shares"):
        found = with_shares(Client.objects.filter(pk=client.pk)).get()
        client.open_shares = found.open_shares  # type: ignore[attr-defined]
    shares: list[Share] = client.open_shares  # type: ignore[attr-defined]
    current = [share for share in shares if share.ended_at is None]
    share = next(iter(current or shares), None)
    if share is not None:
        share.client = client
    return share


def _among(rows: QuerySet[Client], among: str, membership: Membership) -> QuerySet[Client]:
    rows = rows.exclude(ended_at=None) if among == Among.ENDED else rows.filter(ended_at=None)
    current = Share.objects.current().filter(client=OuterRef("pk"))
    match among:
        case Among.REGISTERED:
            return rows.filter(registered_at__isnull=False)
        case Among.UNSHARED:
            return rows.filter(~Exists(current), registered_at__isnull=False)
        case Among.INVITED:
            return rows.filter(Exists(current.invited()))
        case Among.SHARED:
            return rows.filter(Exists(current.active()))
        case Among.UNREGISTERED:
            return rows.filter(registered_at=None)
        case Among.MINE:
            given = Assignment.objects.filter(client=OuterRef("pk"), ended_at=None)
            return rows.filter(Exists(given.filter(member=membership.user)))
    return rows


def _named(rows: QuerySet[Client], words: str) -> QuerySet[Client]:
    """Each of the words occurs in the name, or all together begin the tax ID.

    SQLite compares capital and small letters only in ASCII, so the usual spellings of a Polish word are tried.
    """
    if not words:
        return rows
    named = Q()
    for word in words.split()[:MOST_WORDS]:
        one = Q()
        for spelling in {word, word.lower(), word.upper(), word.capitalize()}:
            one |= Q(name__icontains=spelling)
        named &= one
    digits = SEPARATORS.sub("", words).upper()
    number = digits.removeprefix("PL")
    if number and any(sign.isdigit() for sign in number):
        named |= Q(tax_number__startswith=number)
        named |= Q(country=digits[:2], tax_number__startswith=digits[2:] or " ")
    return rows.filter(named)


def places_of(office: Company) -> list[Places]:
    """The limits of each program with which the office shares something today."""
    licenses = sharing_licenses(office)
    programs = {license.product_id: license.product for license in licenses}
    return [
        Places(
            program=program,
            clients=clients_of(office, program),
            shares=[(one, shares_of(one)) for one in licenses if one.product_id == key],
        )
        for key, program in programs.items()
    ]


def resting_of(office: Company, places: list[Places]) -> list[Product]:
    """Programs whose clients are registered while no license of the office shares with them today."""
    rows = Client.objects.registered().filter(office=office).order_by().values("program").distinct()
    found = Product.objects.filter(pk__in=rows).exclude(pk__in=[one.program.pk for one in places])
    return list(found.order_by("line__position", "position"))


def books_of(office: Company) -> list[tuple[License, Counter]]:
    """Bookkeeping licenses whose programs keep entities, with how many of how many; of none where it is over."""
    rows = [one for one in office_licenses(office).order_by("id") if keeps_clients(one)]
    used = entities(rows)
    found = [(one, Counter(used[one.pk], one.size if is_usable(one) else 0)) for one in rows]
    return [(one, counter) for one, counter in found if counter.used or counter.most]


def turning(membership: Membership) -> Turning | None:
    """Unregistered clients among those that the viewer sees; None when there are none."""
    rows = visible_clients(membership).filter(ended_at=None, registered_at=None).order_by()
    found = rows.values_list("program").annotate(many=Count("id"), first=Min("first_run_at"))
    counted = {program: (many, first) for program, many, first in found}
    if not counted:
        return None
    programs = Product.objects.in_bulk(list(counted))
    days = [
        day_of(first) + timedelta(days=programs[key].rules.client_unregistered_days)
        for key, (_many, first) in counted.items()
    ]
    return Turning(sum(many for many, _first in counted.values()), min(days))


def unregistered_with(office: Company, tax_id: TaxId) -> Client | None:
    """The client with this number that a program works for without a registration, the one with the fewest days."""
    rows = Client.objects.unregistered().filter(office=office, country=tax_id.country)
    found = rows.filter(tax_number=tax_id.number).select_related("program")
    return found.order_by("first_run_at", "id").first()


def choices(*, manages: bool) -> list[Among]:
    """What the viewer may look for; whoever does not manage the clients sees their own ones anyway, and no ended."""
    return [one for one in Among if manages or one not in (Among.MINE, Among.ENDED)]


def programs_of(office: Company) -> list[Product]:
    """Programs of the clients that the office has or had, for the filter."""
    codes = Client.objects.filter(office=office).order_by().values("program").distinct()
    return list(Product.objects.filter(pk__in=codes).order_by("line__position", "position"))


def events_about(client: Client) -> list[Event]:
    """The last things that happened to a client, what is shared with it, and who serves it."""
    own = Q(subject_type=Client._meta.label, subject_id=client.pk)
    for model in (Share, Assignment):
        keys = model.objects.filter(client=client).values("pk")
        own |= Q(subject_type=model._meta.label, subject_id__in=keys)
    return list(events_of(client.office).filter(own).order_by("-id")[:RECENT])


def shares_page(license: License, after: str | None) -> Page[Share]:
    """The shares that take a place of a license, those offered last first."""
    rows = Share.objects.current().filter(license=license)
    return keyset(rows.select_related("client__office", "product"), ("-id",), after)


def unshared_page(
    membership: Membership, license: License, words: str, after: str | None
) -> Page[Client]:
    """Registered clients of the license's program with whom nothing is shared now."""
    wanted = Filter(words, Among.UNSHARED, license.product.code)
    return keyset(narrowed(visible_clients(membership), wanted, membership), BY_NAME, after)
