"""What the licenses have to say on top of My products."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.licensing.models import License

AHEAD_DAYS = 30


def expiry(membership: Membership) -> Notice | None:
    """The license that ends first within a month, told to those who can see to it."""
    if not may(membership, Permission.LICENSES_READ):
        return None
    soon = License.objects.filter(company=membership.company_id).expiring_within(
        AHEAD_DAYS, clock.today()
    )
    first = soon.select_related("product").order_by("valid_to", "id").first()
    if first is None or first.days_left is None:
        return None
    days = first.days_left + 1
    title = ngettext(
        "The license of %(product)s ends in %(days)s day",
        "The license of %(product)s ends in %(days)s days",
        days,
    ) % {"product": first.product.name, "days": days}
    return Notice(
        weight=30,
        tone="warning",
        title=title,
        text=_(
            "Renew it with your seller or the vendor, so that the program works without a break."
        ),
        action=_("See the license"),
        url=first.get_absolute_url(),
    )
