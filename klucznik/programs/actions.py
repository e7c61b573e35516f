"""A program asks, a person answers, the program fetches its token, somebody ends it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.departures import hold_account
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.programs import grants
from klucznik.programs.errors import ExpiredToken, QuestionOver
from klucznik.programs.grants import Asked, Issued
from klucznik.programs.models import IDLE, LONGEST, ProgramGrant, ProgramToken

CODES_KEPT = timedelta(days=1)
TOKENS_KEPT = timedelta(days=30)


@transaction.atomic
def begin_sign_in(actor: None, *, program: str, device_name: str, version: str) -> Asked:
    """A program asks to act for whoever types the code that it will show."""
    return grants.ask(program=program, device_name=device_name, version=version)


@transaction.atomic
def allow_program(actor: User, grant: ProgramGrant) -> ProgramGrant:
    """Let the program act in one's name. The first answer counts."""
    hold_account(actor)
    waiting = ProgramGrant.objects.waiting().filter(pk=grant.pk)
    if not waiting.update(allowed_at=timezone.now(), allowed_by=actor):
        raise QuestionOver
    record(Kind.PROGRAM_ALLOWED, actor=actor, person=actor, private=_named(grant))
    return grant


@transaction.atomic
def refuse_program(actor: User, grant: ProgramGrant) -> ProgramGrant:
    """The program learns that the person said no."""
    hold_account(actor)
    waiting = ProgramGrant.objects.waiting().filter(pk=grant.pk)
    if not waiting.update(refused_at=timezone.now(), refused_by=actor):
        raise QuestionOver
    record(Kind.PROGRAM_REFUSED, actor=actor, person=actor, private=_named(grant))
    return grant


@transaction.atomic
def fetch_token(actor: None, *, device_code: str) -> Issued:
    """The program gets its token, once. Nobody who was signed out everywhere in between is acted for."""
    grant = grants.answered(device_code)
    living = User.objects.living().select_for_update(no_key=True)
    person = living.filter(pk=grant.allowed_by_id).first()
    if person is None:
        raise ExpiredToken
    grants.spend(grant)
    return grants.issue(
        person,
        public_id=grant.public_id,
        program=grant.program,
        device_name=grant.device_name,
    )


@transaction.atomic
def sign_out_program(actor: User, *, public_id: str) -> bool:
    """The program no longer acts for its person, or never gets its token; whether there was anything to end."""
    User.objects.select_for_update(no_key=True).get(
        pk=actor.pk
    )  # first of all locks, as in `end_all`
    alive = ProgramToken.objects.alive().filter(person=actor, public_id=public_id)
    given = ProgramGrant.objects.allowed().filter(allowed_by=actor, public_id=public_id)
    ended = grants.end(alive.select_related("person"), actor=actor)
    return bool(ended or grants.take_back(given, person=actor, actor=actor))


@transaction.atomic
def forget_what_is_over(actor: None) -> None:
    """Codes are kept a day after their end, tokens a month after theirs."""
    now = timezone.now()
    ProgramGrant.objects.filter(expires_at__lt=now - CODES_KEPT).delete()
    ProgramToken.objects.filter(ended_at__lt=now - TOKENS_KEPT).delete()
    ProgramToken.objects.filter(last_used_at__lt=now - IDLE - TOKENS_KEPT).delete()
    ProgramToken.objects.filter(created_at__lt=now - LONGEST - TOKENS_KEPT).delete()


def _named(grant: ProgramGrant) -> dict[str, str]:
    return {"program": grant.program, "device": grant.device_name}
