"""Applications in the browser: activated by accepting their terms; and the trial of any product."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.catalog.rules import Way
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing import registrations, terms
from klucznik.licensing.actions.issuing import add_first_period, new_license
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.actions.registering import write_registration
from klucznik.licensing.errors import NoTrial, TrialTaken
from klucznik.licensing.life import Act
from klucznik.licensing.models import License, Registration


@transaction.atomic
def accept_app_terms(actor: User, license: License, *, version: str) -> License:
    """Accept the terms of an application in the version that was read: it is registered and can be opened."""
    license = lock_license(license)
    registrations.require_unregistered(license)
    registrations.require_way(license, Way.TERMS)
    said = terms.accepted(license.product, version)
    registration = Registration(license=license, way=Way.TERMS, asked_by=actor, statements=said)
    _record(Kind.LICENSE_TERMS_ACCEPTED, actor, license, version=version)
    return write_registration(actor, registration).license


@transaction.atomic
def start_trial(actor: User, company: Company, *, product: Product, version: str = "") -> License:
    """Try a product that the company never had, once; an application is tried under its terms, accepted first."""
    company = lock_company(company)
    rules = product.rules
    if not rules.trial_days or product.retired_at:
        raise NoTrial
    if License.objects.filter(company=company, product=product).exists():
        raise TrialTaken
    by_terms = Way.TERMS in rules.ways
    said = terms.accepted(product, version) if by_terms else {}
    license = _begun(company, product)
    add_first_period(license, actor, reference="", by_staff=False)
    if by_terms:
        Registration.objects.create(
            license=license,
            way=Way.TERMS,
            asked_by=actor,
            accepted_at=license.registered_at,
            statements=said,
        )
    _record(Kind.LICENSE_TRIAL_STARTED, actor, license, last=str(license.valid_to))
    return license


def _begun(company: Company, product: Product) -> License:
    """A registered license until the last day of the trial; the constraint allows one, whoever was first."""
    today = clock.today()
    try:
        with transaction.atomic():
            license = new_license(
                company,
                product=product,
                amount=max(1, product.rules.trial_amount),
                valid_from=today,
                valid_to=today + timedelta(days=product.rules.trial_days - 1),
                variant=License.Variant.TRIAL,
                status=License.Status.UNREGISTERED,
            )
    except IntegrityError as taken:
        raise TrialTaken from taken
    license.registered_at = clock.now()
    return lead(license, Act.REGISTER, "registered_at")


def _record(kind: Kind, actor: User, license: License, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        company=license.company,
        subject=license,
        product=license.product.name,
        **facts,
    )
