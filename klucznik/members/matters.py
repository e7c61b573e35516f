"""What waits for administrators, company by company: newcomers without a role, requests for access."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.members.models import AccessRequest


def in_places(places: list[Membership]) -> dict[int, int]:
    """Fulfills companies.places.Waiting."""
    managed = {p.company_id: p.pk for p in places if may(p, Permission.MEMBERS_MANAGE)}
    opened = {p.company_id: p.pk for p in places if may(p, Permission.ACCESS_MANAGE)}
    newcomers = Membership.objects.active().filter(company__in=managed, role=Role.ASSOCIATED)
    asking = AccessRequest.objects.open().filter(membership__company__in=opened)
    asking = asking.exclude(membership__in=[place.pk for place in places])
    counts: Counter[int] = Counter()
    _add(counts, managed, newcomers.values_list("company").annotate(Count("pk")))
    _add(counts, opened, asking.values_list("membership__company").annotate(Count("pk")))
    return counts


def _add(counts: Counter[int], places: dict[int, int], found: Iterable[tuple[int, int]]) -> None:
    for company, count in found:
        counts[places[company]] += count
