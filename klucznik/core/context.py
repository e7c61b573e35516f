"""What every template knows: the vendor, the company in view, what the person may do there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from klucznik.core.vendor import vendor


def portal(request: HttpRequest) -> dict[str, Any]:
    """Doors put `company`, `membership`, `can`, `rail` and `staff_session` on the request; pages read them here."""
    return {"vendor": vendor()} | {
        name: getattr(request, name, None)
        for name in ("company", "membership", "can", "rail", "staff_session")
    }
