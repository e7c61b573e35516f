"""A license comes into being: issued by the vendor's staff, bought in the portal, or by an order."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.errors import PeriodBackwards, TooMuchToIssue, UnknownEdition
from klucznik.licensing.models import License, Period
from klucznik.licensing.numbers import new_number, number_key

MOST = 1_000_000


@transaction.atomic
def issue_license(
    actor: User | None,
    company: Company,
    *,
    product: Product,
    amount: int,
    valid_from: date,
    valid_to: date | None = None,
    edition: str = "",
    variant: str = License.Variant.STANDARD,
    reference: str = "",
    by_staff: bool = False,
) -> License:
    """Give a company an unregistered license with a new number; from now on the vendor knows this company."""
    _check(product, amount, valid_from, valid_to, edition)
    company = lock_company(company)
    license = new_license(
        company,
        product=product,
        amount=amount,
        valid_from=valid_from,
        valid_to=valid_to,
        edition=edition,
        variant=License.Variant(variant),
        status=License.Status.UNREGISTERED,
    )
    add_first_period(license, actor, reference=reference, by_staff=by_staff)
    record(
        Kind.LICENSE_ISSUED,
        actor=actor,
        company=company,
        subject=license,
        by_staff=by_staff,
        product=product.name,
        amount=amount,
    )
    become_known([company.pk])
    return license


def new_license(company: Company, **fields: object) -> License:
    """The row of a license with a number of its own: 100 random bits are never drawn twice."""
    product, number = fields["product"], new_number()
    assert isinstance(product, Product)
    return License.objects.create(
        company=company,
        number=number,
        number_key=number_key(number),
        metric=product.metric,
        **fields,
    )


def add_first_period(
    license: License, actor: User | None, *, reference: str, by_staff: bool
) -> Period:
    """The days that the license was issued for, as the first of its periods."""
    return Period.objects.create(
        license=license,
        kind=Period.Kind.VALIDITY,
        starts_on=license.valid_from,
        ends_on=license.valid_to,
        source=Period.Source.STAFF if by_staff else Period.Source.PORTAL,
        reference=reference,
        added_by=actor,
    )


def _check(product: Product, amount: int, first: date, last: date | None, edition: str) -> None:
    if not 1 <= amount <= MOST:
        raise TooMuchToIssue(most=MOST)
    if last is not None and last < first:
        raise PeriodBackwards
    if edition and edition not in {one.code for one in product.editions}:
        raise UnknownEdition
