"""Which of the caller's companies a program means, by the license numbers with which its entity works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.companies.tax_ids import TaxId
from klucznik.licensing.errors import OnlyOwnEntity
from klucznik.licensing.models import License
from klucznik.licensing.numbers import LONGEST, normalized, number_key
from klucznik.offices.errors import NotAnOffice
from klucznik.offices.errors.programs import (
    AccountMismatch,
    OnlyTheClientsAccount,
    SeveralOffices,
)
from klucznik.offices.standing import is_office


@dataclass(frozen=True)
class Connected:
    """The licenses of these numbers: those of the caller's companies, and whether the entity's own company has one."""

    account: str
    companies: list[Company]
    own: list[License]
    bought_by: frozenset[TaxId]


def connected(user: User, numbers: Iterable[str]) -> Connected:
    """What the account in the program has to do with the licenses of the entity."""
    keys = [number_key(normalized(number)[: LONGEST * 2]) for number in numbers]
    found = License.objects.told().select_related("company").filter(number_key__in=keys)
    licenses = list(found.order_by("id"))
    places = Membership.objects.active().filter(user=user).select_related("company")
    companies = [place.company for place in places.order_by("company__name", "id")]
    mine = {company.pk for company in companies}
    return Connected(
        account=user.email,
        companies=companies,
        own=[one for one in licenses if one.company_id in mine],
        bought_by=frozenset(one.company.tax_id for one in licenses),
    )


def office_license(found: Connected, tax_id: TaxId, company: str) -> License:
    """The license of the office for whose client the entity is registered, or why it cannot be."""
    _require_some(found)
    offices = [one for one in found.own if is_office(one.company)]
    if tax_id in found.bought_by - {one.company.tax_id for one in offices}:
        raise OnlyTheClientsAccount
    if not offices:
        raise NotAnOffice
    wanted = [one for one in offices if company in ("", one.company.public_id)]
    if not wanted:
        raise _mismatch(found)
    if len({one.company_id for one in wanted}) > 1:
        raise SeveralOffices(companies=told([one.company for one in wanted]))
    return wanted[0]


def own_license(found: Connected, tax_id: TaxId) -> License:
    """The license on which the entity is its company's own one."""
    _require_some(found)
    license = next((one for one in found.own if one.company.tax_id == tax_id), None)
    if license is None:
        raise OnlyOwnEntity
    return license


def _require_some(found: Connected) -> None:
    if not found.own:
        raise _mismatch(found)


def _mismatch(found: Connected) -> AccountMismatch:
    return AccountMismatch(account=found.account, companies=told(found.companies))


def told(companies: Iterable[Company]) -> list[dict[str, str]]:
    """The caller's own companies, each once, as programs are told of them."""
    unique = {company.pk: company for company in companies}
    return [{"id": one.public_id, "name": one.name} for one in unique.values()]
