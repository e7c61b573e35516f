"""Joint representation: the claimant asks others who sign, and they sign or refuse behind a link of their own."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock, tokens, vault
from klucznik.core.models import new_public_id
from klucznik.declarations.actions.evidence import add_to_case, void_decisions
from klucznik.declarations.errors import (
    NotNow,
    SameFile,
    SignatoryAsked,
    SignatoryIsClaimant,
    SignatoryUnknown,
)
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.models import CoSignatory, Declaration
from klucznik.declarations.saying import names_of, signatory_secret
from klucznik.declarations.states import EDITABLE
from klucznik.declarations.steps import note, take
from klucznik.declarations.voices import CO_SIGNATORY
from klucznik.events.kinds import Kind


@transaction.atomic
def ask_signatory(actor: User, declaration: Declaration, *, name: str, email: str) -> CoSignatory:
    """Ask somebody whom the letter names to sign it, too; who refused is not asked again."""
    case = take(declaration, among=EDITABLE)
    if name not in names_of(case):
        raise SignatoryUnknown
    if email.lower() == case.login.lower():
        raise SignatoryIsClaimant
    if CoSignatory.objects.filter(declaration=case, name=name, revoked_at=None).exists():
        raise SignatoryAsked
    public_id, nonce = new_public_id(), tokens.new_nonce()
    asked = CoSignatory.objects.create(
        public_id=public_id,
        nonce=nonce,
        secret_hash=tokens.hashed(signatory_secret(public_id, nonce)),
        declaration=case,
        name=name,
        sealed_email=vault.seal_text(email, context=CO_SIGNATORY),
        language=case.language,
    )
    note(case, Kind.DECLARATION_SIGNATORY_ASKED, actor=actor, signatory=asked.pk)
    return asked


@transaction.atomic
def remind_signatory(actor: User, asked: CoSignatory) -> CoSignatory:
    """Write to a signatory once more; the link stays the same."""
    case, asked = _take(asked)
    note(case, Kind.DECLARATION_SIGNATORY_ASKED, actor=actor, signatory=asked.pk)
    return asked


@transaction.atomic
def revoke_signatory(actor: User, asked: CoSignatory) -> CoSignatory:
    """Take a question back, for example one that went to a wrong address; its link leads nowhere from now on."""
    case, asked = _take(asked)
    asked.revoked_at = clock.now()
    asked.save(update_fields=["revoked_at"])
    note(case, Kind.DECLARATION_SIGNATORY_REVOKED, actor=actor, signatory=asked.pk)
    return asked


@transaction.atomic
def sign_together(asked: CoSignatory, *, file: list[AcceptedFile]) -> CoSignatory:
    """Keep the file that a signatory signed, like one of the claimant: checked, and looked at anew by reviewers."""
    case, asked = _take(asked)
    kept = add_to_case(case, file, by=None)
    if not kept:
        raise SameFile
    asked.signed_at, asked.file = clock.now(), kept[0]
    asked.save(update_fields=["signed_at", "file"])
    note(case, Kind.DECLARATION_SIGNATORY_SIGNED, actor=None, signatory=asked.pk)
    return asked


@transaction.atomic
def refuse_to_sign(asked: CoSignatory) -> CoSignatory:
    """A signatory does not agree: the claimant and the reviewers learn it, and what was decided counts no more."""
    case, asked = _take(asked)
    asked.refused_at = clock.now()
    asked.save(update_fields=["refused_at"])
    void_decisions(case)
    note(case, Kind.DECLARATION_SIGNATORY_REFUSED, actor=None, signatory=asked.pk)
    return asked


def _take(asked: CoSignatory) -> tuple[Declaration, CoSignatory]:
    """Lock the case of an open question, then the question."""
    case = take(asked.declaration, among=EDITABLE)
    locked = CoSignatory.objects.select_for_update().get(pk=asked.pk)
    if locked.revoked_at or locked.refused_at:
        raise NotNow
    locked.declaration = case
    return case, locked
