"""Write a letter: from what the portal knows and what the person adds, as a case in draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.core import clock, vault
from klucznik.core.models import new_public_id
from klucznik.core.vendor import vendor
from klucznik.declarations.documents import DeclarationContent, Signatory, content_hash
from klucznik.declarations.errors import CaseAlreadyOpen
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.papers import case_url, stored
from klucznik.declarations.steps import note
from klucznik.events.kinds import Kind

DRAFT_DAYS = timedelta(days=30)


@transaction.atomic
def prepare_declaration(
    actor: User,
    company: Company,
    *,
    signatories: list[Signatory],
    reason: str,
    kind: LetterKind = LetterKind.GLOBAL_ADMINISTRATOR,
    language: str = "pl",
    place: str = "",
    about: dict[str, Any] | None = None,
) -> Declaration:
    """Open a case with the letter to sign; a person has one open case of a kind in a company."""
    company = lock_company(company)
    letter_of(kind).check_opening(company, actor)
    case = open_case(actor, company, kind=kind, language=language)
    case.about = about or {}
    content = _content(case, signatories=tuple(signatories), reason=reason, place=place)
    case.content, case.text_hash = stored(content), content_hash(content)
    case.due_at = clock.now() + DRAFT_DAYS
    case.save(update_fields=["about", "content", "text_hash", "due_at"])
    note(case, Kind.DECLARATION_PREPARED, actor=actor)
    return case


def open_case(actor: User, company: Company, *, kind: LetterKind, language: str) -> Declaration:
    """A new case with its number and the key of its files; the company is locked by the caller."""
    if Declaration.objects.open().filter(company=company, claimant=actor, kind=kind).exists():
        raise CaseAlreadyOpen
    public_id = new_public_id()
    case = Declaration.objects.create(
        public_id=public_id,
        kind=kind,
        number=public_id,  # until the row has its key
        company=company,
        claimant=actor,
        state=State.DRAFT,
        language=language,
        login=actor.email,
        wrapped_key=vault.wrap(vault.new_key(), context=public_id),
    )
    case.number = f"{letter_of(kind).prefix}/{clock.today().year}/{case.pk:06d}"
    case.save(update_fields=["number"])
    return case


def _content(
    case: Declaration, *, signatories: tuple[Signatory, ...], reason: str, place: str
) -> DeclarationContent:
    """The letter's facts, the company's exactly as they are registered."""
    company, claimant = case.company, case.claimant
    return DeclarationContent(
        number=case.number,
        url=case_url(case),
        language=case.language,
        vendor_name=vendor().name,
        vendor_address=vendor().postal_address,
        company_name=company.name,
        company_tax_id=company.tax_id_display,
        company_address=company.address,
        customer_no=company.customer_no or "",
        login=claimant.email,
        person_name=claimant.display_name,
        signatories=signatories,
        reason=reason,
        place=place,
        prepared_on=clock.today(),
        kind="" if case.kind == LetterKind.GLOBAL_ADMINISTRATOR else case.kind,
        details=tuple(letter_of(case.kind).details(case)),
    )
