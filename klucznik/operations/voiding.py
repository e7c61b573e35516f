"""After a restore nothing that let somebody in may come back to life: sessions, codes and links that wait are void."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import models, transaction

from klucznik.accounts.models import Activation, AddressChange, Session
from klucznik.core import clock, tokens
from klucznik.declarations.models import Declaration, State
from klucznik.members.models import Invitation
from klucznik.programs.grants import void_all
from klucznik.recovery.models import FirstAdministratorInvitation


@dataclass(frozen=True)
class Voided:
    """What a restore made void, and the cases that staff must look at."""

    sessions: int
    programs: int
    links: int
    restarted: list[str]
    to_look_at: list[str]


@transaction.atomic
def void() -> Voided:
    """End every session (the staff's hang on them), make waiting links useless, begin waiting periods anew."""
    sessions, _ = Session.objects.all().delete()
    programs = void_all()
    cache.clear()
    links = (
        _renew(Invitation.objects.open())
        + _renew(FirstAdministratorInvitation.objects.filter(accepted_at=None, revoked_at=None))
        + _renew(Activation.objects.all())
        + _renew(AddressChange.objects.filter(confirmed_at=None, canceled_at=None))
    )
    ready = Declaration.objects.filter(state__in=[State.READY, State.GRANTED])
    numbers = sorted(ready.values_list("number", flat=True))
    return Voided(sessions, programs, links, _restart(), numbers)


def _renew(rows: models.QuerySet[Any]) -> int:
    """Give each row a secret that no message has told; sending again makes a new link."""
    changed = list(rows)
    for row in changed:
        row.nonce, row.secret_hash = tokens.new_nonce(), tokens.hashed(secrets.token_urlsafe())
    rows.model._default_manager.bulk_update(changed, ["nonce", "secret_hash"], batch_size=500)
    return len(changed)


def _restart() -> list[str]:
    """An objection made after the backup is lost, so the time for objecting begins anew."""
    numbers = []
    for case in Declaration.objects.filter(state=State.NOTICE):
        now = clock.now()
        length = (case.notice_ends_at or now) - (case.notice_started_at or now)
        case.notice_started_at, case.notice_ends_at, case.due_at = now, now + length, now + length
        case.reminders = []
        case.save(update_fields=["notice_started_at", "notice_ends_at", "due_at", "reminders"])
        numbers.append(case.number)
    return sorted(numbers)
