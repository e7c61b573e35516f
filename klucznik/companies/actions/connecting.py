"""How a company comes to a person's account: found one that nobody knows, connect one that is there."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from klucznik.accounts.departures import hold_account
from klucznik.accounts.models import User
from klucznik.companies.actions.closing import open_anew
from klucznik.companies.errors import (
    AlreadyMember,
    CompanyAlreadyThere,
    CompanyClosed,
    NumberDoesNotFit,
    NumberOfInvitation,
    PlaceJustEnded,
    StatementNotAccepted,
)
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, ConnectionTry, Membership, Role
from klucznik.companies.proofs import invited_number, ownership_proof
from klucznik.companies.tax_ids import TaxId
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def found_company(actor: User, *, tax_id: TaxId, statement: bool, **data: str) -> Company:
    """Open a company that nobody knows; its founder administers, unproven, what they themselves enter.

    The moment the vendor comes to know the tax ID, everybody unproven falls back to associated (knowing.py).
    """
    if not statement:
        raise StatementNotAccepted
    company = new_company(tax_id, data)
    hold_account(actor)
    Membership.objects.create(
        company=company,
        user=actor,
        role=Role.GLOBAL_ADMINISTRATOR,
        joined=Membership.Joined.FOUNDED,
    )
    record(Kind.COMPANY_FOUNDED, actor=actor, company=company, tax_id=str(tax_id))
    return company


def new_company(tax_id: TaxId, data: dict[str, str]) -> Company:
    """A row of its own for a tax ID that nobody has, or the one of a company that was closed."""
    if closed := Company.objects.with_tax_id(tax_id).exclude(closed_at=None).first():
        return open_anew(closed, data)
    try:
        with transaction.atomic():
            return Company.objects.create(country=tax_id.country, tax_number=tax_id.number, **data)
    except IntegrityError as taken:
        raise CompanyAlreadyThere from taken


@transaction.atomic
def connect_company(
    actor: User, company: Company, *, statement: bool, license_number: str = ""
) -> Membership:
    """Associate a person with a company that is already there: they see its products and hold no right.

    Tax ID and license number stand on every invoice: they identify, they prove nothing. Count the try first.
    """
    if not statement:
        raise StatementNotAccepted
    _check_number(company, license_number)
    company = lock_company(company)
    hold_account(actor)
    if company.closed_at:
        raise CompanyClosed
    if Membership.objects.active().filter(company=company, user=actor).exists():
        raise AlreadyMember
    if Membership.objects.overdue().filter(company=company, user=actor).exists():
        raise PlaceJustEnded
    membership = Membership.objects.create(
        company=company,
        user=actor,
        role=settings.CONNECTING_ROLE,
        joined=Membership.Joined.CONNECTED,
    )
    ConnectionTry.objects.filter(company=company, user=actor).delete()
    record(Kind.COMPANY_ASSOCIATED, actor=actor, company=company, subject=membership)
    return membership


def _check_number(company: Company, shown: str) -> None:
    """A number of the company's own licenses; that of an invitation leads there, and connects nobody."""
    proof = ownership_proof()
    if not proof.is_needed(company) or proof.fits(company, shown):
        return
    raise NumberOfInvitation if invited_number().fits(company.tax_id, shown) else NumberDoesNotFit
