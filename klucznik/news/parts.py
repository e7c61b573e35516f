"""The parts of the service that notices are about and the status page lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product


@dataclass(frozen=True)
class Service:
    """One part: its code in a notice, its name, and what it is for."""

    code: str
    name: str | Promise
    purpose: str | Promise = ""


PORTAL: Final = Service("portal", _("Customer portal"), _("Accounts, companies, licenses."))
PROGRAMS: Final = Service(
    "programs",
    _("Checks of licenses by programs"),
    _("Programs on your computers work on without them."),
)
MAIL: Final = Service(
    "mail", _("E-mail from the portal"), _("Confirmations, invitations, notices.")
)
OWN: Final = (PORTAL, PROGRAMS, MAIL)
BROWSER: Final = "app:"


def services() -> list[Service]:
    """Ours, and each application of the catalog that people open in the browser. One query."""
    apps = Product.objects.sold().filter(kind=Product.Kind.APP)
    return [*OWN, *(Service(f"{BROWSER}{app.code}", app.name) for app in apps)]


def names_of(codes: Iterable[str], known: Iterable[Service] | None = None) -> list[str]:
    """What readers call them, in the order of the status page, without parts that are no more. One query at most."""
    wanted = set(codes)
    if not wanted:
        return []
    if known is None:
        known = OWN if all(code in {own.code for own in OWN} for code in wanted) else services()
    return [str(service.name) for service in known if service.code in wanted]
