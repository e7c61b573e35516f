"""What can be shared with a client, from when, and why an acceptance can no longer be taken back."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.licensing.entitlements import facts_of, is_usable
from klucznik.licensing.holds import Licenses
from klucznik.licensing.models import License
from klucznik.licensing.validation import judge
from klucznik.licensing.verdicts import Verdict
from klucznik.offices.limits import sharing_licenses
from klucznik.offices.models import Client, Share
from klucznik.recovery.holds import Matters
from klucznik.transactions.holds import Transactions

LATEST_START = timedelta(days=365)
# So long the office can take back what the wrong person accepted.
WITHDRAWABLE_FOR = timedelta(days=14)
# How many days before the end of its time for reading a client is told, the farthest first.
READING_TOLD_AHEAD = (7, 1)


def application_of(license: License) -> Product:
    """What the license shares."""
    return Product.objects.get(code=license.product.rules.shares)


def licenses_for(client: Client) -> list[License]:
    """The licenses of the office that can share with this client, the oldest first."""
    return sharing_licenses(client.office, client.program)


def can_begin(day: date) -> bool:
    return clock.today() <= day <= clock.today() + LATEST_START


def is_of_office(client: Client, email: str) -> bool:
    """Whether the address is of somebody in the office who has no place in the client's own company."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    places = Membership.objects.active().filter(Q(user__email__iexact=email) | Q(user__in=known))
    own = Company.objects.open().with_tax_id(client.tax_id)
    return (
        places.filter(company=client.office).exists()
        and not places.filter(company__in=own).exists()
    )


def serves_it_already(person: User, share: Share) -> bool:
    """Whether the person works in any office that shares with this firm, and has no place in the firm itself."""
    firm = Client.objects.current().filter(
        country=share.client.country, tax_number=share.client.tax_number
    )
    offices = Share.objects.current().filter(client__in=firm).values("client__office")
    places = Membership.objects.active().filter(user=person)
    own = Company.objects.open().with_tax_id(share.client.tax_id)
    return (
        places.filter(company__in=offices).exists() and not places.filter(company__in=own).exists()
    )


def goes_on(company: Company, product: Product) -> bool:
    """Whether the company uses the product in another way by now: its own license, or another office's share."""
    shares = Share.objects.active().filter(company=company, product=product)
    return shares.exists() or has_own_license(company, product)


def has_own_license(company: Company, product: Product) -> bool:
    """Whether the company opens the product with a license of its own."""
    own = License.objects.told().filter(company=company, product=product)
    return any(is_usable(license) for license in own)


def is_without_license(share: Share) -> bool:
    """Whether the license is over for good: revoked, past its days of grace, or another company's by now.

    A license that is suspended comes back: with it the share only opens nothing for a while.
    """
    if share.license.company_id != share.client.office_id:
        return True
    return judge(facts_of(share.license)).verdict in (Verdict.REVOKED, Verdict.EXPIRED)


def licenses_that_may_be_over() -> QuerySet[License]:
    """Licenses with shares that look as if they could be over; whether one is, the judgement says."""
    gone = Q(status__in=[License.Status.REVOKED, License.Status.EXPIRED])
    past = Q(valid_to__lt=clock.today())
    moved = ~Q(company=F("shares__client__office"))
    rows = License.objects.filter(gone | past | moved, shares__ended_at=None, shares__isnull=False)
    return rows.select_related("product__line").distinct().order_by("pk")


def reading_notice_due(share: Share) -> int | None:
    """How many days ahead of the end of reading the client is to be told now; None when it is not."""
    until, ended = share.reading_until, share.ended_at
    if until is None or ended is None or until <= clock.now():
        return None
    left, whole, told = until - clock.now(), until - ended, share.reading_told_ahead
    # A time so short that the message about the end of the sharing told it needs no reminder.
    steps = [days for days in READING_TOLD_AHEAD if left <= timedelta(days=days) < whole]
    due = min(steps, default=None)
    return due if due is not None and (told is None or due < told) else None


def why_stands(share: Share) -> str:
    """Why the office cannot take the acceptance back; empty when it can. Read it with both companies locked."""
    company = share.company
    if company is None or not share.made_company:
        return _(
            "The client's company was there before the invitation, and nobody became its administrator by it. The "
            "acceptance cannot be taken back; the sharing can be ended."
        )
    if not share.is_withdrawable:
        until = share.withdrawable_until
        day = date_long(until) if until else ""
        return _("An acceptance can be taken back for 14 days; that was until %(day)s.") % {
            "day": day
        }
    return _why_company_stands(company, share)


def _why_company_stands(company: Company, share: Share) -> str:
    """What somebody else, or the client itself, built on the company meanwhile."""
    if company.is_known:
        return _("The vendor has checked this company meanwhile. Write to the vendor.")
    if Membership.objects.active().filter(company=company, proven_at__isnull=False).exists():
        return _("Somebody in the company has been checked meanwhile. Write to the vendor.")
    if Share.objects.current().filter(company=company).exclude(pk=share.pk).exists():
        return _("Something else is shared with this company. End that sharing first.")
    hanging = [Licenses().why(company), Transactions().why(company), Matters().why(company)]
    if reasons := [one for one in hanging if one]:
        told = _("Something hangs on the company: %(reasons)s Write to the vendor.")
        return told % {"reasons": " ".join(reasons)}
    return ""
