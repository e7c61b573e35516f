"""The waiting period: who is told, when it begins, and what is said while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.measures import is_suspended
from klucznik.core import clock, tokens, vault
from klucznik.core.models import new_public_id
from klucznik.declarations.letters import Addressee, letter_of
from klucznik.declarations.models import (
    CoSignatory,
    Declaration,
    Notified,
    State,
)
from klucznik.declarations.registers import registered_email
from klucznik.declarations.steps import move, note, take
from klucznik.declarations.turns import another_case_runs
from klucznik.declarations.voices import CO_SIGNATORY, CONTEXT, FINGERPRINT, objection_secret
from klucznik.declarations.waiting import end_of_waiting, waiting_may_begin
from klucznik.events.kinds import Kind

# Standings that only ask staff to look; an address in one of them may come to weigh more.
LOW = frozenset({Notified.Standing.CONTACT, Notified.Standing.OFFICE})
# How often it is looked whether an account is still too young.
ACCOUNT_GROWS = timedelta(hours=1)


def refresh_notified(case: Declaration) -> None:
    """Whoever is affected now is told from now on; nobody is ever taken off the list.

    The portal decides who stands where: an address that is known already rises only by what the portal itself knows.
    """
    claimant = Addressee(
        case.login, Notified.Standing.CLAIMANT, case.claimant.language, case.claimant
    )
    affected = letter_of(case.kind).addressees(case)
    for one in [claimant, *affected, *_from_register(case), *_representatives(case)]:
        give_voice(case, one)


def give_voice(case: Declaration, one: Addressee) -> Notified:
    """Whoever is written to about a case may object; of two standings of one address the weightier stays."""
    fingerprint = vault.fingerprint(one.email.lower(), FINGERPRINT)
    known = Notified.objects.filter(declaration=case, email_fingerprint=fingerprint).first()
    if known is None:
        return _add(case, one, fingerprint)
    if known.standing in LOW and one.standing not in LOW and one.is_sure:
        known.standing, known.user = one.standing, one.user
        known.save(update_fields=["standing", "user"])
    return known


def _from_register(case: Declaration) -> Iterator[Addressee]:
    """The company's own address in the official register, from the beginning of the waiting period."""
    if case.notice_started_at and (email := registered_email(case)):
        yield Addressee(email, Notified.Standing.REGISTER)


def _representatives(case: Declaration) -> Iterator[Addressee]:
    """Who was asked to sign with others and did, or refused. Their addresses come from the claimant.

    So only a signature raises an address that is told already.
    """
    for one in CoSignatory.objects.filter(declaration=case).exclude(sealed_email="").order_by("id"):
        if one.signed_at or one.refused_at:
            email = vault.unseal_text(one.sealed_email, context=CO_SIGNATORY)
            standing = Notified.Standing.REPRESENTATIVE
            yield Addressee(email, standing, one.language, is_sure=one.signed_at is not None)


def _add(case: Declaration, one: Addressee, fingerprint: str) -> Notified:
    public_id, nonce = new_public_id(), tokens.new_nonce()
    return Notified.objects.create(
        public_id=public_id,
        nonce=nonce,
        secret_hash=tokens.hashed(objection_secret(public_id, nonce)),
        declaration=case,
        standing=one.standing,
        user=one.user,
        sealed_email=vault.seal_text(one.email, context=CONTEXT),
        email_fingerprint=fingerprint,
        language=one.language,
    )


def start_notice(case: Declaration, *, actor: User | None = None) -> Declaration:
    """Begin the waiting period of a case taken by the caller; it waits when another case runs or it is frozen.

    Raises TooLittleEvidence; where only the youth of an account is in the way, it waits for that to pass.
    """
    now = clock.now()
    if case.is_frozen or is_suspended(case.company) or another_case_runs(case):
        case.due_at = now  # approved; the clock tries again
        case.save(update_fields=["due_at"])
        return case
    if not waiting_may_begin(case):
        case.due_at = now + ACCOUNT_GROWS
        case.save(update_fields=["due_at"])
        return case
    case.notice_started_at = now
    refresh_notified(case)
    ends_at = end_of_waiting(case, now)
    return move(
        case,
        State.NOTICE,
        actor=actor,
        kind=Kind.DECLARATION_NOTICE_STARTED,
        due_at=ends_at,
        changes={"notice_started_at": now, "notice_ends_at": ends_at, "reminders": []},
    )


@transaction.atomic
def remind(declaration: Declaration, *, name: str, kind: Kind) -> Declaration:
    """Say once more what is waited for, to everybody whom it concerns; each reminder once."""
    case = take(declaration)
    if name not in case.reminders:
        refresh_notified(case)
        case.reminders = [*case.reminders, name]
        case.save(update_fields=["reminders"])
        note(case, kind, actor=None, reminder=name)
    return case
