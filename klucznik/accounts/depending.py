"""What hangs on one person's account alone: found by the part above that knows it (settings.DEPENDING_ON)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.accounts.models import User


def depending_on(user: User) -> list[str]:
    """Names of the companies that nobody else could get into if this person lost the account."""
    find: Callable[[User], list[str]] = import_string(settings.DEPENDING_ON)
    return find(user)
