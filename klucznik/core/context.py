"""What every template knows: the vendor, the company in view, what the person may do there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.core.vendor import vendor

FROM_DOORS = ("company", "membership", "can", "rail", "companies_count", "staff_session")
# The way of somebody who comes (back) to a company: the three stages, named on their pages.
PATH_STEPS = [_("Account"), _("Company"), _("Rights")]


def portal(request: HttpRequest) -> dict[str, Any]:
    """Doors put what is in FROM_DOORS on the request; pages read it here."""
    links = SimpleLazyObject(lambda: person_links(request))
    unread = SimpleLazyObject(lambda: import_string(settings.UNREAD_NOTICES)(request))
    known = {"vendor": vendor(), "path_steps": PATH_STEPS, "person_links": links, "unread": unread}
    known["person_notices"] = SimpleLazyObject(lambda: person_notices(request))
    known["standing_notice"] = SimpleLazyObject(import_string(settings.STANDING_NOTICE))
    return known | {name: getattr(request, name, None) for name in FROM_DOORS}


def person_links(request: HttpRequest) -> list[Any]:
    """Ways of this person beyond companies (settings.PERSON_LINKS); asked only where a page shows them."""
    found = [import_string(path)(request) for path in settings.PERSON_LINKS]
    return [link for link in found if link is not None]


def person_notices(request: HttpRequest) -> list[Any]:
    """What waits for this person whatever the company (settings.PERSON_NOTICES); asked only where a page shows it."""
    if not request.user.is_authenticated:
        return []
    return [
        notice for path in settings.PERSON_NOTICES for notice in import_string(path)(request.user)
    ]
