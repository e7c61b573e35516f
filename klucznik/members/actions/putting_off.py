"""Putting the advice about the keys off: the meter stays, the notice on My products comes back after a while."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.members.permissions import present


@transaction.atomic
def put_off_advice(actor: User, membership: Membership) -> Membership:
    """Everybody puts it off for themselves only."""
    own = present(actor, membership.company)
    own.advice_put_off_at = clock.now()
    own.save(update_fields=["advice_put_off_at"])
    return own
