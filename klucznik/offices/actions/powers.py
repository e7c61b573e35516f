"""What the client lets its office do: each power is given and taken by itself, at once."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.offices.actions.ending import record_both
from klucznik.offices.actions.locking import lock_share
from klucznik.offices.errors.accepting import PowerGone, PowerHeld
from klucznik.offices.life import Act
from klucznik.offices.models import Power, PowerKind, Share


@transaction.atomic
def take_power(actor: User, share: Share, *, kind: PowerKind) -> Share:
    """Take one power from the office; the people of the office lose it with their next request."""
    share = _locked(actor, share)
    held = Power.objects.filter(share=share, kind=kind, ended_at=None)
    if not held.update(ended_at=clock.now(), ended_by=actor):
        raise PowerGone
    record_both(Kind.POWER_ENDED, actor, share, power=kind.value)
    return share


@transaction.atomic
def give_power(actor: User, share: Share, *, kind: PowerKind) -> Share:
    """Give the office a power that it lost, or never had."""
    share = _locked(actor, share)
    if Power.objects.filter(share=share, kind=kind, ended_at=None).exists():
        raise PowerHeld
    Power.objects.create(share=share, kind=kind)
    record_both(Kind.POWER_GIVEN, actor, share, power=kind.value)
    return share


def _locked(actor: User, share: Share) -> Share:
    """The share as it is now; only what can be ended has powers, and only who decides for the client changes them."""
    share = lock_share(share, Act.END)
    if share.company is None or share.accepted_at is None:
        raise PowerGone
    if not may(acting(actor, share.company), Permission.OFFICE_MANAGE):
        raise RightMissing
    return share
