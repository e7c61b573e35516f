"""A relation between an office and a client keeps either company open, and the license with the office."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share


class Relations:
    """Fulfills companies.holds.Hold."""

    def why(self, company: Company) -> str:
        """What is only left to read does not hold: it passes by itself."""
        return " ".join(one for one in (_as_client(company), _as_office(company)) if one)

    def let_go(self, company: Company, actor: User) -> None:
        """The time for reading ends with the company: whoever founds it anew reads nothing of before."""
        now = clock.now()
        left = Share.objects.filter(company=company, reading_until__gt=now)
        left.update(reading_until=now, closed_at=now)


def _as_client(company: Company) -> str:
    share = Share.objects.current().filter(company=company).select_related("client__office").first()
    if share is None:
        return ""
    words = {"office": share.office.name}
    if share.accepted_at is None:
        return _("The accounting office %(office)s waits for an answer: give it first.") % words
    return _("The accounting office %(office)s serves it: end the cooperation first.") % words


def _as_office(company: Company) -> str:
    count = Client.objects.current().filter(office=company).count()
    if not count:
        return ""
    return ngettext(
        "It has %(count)s client of the office: end its registration first.",
        "It has %(count)s clients of the office: end their registration first.",
        count,
    ) % {"count": count}


def why_license_stays(license: License) -> str:
    """Nobody passes on a license that clients work with, or are invited to (settings.LICENSE_HOLDS)."""
    count = Share.objects.current().filter(license=license).count()
    if not count:
        return ""
    words = ngettext(
        "it is shared with %(count)s client; end that sharing first",
        "it is shared with %(count)s clients; end the sharing with each first",
        count,
    )
    return words % {"count": count}
