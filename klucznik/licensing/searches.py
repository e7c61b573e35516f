"""Staff find a company by a license number."""

from __future__ import annotations

from django.db.models import QuerySet

from klucznik.companies.models import Company
from klucznik.licensing.numbers import normalized, number_key


def by_number(text: str) -> QuerySet[Company] | None:
    """Companies that hold the license with exactly this number; None when the text cannot be one."""
    if len(normalized(text)) < 8:
        return None
    return Company.objects.filter(licenses__number_key=number_key(text)).distinct()
