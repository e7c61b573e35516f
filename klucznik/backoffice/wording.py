"""Facts of events in words: the roles of the staff."""

from __future__ import annotations

from typing import Any

from klucznik.backoffice.models import StaffRole


def fact_in_words(name: str, value: Any) -> Any:
    """The label of a staff role; anything else as it is."""
    return (
        str(StaffRole(value).label) if name == "staff_role" and value in StaffRole.values else value
    )
