"""Accounting offices as the staff see them: their limits and shares, and which of them lost their licenses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.paging import Page, keyset
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.entitlements import is_usable
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share
from klucznik.offices.queries import Places, places_of
from klucznik.offices.standing import OFFICE_LICENSE, is_office, office_licenses


@dataclass(frozen=True)
class OfficeFacts:
    """What stands on the page of an office: limits, clients, shares, and whether a license still stands behind them."""

    places: list[Places]
    clients: dict[str, int]
    shares: dict[str, int]
    is_gone: bool


def office_facts(company: Company) -> OfficeFacts | None:
    """None for a company that is no office."""
    if not is_office(company):
        return None
    return OfficeFacts(
        places=places_of(company),
        clients=_clients(company),
        shares=_shares(company),
        is_gone=not any(map(is_usable, office_licenses(company))),
    )


def served_facts(company: Company) -> list[Share]:
    """What offices share with the company, or shared as long as it can be read, or ask about; the newest first."""
    rows = Share.objects.filter(company=company).filter(
        Q(ended_at=None) | Q(reading_until__gt=clock.now())
    )
    return list(rows.select_related("client__office", "product").order_by("-id")[:20])


def shares_around(company: Company) -> QuerySet[Share]:
    """All shares of an office, or with the company as a client, also ended ones."""
    rows = Share.objects.filter(Q(client__office=company) | Q(company=company))
    return rows.select_related("client__office", "product", "company")


def offices_gone(after: str | None) -> Page[Company]:
    """Offices that still have clients and no license that is worth anything today, by name.

    The database leaves out those with a plain valid license; the judgement that programs get is asked about the rest.
    """
    today = clock.today()
    licenses = License.objects.filter(OFFICE_LICENSE, company=OuterRef("pk"))
    valid = licenses.filter(status=License.Status.REGISTERED, valid_from__lte=today).filter(
        Q(valid_to=None) | Q(valid_to__gte=today)
    )
    clients = Client.objects.current().filter(office=OuterRef("pk"))
    rows = Company.objects.filter(Exists(clients)).exclude(Exists(valid))
    page = keyset(rows.annotate(**_numbers()), ("name", "id"), after)
    licenses_of = _office_licenses(page.rows)
    page.rows[:] = [one for one in page.rows if not any(map(is_usable, licenses_of[one.pk]))]
    return page


def reason_of(share: Share) -> str:
    """Why the vendor ended it; empty when somebody else did."""
    ended = Event.objects.filter(
        kind=Kind.SHARE_ENDED, subject_type=Share._meta.label, subject_id=share.pk
    )
    event = ended.filter(company=share.office).order_by("-id").first()
    return str(event.facts.get("reason", "")) if event else ""


def _office_licenses(offices: Iterable[Company]) -> dict[int, list[License]]:
    """What is left of the licenses of these offices; one query."""
    found: dict[int, list[License]] = defaultdict(list)
    rows = License.objects.told().filter(OFFICE_LICENSE, company__in=list(offices))
    for license in rows:
        found[license.company_id].append(license)
    return found


def _numbers() -> dict[str, Any]:
    """How many clients each office still has, how many of them use what it shared, and the last day of its licenses."""
    clients = Client.objects.current().filter(office=OuterRef("pk")).order_by()
    shares = Share.objects.active().filter(client__office=OuterRef("pk")).order_by()
    licenses = License.objects.filter(
        Q(variant=License.Variant.OFFICE) | Q(metric="shares"), company=OuterRef("pk")
    )
    last = licenses.order_by(F("valid_to").desc(nulls_last=True)).values("valid_to")[:1]
    return {
        "clients_count": Subquery(clients.values("office").annotate(n=Count("pk")).values("n")),
        "shares_count": Subquery(
            shares.values("client__office").annotate(n=Count("pk")).values("n")
        ),
        "last_day": Subquery(last),
    }


def _clients(company: Company) -> dict[str, int]:
    rows = Client.objects.current().filter(office=company)
    return rows.aggregate(
        registered=Count("pk", filter=Q(registered_at__isnull=False)),
        unregistered=Count("pk", filter=Q(registered_at=None)),
    )


def _shares(company: Company) -> dict[str, int]:
    current, now = Q(ended_at=None), clock.now()
    rows = Share.objects.filter(client__office=company)
    return rows.aggregate(
        waiting=Count("pk", filter=current & Q(accepted_at=None)),
        active=Count("pk", filter=current & Q(accepted_at__isnull=False)),
        reading=Count("pk", filter=Q(ended_at__isnull=False, reading_until__gt=now)),
        bounced=Count("pk", filter=current & Q(bounced_at__isnull=False)),
    )
