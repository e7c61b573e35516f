"""What a deletion leaves here: transactions are the company's, and tax law says how long they are kept."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from klucznik.accounts.departures import Consequence, Holding
from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.transactions.models import Transaction

TAX_YEARS = 5


def _until(newest: date | None) -> date | None:
    """The last day of which tax law speaks; None when it is over, since what is left then is the company's choice."""
    last = date(newest.year + TAX_YEARS, 12, 31) if newest else None
    return last if last and last >= clock.today() else None


class Purchases:
    """Fulfills accounts.departures.Departure: nothing here names a person, so nothing ends and nothing is erased."""

    def hold(self, user: User) -> None:
        """Nothing can change under the preview."""

    def preview(self, user: User) -> list[Consequence]:
        return []

    def inventory(self, user: User) -> list[Holding]:
        """Those of the companies in which the person has a place."""
        found = Transaction.objects.filter(company__in=Company.objects.visible_to(user))
        until = _until(found.aggregate(newest=Max("on"))["newest"])
        if until:
            reason = _(
                "They belong to the companies; the law has them kept five tax years (Art. 86 of the Tax Ordinance)."
            )
        else:
            reason = _("They belong to the companies and name nobody.")
        title = _("Transactions of your companies")
        return [Holding(title, found.count(), reason, stays=True, until=until)]

    def carry_out(self, user: User, actor: User | None) -> None:
        """Transactions stay with the company."""

    def anonymize(self, user: User) -> None:
        """They hold no names."""
