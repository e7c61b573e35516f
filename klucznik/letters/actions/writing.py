"""Write a letter: what it asks for is checked as far as that tells nobody anything, then it is a case in draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.models import Declaration, Kind
from klucznik.letters.errors import NothingToRest, OwnAddress, SameCompany, TooLateForPeriod
from klucznik.letters.seats import DAY, in_use, is_too_late, last_day, next_period, whole_of
from klucznik.licensing.models import License


@transaction.atomic
def ask_for_sign_in_address(
    actor: User, company: Company, *, email: str, **letter: Any
) -> Declaration:
    """The old account is to sign in with the actor's address. Any other address is taken as it is typed."""
    return _about_an_account(actor, company, Kind.SIGN_IN_ADDRESS, email, letter)


@transaction.atomic
def ask_for_merge(actor: User, company: Company, *, email: str, **letter: Any) -> Declaration:
    """The place of the old account in this company is to pass to the actor."""
    return _about_an_account(actor, company, Kind.ACCOUNT_MERGE, email, letter)


def _about_an_account(
    actor: User, company: Company, kind: Kind, email: str, letter: dict[str, Any]
) -> Declaration:
    if email.lower() == actor.email.lower():
        raise OwnAddress
    about = {"email": email.lower()}
    return prepare_declaration(actor, company, kind=kind, about=about, **letter)


@transaction.atomic
def announce_death(
    actor: User, company: Company, *, owner: str, capacity: str, paper: str, **letter: Any
) -> Declaration:
    """Somebody carries on the business of its dead owner and asks for the global role."""
    about = {"owner": owner, "capacity": capacity, "paper": paper}
    return prepare_declaration(actor, company, kind=Kind.OWNER_DEATH, about=about, **letter)


@transaction.atomic
def ask_for_transfer(
    actor: User, company: Company, *, side: str, number: str, tax_id: TaxId, **letter: Any
) -> Declaration:
    """A license is to pass from or to the actor's company. Whether it exists there is for reviewers to see."""
    if tax_id == company.tax_id:
        raise SameCompany
    other = "receiver" if side == "giver" else "giver"
    about = {
        "number": number,
        side: str(company.tax_id),
        f"{side}_name": company.name,
        other: str(tax_id),
    }
    return prepare_declaration(actor, company, kind=Kind.LICENSE_TRANSFER, about=about, **letter)


@transaction.atomic
def ask_for_seats(
    actor: User, company: Company, *, license: License, target: int, **letter: Any
) -> Declaration:
    """From the next period on `target` seats are to be in use: fewer than now put some to rest, more take them up."""
    whole, now = whole_of(license), in_use(license)
    if not 1 <= target <= whole or target == now:
        raise NothingToRest(least=1, most=whole)
    if is_too_late(license):
        raise TooLateForPeriod(last=date_long(last_day(license)))
    about = {
        "license": license.public_id,
        "number": license.number_masked,
        "product": license.product.name,
        "target": target,
        "whole": whole,
        # Where nothing ends, the day is that on which the letter is carried out.
        "from_day": next_period(license).strftime(DAY) if last_day(license) else "",
    }
    kind = Kind.SEATS_REST if target < now else Kind.SEATS_RESUME
    return prepare_declaration(actor, company, kind=kind, about=about, **letter)
