"""The rail at the left of a company's pages, from the permissions of the viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may


@dataclass(frozen=True)
class Item:
    """One entry: where it leads, its icon, and whether the viewer is there now."""

    label: str | Promise
    url: str
    icon: str
    current: bool
    badge: int = 0


# In the order of the rail: name of the page, words, icon, what it takes to see it.
PAGES = [
    ("licensing:products", _("My products"), "package", Permission.PRODUCTS_READ),
    ("members:members", _("Users"), "users", Permission.MEMBERS_READ),
    ("offices:clients", _("Office clients"), "briefcase", Permission.CLIENTS_SERVE),
    ("served:office", _("Accounting office"), "briefcase", Permission.OFFICE_READ),
    ("companies:data", _("Company data"), "building", Permission.DATA_READ),
    ("transactions:transactions", _("Transactions"), "receipt", Permission.TRANSACTIONS_READ),
    ("companies:history", _("History"), "history", Permission.HISTORY_READ),
    ("letters:letters", _("Letters"), "mail", Permission.PRODUCTS_READ),
]

# Pages of one part that a person looks for under the entry of another.
BELONG_TO = {
    "members:my_access": "licensing:products",
    "members:no_access": "licensing:products",
    "devices:devices": "licensing:products",
}


def rail(request: HttpRequest, membership: Membership) -> list[Item]:
    """What this member finds in the rail."""
    match = request.resolver_match
    here = match.view_name if match else ""
    here = BELONG_TO.get(here, here)
    app = here.split(":")[0]
    items = []
    for name, label, icon, permission in PAGES:
        if may(membership, permission) and _applies(name, membership):
            current = here == name or (app == name.split(":")[0] and app not in ("companies",))
            url = reverse(name, args=[membership.company.public_id])
            items.append(Item(label, url, icon, current, _waiting(name, membership)))
    return items


def _applies(name: str, membership: Membership) -> bool:
    """Whether the page means anything in this company (settings.RAIL_CONDITIONS)."""
    path = settings.RAIL_CONDITIONS.get(name)
    return import_string(path)(membership) if path else True


def _waiting(name: str, membership: Membership) -> int:
    """How much waits for this member behind an entry (settings.RAIL_COUNTS)."""
    path = settings.RAIL_COUNTS.get(name)
    return import_string(path)(membership) if path else 0
