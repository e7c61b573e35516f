"""What every page shows of one's own account: how many notifications wait."""

from __future__ import annotations

from django.http import HttpRequest

from klucznik.accounts.notices import count_unread


def unread_notices(request: HttpRequest) -> int:
    """The number beside *Notifications* (settings.UNREAD_NOTICES)."""
    return count_unread(request.user) if request.user.is_authenticated else 0
