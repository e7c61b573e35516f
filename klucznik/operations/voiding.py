"""After a restore nothing that let somebody in may come back to life: sessions, codes and links that wait are void."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import models, transaction

from klucznik.accounts.models import Activation, AddressChange, FactorLoss, Session
from klucznik.core import clock, tokens
from klucznik.declarations.models import CoSignatory, Declaration, Evidence, State
from klucznik.letters.models import Merge
from klucznik.members.models import Invitation
from klucznik.offices.models import Share
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
    links = sum(map(_renew, waiting())) + _void_codes()
    _restart_lost_factors()
    ready = Declaration.objects.filter(state__in=[State.READY, State.GRANTED])
    numbers = sorted(ready.values_list("number", flat=True))
    return Voided(sessions, programs, links, _restart(), numbers)


def waiting() -> list[models.QuerySet[Any]]:
    """Rows whose link gives something to whoever opens it. Links that only stop something live on."""
    return [
        Invitation.objects.open(),
        FirstAdministratorInvitation.objects.filter(accepted_at=None, revoked_at=None),
        Activation.objects.all(),
        AddressChange.objects.filter(confirmed_at=None, canceled_at=None),
        Share.objects.invited(),
        Merge.objects.filter(done_at=None, canceled_at=None),
        CoSignatory.objects.filter(signed_at=None, refused_at=None, revoked_at=None),
    ]


def _void_codes() -> int:
    """A code of a case that waits for its answer: its tries after the backup are forgotten, so it counts no more."""
    codes = Evidence.objects.filter(status=Evidence.Status.PENDING).exclude(secret_hash="")
    return codes.update(secret_hash="", expires_at=clock.now())


def _restart_lost_factors() -> None:
    """Whoever stopped one after the backup did it in vain: the whole wait begins anew, with its notices."""
    for loss in FactorLoss.objects.open():
        shift = clock.now() - loss.asked_at
        loss.asked_at, loss.halfway_told_at, loss.ending_told_at = clock.now(), None, None
        loss.due_at, loss.expires_at = loss.due_at + shift, loss.expires_at + shift
        loss.save()


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
