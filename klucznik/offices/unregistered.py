"""The stage before a registration: a program works for a client that nobody registered, and only for so many days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Rules
from klucznik.companies.models import Company, Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.devices.entities import EntityStanding, EntityState
from klucznik.licensing.models import Entity, License
from klucznik.licensing.notices import ProgramNotice
from klucznik.offices.limits import sharing_licenses
from klucznik.offices.models import Client
from klucznik.offices.models.clients import ClientQuerySet
from klucznik.offices.queries import Among
from klucznik.offices.standing import OFFICE_LICENSE, is_office

# Of so many the soonest is looked for; an office with more of them is told of these first.
MOST_READ = 500
TURNING_WEIGHT = 45


def keeps_books_of_clients(license: License) -> bool:
    """Whether a program on this license works for clients of an office."""
    return License.objects.filter(OFFICE_LICENSE, pk=license.pk).exists()


def program_for(office: Company, product: Product) -> Product:
    """Under which product a client of this program is noted: the one for offices that counts it, else itself."""
    for license in sharing_licenses(office):
        if product.code in license.product.rules.clients_from:
            return license.product
    return product


def standing_of(office: Company, tax_id: TaxId) -> EntityStanding | None:
    """How an entity stands with the office; None for one that no program has worked for yet."""
    rows = list(_of(office, tax_id).select_related("program"))
    if tax_id == office.tax_id or any(row.registered_at for row in rows):
        return EntityStanding(str(tax_id), EntityState.REGISTERED)
    if _registered_on_a_license(office, tax_id):
        return EntityStanding(str(tax_id), EntityState.REGISTERED)
    days = [row.reads_only_from for row in rows if row.reads_only_from]
    return _counted(tax_id, min(days)) if days else None


def as_if_begun(tax_id: TaxId, rules: Rules) -> EntityStanding:
    """What is said of an entity whose days begin today."""
    return _counted(tax_id, clock.today() + timedelta(days=rules.client_unregistered_days))


def _counted(tax_id: TaxId, day: date) -> EntityStanding:
    over = clock.today() >= day
    state = EntityState.READ_ONLY if over else EntityState.UNREGISTERED
    return EntityStanding(str(tax_id), state, day)


def noted(office: Company, tax_id: TaxId) -> Client | None:
    """The row that counts the days of an unregistered entity, the earliest where there are several."""
    return _of(office, tax_id).unregistered().order_by("first_run_at", "pk").first()


def begins_at(office: Company, tax_id: TaxId, first_run_on: date | None) -> datetime:
    """From when the days count: from the first run ever, also of a client that was ended since.

    Otherwise whoever ends and notes a client again and again would work without an end.
    """
    now = clock.now()
    ended = Client.objects.filter(
        office=office, country=tax_id.country, tax_number=tax_id.number, first_run_at__isnull=False
    )
    known = ended.order_by("first_run_at").values_list("first_run_at", flat=True).first()
    said = timezone.make_aware(datetime.combine(first_run_on, time())) if first_run_on else None
    return min(moment for moment in (now, known, said) if moment is not None)


def _of(office: Company, tax_id: TaxId) -> ClientQuerySet:
    current = Client.objects.current().filter(office=office)
    return current.filter(country=tax_id.country, tax_number=tax_id.number)


def _registered_on_a_license(office: Company, tax_id: TaxId) -> bool:
    entities = Entity.objects.active().filter(license__company=office)
    return entities.filter(country=tax_id.country, tax_number=tax_id.number).exists()


def registered_meanwhile() -> ClientQuerySet:
    """Unregistered ones whose tax ID the office registered in another way: under another product, or on a license."""
    return Client.objects.unregistered().filter(_settled())


def turning(office: Company | None = None) -> ClientQuerySet:
    """Unregistered ones whose days count, of one office or of all."""
    rows = Client.objects.unregistered().exclude(_settled()).select_related("program")
    return rows if office is None else rows.filter(office=office)


def _settled() -> Q:
    same = {"country": OuterRef("country"), "tax_number": OuterRef("tax_number")}
    registered = Client.objects.registered().filter(office=OuterRef("office"), **same)
    entities = Entity.objects.active().filter(license__company=OuterRef("office"), **same)
    return Q(Exists(registered)) | Q(Exists(entities))


@dataclass(frozen=True)
class Turning:
    """How many unregistered clients an office has to see to, and the day of the first."""

    count: int
    first: date

    @property
    def is_over(self) -> bool:
        return clock.today() >= self.first


def soon(office: Company) -> Turning | None:
    """Unregistered clients whose days end soon or are over; None while there is time for all of them."""
    near = [row for row in turning(office).order_by("first_run_at")[:MOST_READ] if is_near(row)]
    days = [row.reads_only_from for row in near if row.reads_only_from]
    return Turning(len(near), min(days)) if days else None


def is_near(client: Client) -> bool:
    """Whether the notices of its product have begun."""
    left = client.days_left
    return left is not None and left <= max(client.program.rules.notices_days, default=0)


def step_due(client: Client) -> int | None:
    """Which notice is due today, so many days ahead: the nearest one; None when it was told, or there is none yet."""
    left = client.days_left
    ahead = [days for days in client.program.rules.notices_days if left and left <= days]
    if not ahead:
        return None
    nearest = min(ahead)
    told = client.told_ahead
    return None if told is not None and told <= nearest else nearest


def offices_to_tell() -> Iterable[Company]:
    """Offices that have somebody to be told of."""
    keys = {row.office_id for row in turning().iterator() if step_due(row) is not None}
    for key in sorted(keys):
        yield Company.objects.get(pk=key)


def watched() -> ClientQuerySet:
    """Fulfills settings.QUICK_WATCHES: with such a row the ordinary way of a check has something to tell."""
    return Client.objects.unregistered().filter(office=OuterRef("license__company"))


def for_programs(company: Company, license: License) -> list[ProgramNotice]:
    """Fulfills settings.PROGRAM_NOTICES: programs of an office tell that clients wait for their registration."""
    if license.variant != License.Variant.OFFICE or (found := soon(company)) is None:
        return []
    url = f"{settings.PUBLIC_URL}{page_of(company)}"
    sentence = f"{_title(found)}. {_meaning(found)}"
    return [ProgramNotice("clients_unregistered", TURNING_WEIGHT, sentence, url)]


def notice(membership: Membership) -> Notice | None:
    """Fulfills settings.COMPANY_NOTICES: the same on the office's products, for those who can register clients."""
    office = membership.company
    if not may(membership, Permission.CLIENTS_MANAGE) or not is_office(office):
        return None
    if (found := soon(office)) is None:
        return None
    return Notice(
        weight=TURNING_WEIGHT,
        tone="warning",
        title=_title(found),
        text=_meaning(found),
        action=_("See the clients"),
        url=page_of(office),
    )


def page_of(office: Company) -> str:
    """The list of these clients."""
    path = reverse("offices:clients", args=[office.public_id])
    return f"{path}?among={Among.UNREGISTERED.value}"


def _title(found: Turning) -> str:
    return ngettext(
        "%(count)s client of the office is not registered",
        "%(count)s clients of the office are not registered",
        found.count,
    ) % {"count": found.count}


def _meaning(found: Turning) -> str:
    """What happens when; the first day is the one that matters."""
    words = (
        _("The first one can only be read and exported since %(day)s. Register it to go on.")
        if found.is_over
        else _("From %(day)s on the first one can only be read and exported. Register it before.")
    )
    return words % {"day": date_long(found.first)}
