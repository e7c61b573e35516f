"""Remember that a member was here: at most one write a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta

from klucznik.companies.models import Membership
from klucznik.core import clock

EVERY = timedelta(minutes=15)


def note_presence(membership: Membership) -> None:
    """Note the visit; an administrator who comes back is no longer silent."""
    now = clock.now()
    if (
        membership.last_active_at
        and now - membership.last_active_at < EVERY
        and membership.silent_since is None
    ):
        return
    Membership.objects.filter(pk=membership.pk).update(last_active_at=now, silent_since=None)
    membership.last_active_at, membership.silent_since = now, None
