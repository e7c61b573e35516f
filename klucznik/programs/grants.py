"""The rules of grants and tokens, whichever way a program came to ask: what lets one in, for how long, and the end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.core import provenance, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.programs import user_codes
from klucznik.programs.errors import (
    AccessDenied,
    AuthorizationPending,
    CodeUnknown,
    ExpiredToken,
    SlowDown,
)
from klucznik.programs.models import ProgramGrant, ProgramToken, licenses_only

PREFIX = "klt_"
CODE_LIVES = timedelta(minutes=10)
SLOWER_BY, SLOWEST = 5, 60
# A network is not a clock: a question that was sent in time may arrive a little closer to the one before.
LENIENCY = timedelta(seconds=1)
SEEN_EVERY = timedelta(hours=1)
MOST_PROGRAMS = 50


@dataclass(frozen=True)
class Asked:
    """A new question, with the two codes that are told this once."""

    grant: ProgramGrant
    device_code: str
    user_code: str


@dataclass(frozen=True)
class Issued:
    """A new token, with the text that is told this once."""

    token: ProgramToken
    text: str


# --- grants


def ask(*, program: str, device_name: str, version: str) -> Asked:
    """A question with codes that no other has."""
    device_code, came = secrets.token_urlsafe(32), provenance.current()
    while True:
        code = user_codes.new_code()
        try:
            with transaction.atomic():
                grant = ProgramGrant.objects.create(
                    device_hash=tokens.hashed(device_code),
                    code_hash=user_codes.hashed(code),
                    program=program,
                    device_name=device_name,
                    version=version,
                    address=came.address[:45],
                    agent=came.agent,
                    expires_at=timezone.now() + CODE_LIVES,
                )
        except IntegrityError:
            continue  # one in thousands of millions: somebody else's program shows these letters now
        return Asked(grant, device_code, user_codes.grouped(code))


def waiting_for(actor: User, *, code: str) -> ProgramGrant:
    """The question behind a code that somebody typed."""
    found = ProgramGrant.objects.waiting().filter(code_hash=user_codes.hashed(code)).first()
    if found is None:
        raise CodeUnknown
    return found


def note_poll(device_code: str) -> None:
    """Hold the program to its interval, in a commit of its own. Raises SlowDown, and the interval grows."""
    grant = ProgramGrant.objects.open().filter(device_hash=tokens.hashed(device_code)).first()
    if grant is None:
        return
    now = timezone.now()
    before = now - timedelta(seconds=grant.interval) + LENIENCY
    in_time = ProgramGrant.objects.filter(Q(polled_at=None) | Q(polled_at__lte=before), pk=grant.pk)
    if in_time.update(polled_at=now):
        return
    slower = min(grant.interval + SLOWER_BY, SLOWEST)
    ProgramGrant.objects.filter(pk=grant.pk).update(polled_at=now, interval=slower)
    raise SlowDown(seconds=slower)


def answered(device_code: str) -> ProgramGrant:
    """The grant that its person allowed; otherwise the refusal that tells the program what to do."""
    grant = ProgramGrant.objects.open().filter(device_hash=tokens.hashed(device_code)).first()
    if grant is None:
        raise ExpiredToken
    if grant.refused_at:
        raise AccessDenied
    if grant.allowed_at is None:
        raise AuthorizationPending
    return grant


def spend(grant: ProgramGrant) -> None:
    """Use it up, in one statement: of many at once one gets through."""
    now = timezone.now()
    if not ProgramGrant.objects.allowed().filter(pk=grant.pk).update(spent_at=now):
        raise ExpiredToken


# --- tokens


def issue(
    person: User, *, public_id: str, program: str, device_name: str, scopes: list[str] | None = None
) -> Issued:
    """A token of a person who is locked; the least used ones go when there are too many.

    `public_id` is that of the answer: whoever takes the answer back a moment too late ends what came of it.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    token = ProgramToken.objects.create(
        public_id=public_id,
        person=person,
        token_hash=tokens.hashed(text),
        program=program,
        device_name=device_name,
        scopes=scopes or licenses_only(),
    )
    others = ProgramToken.objects.alive().filter(person=person).exclude(pk=token.pk)
    end(others.order_by("-last_used_at", "-pk")[MOST_PROGRAMS - 1 :], actor=None)
    return Issued(token, text)


def bearer(text: str) -> ProgramToken | None:
    """The living token of a living person behind what a program showed; its use is noted at most once an hour."""
    alive = ProgramToken.objects.alive().select_related("person")
    found = alive.filter(token_hash=tokens.hashed(text), person__in=User.objects.living()).first()
    if found:
        now = timezone.now()
        unseen = ProgramToken.objects.filter(pk=found.pk, last_used_at__lte=now - SEEN_EVERY)
        unseen.update(last_used_at=now)
    return found


def end(ended: Iterable[ProgramToken], *, actor: User | None) -> int:
    """End these tokens now, each once and with its line in the history; how many there were."""
    now, count = timezone.now(), 0
    for token in ended:
        alive = ProgramToken.objects.filter(pk=token.pk, ended_at=None)
        if alive.update(ended_at=now, ended_by=actor):
            _tell_end(token, token.person, actor)
            count += 1
    return count


def take_back(given: Iterable[ProgramGrant], *, person: User, actor: User | None) -> int:
    """What a person allowed and no program has fetched yet is void; how many there were."""
    now, count = timezone.now(), 0
    for grant in given:
        if ProgramGrant.objects.allowed().filter(pk=grant.pk).update(expires_at=now):
            _tell_end(grant, person, actor)
            count += 1
    return count


@transaction.atomic
def end_all(person: User) -> None:
    """No program acts for them from now on (settings.SIGN_OUTS). Call under the lock of the account."""
    end(ProgramToken.objects.alive().filter(person=person).select_related("person"), actor=None)
    given = ProgramGrant.objects.allowed().filter(allowed_by=person)
    take_back(given, person=person, actor=None)


def _tell_end(ended: ProgramToken | ProgramGrant, person: User, actor: User | None) -> None:
    told = {"program": ended.program, "device": ended.device_name}
    record(Kind.PROGRAM_SIGNED_OUT, actor=actor, person=person, private=told)


def void_all() -> int:
    """After a restore: a token that was ended since must not come back to life; how many there were."""
    now = timezone.now()
    ProgramGrant.objects.open().update(expires_at=now)
    return ProgramToken.objects.alive().update(ended_at=now)
