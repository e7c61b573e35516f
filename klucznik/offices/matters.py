"""What waits for a company's administrators about its office: a question to answer, the end of the time for reading."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.offices.models import Share
from klucznik.offices.models.shares import ShareQuerySet
from klucznik.offices.sharing import goes_on
from klucznik.offices.standing import is_served

NEAR_DAYS = 7


def notice(membership: Membership) -> Notice | None:
    """On top of My products (COMPANY_NOTICES)."""
    if not may(membership, Permission.OFFICE_READ) or not is_served(membership.company):
        return None
    return _question(membership) or _reading(membership)


def in_rail(membership: Membership) -> int:
    """How many questions of offices wait for this member (RAIL_COUNTS)."""
    if not may(membership, Permission.OFFICE_MANAGE) or not is_served(membership.company):
        return 0
    return _asked().filter(company=membership.company).count()


def in_places(places: list[Membership]) -> dict[int, int]:
    """Fulfills companies.places.Waiting."""
    deciding = {p.company_id: p.pk for p in places if may(p, Permission.OFFICE_MANAGE)}
    rows = _asked().filter(company__in=deciding).values_list("company")
    counts: Counter[int] = Counter()
    for company, count in rows.annotate(count=Count("id")):
        counts[deciding[company]] += count
    return dict(counts)


def _asked() -> ShareQuerySet:
    return Share.objects.invited().filter(asked_at__isnull=False)


def _question(membership: Membership) -> Notice | None:
    if not may(membership, Permission.OFFICE_MANAGE):
        return None
    asked = _asked().filter(company=membership.company).select_related("client__office", "product")
    share = asked.order_by("asked_at").first()
    if share is None:
        return None
    words = {"office": share.office.name, "product": share.product.name}
    return Notice(
        weight=79,
        tone="warning",
        title=_("%(office)s wants to share %(product)s with the company") % words,
        text=_(
            "Nobody has got any right by it. Read what the office would be allowed, and decide."
        ),
        action=_("Read and decide"),
        url=reverse("served:office", args=[membership.company.public_id]),
    )


def _reading(membership: Membership) -> Notice | None:
    """Until the product is there in another way; louder in the last week."""
    reading = Share.objects.reading().filter(company=membership.company)
    rows = reading.select_related("product").order_by("reading_until")
    share = next((one for one in rows if not goes_on(membership.company, one.product)), None)
    if share is None or share.reading_until is None:
        return None
    days = (share.reading_until - clock.now()).days
    words = {"product": share.product.name, "day": date_long(share.reading_until)}
    return Notice(
        weight=82 if days < NEAR_DAYS else 58,
        tone="warning",
        title=_("%(product)s can only be read, until %(day)s") % words,
        text=_(
            "The office no longer shares it. With a license of your own you write on where you stopped."
        ),
        action=_("How to go on"),
        url=reverse("served:office", args=[membership.company.public_id]),
    )
