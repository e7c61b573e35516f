"""What the licenses have to say: on top of My products, and to the programs themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Company, Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.licensing.models import License

AHEAD_DAYS = 30


@dataclass(frozen=True)
class ProgramNotice:
    """Something that a program shows to the person before it, beside the verdict; the weightiest first."""

    code: str
    weight: int
    sentence: str
    url: str


def notices_for_program(company: Company, license: License) -> list[ProgramNotice]:
    """What every part of the portal has to say to this program, in the language of the moment."""
    found: list[ProgramNotice] = []
    for path in settings.PROGRAM_NOTICES:
        says: Callable[[Company, License], list[ProgramNotice]] = import_string(path)
        found += says(company, license)
    return sorted(found, key=lambda notice: -notice.weight)


def for_programs(_company: Company, license: License) -> list[ProgramNotice]:
    """Fulfills settings.PROGRAM_NOTICES: the license ends soon, as far ahead as its product says."""
    left, ahead = license.days_left, max(license.product.rules.notices_days, default=0)
    if license.status != License.Status.REGISTERED or left is None or not 0 <= left < ahead:
        return []
    sentence = ngettext(
        "The license of %(product)s ends in %(days)s day. Renew it, so that you can work without a break.",
        "The license of %(product)s ends in %(days)s days. Renew it, so that you can work without a break.",
        left + 1,
    ) % {"product": license.product.name, "days": left + 1}
    url = f"{settings.PUBLIC_URL}{license.get_absolute_url()}"
    return [ProgramNotice(code="license_ends_soon", weight=30, sentence=sentence, url=url)]


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
