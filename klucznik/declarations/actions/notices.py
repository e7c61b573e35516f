"""The waiting period: who is told, when it begins, and what is said while it runs."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock, tokens, vault
from klucznik.core.models import new_public_id
from klucznik.declarations.letters import Addressee, letter_of
from klucznik.declarations.models import EFFECTIVE, Declaration, Notified, State
from klucznik.declarations.steps import move, note, take
from klucznik.declarations.voices import CONTEXT, FINGERPRINT, objection_secret
from klucznik.declarations.waiting import end_of_waiting
from klucznik.events.kinds import Kind


def refresh_notified(case: Declaration) -> None:
    """Whoever is affected now is told from now on; nobody is ever taken off the list."""
    claimant = Addressee(
        case.login, Notified.Standing.CLAIMANT, case.claimant.language, case.claimant
    )
    for one in [claimant, *letter_of(case.kind).addressees(case)]:
        fingerprint = vault.fingerprint(one.email.lower(), FINGERPRINT)
        known = Notified.objects.filter(declaration=case, email_fingerprint=fingerprint).first()
        if known is None:
            _add(case, one, fingerprint)
        elif known.standing == Notified.Standing.CONTACT and one.standing != known.standing:
            known.standing, known.user = one.standing, one.user
            known.save(update_fields=["standing", "user"])


def _add(case: Declaration, one: Addressee, fingerprint: str) -> None:
    public_id, nonce = new_public_id(), tokens.new_nonce()
    Notified.objects.create(
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


def another_case_runs(case: Declaration) -> bool:
    """Whether another case of the company is in its waiting period, ready or on probation."""
    others = Declaration.objects.filter(company=case.company_id, state__in=EFFECTIVE)
    return others.exclude(pk=case.pk).exists()


def start_notice(case: Declaration, *, actor: User | None = None) -> Declaration:
    """Begin the waiting period of a case taken by the caller; it waits when another case runs or it is frozen."""
    now = clock.now()
    if case.is_frozen or another_case_runs(case):
        case.due_at = now  # approved; the clock tries again
        case.save(update_fields=["due_at"])
        return case
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
