"""What the licenses have to say: on top of My products, and to the programs themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Company, Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.licensing.expiring import ahead_of, near_end
from klucznik.licensing.models import License
from klucznik.licensing.transfers import waiting

# The soonest of so many is looked for; a company whose rules differ among hundreds is told by e-mail all the same.
MOST_READ = 50


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
    """The license that ends first, from the day on which e-mails begin to tell it, for those who can see to it."""
    if not may(membership, Permission.LICENSES_READ):
        return None
    near = near_end(membership.company, clock.today()).order_by("valid_to", "id")
    speaking = (one for one in near[:MOST_READ] if (one.days_left or 0) <= ahead_of(one))
    first = next(speaking, None)
    if first is None or first.days_left is None:
        return None
    first.company = membership.company
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


def offers(membership: Membership) -> Notice | None:
    """Another company offers a license, told to those who can accept it."""
    if not may(membership, Permission.LICENSES_TRANSFER):
        return None
    transfer = waiting().filter(receiver=membership.company_id).order_by("pk").first()
    if transfer is None:
        return None
    words = {"giver": transfer.giver.name, "product": transfer.license.product.name}
    return Notice(
        weight=75,
        tone="info",
        title=_("%(giver)s offers you a license of %(product)s") % words,
        text=_(
            "Nothing changes before you accept it. Without an answer the offer expires by itself."
        ),
        action=_("Read and answer"),
        url=reverse("licensing:takeover", args=[membership.company.public_id, transfer.public_id]),
    )
