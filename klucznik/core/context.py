"""What every template knows: the vendor, the company in view, what the person may do there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from klucznik.core.vendor import vendor

FROM_DOORS = ("company", "membership", "can", "rail", "companies_count", "staff_session")
# The way of somebody who comes (back) to a company: the three stages, named on their pages.
PATH_STEPS = [_("Account"), _("Company"), _("Rights")]


def portal(request: HttpRequest) -> dict[str, Any]:
    """Doors put what is in FROM_DOORS on the request; pages read it here."""
    return {"vendor": vendor(), "path_steps": PATH_STEPS} | {
        name: getattr(request, name, None) for name in FROM_DOORS
    }
