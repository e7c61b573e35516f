"""Find the license that a program means; whoever may not know of it learns nothing."""

from __future__ import annotations

import hmac

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.licensing.errors import NoSuchLicense, WrongActivationCode
from klucznik.licensing.models import License, LicenseQuerySet
from klucznik.licensing.numbers import LONGEST, activation_code, normalized, number_key


def license_with_number(company: Company, number: str, program: str) -> License:
    """The company's license with this number, for this program; one refusal for every other case."""
    found = License.objects.told().filter(company=company, number_key=_key(number)).first()
    if found is None or not fits(found, program):
        raise NoSuchLicense
    found.company = company
    return found


def fits(license: License, program: str) -> bool:
    """Whether the license is one of this program. A package is for several programs, and so is an unknown name."""
    if not program or program == license.product.code:
        return True
    asked = Product.objects.filter(code=program).first()
    if asked is None:
        return True
    is_package = license.product.kind == Product.Kind.PACKAGE
    return is_package and asked.line_id == license.product.line_id


def license_with_code(number: str, code: str) -> License:
    """The license that number and activation code belong to together; one refusal for every other case."""
    found = License.objects.told().select_related("company").filter(number_key=_key(number)).first()
    # The same work is done for a number that does not exist.
    right = activation_code(found.public_id if found else "", found.code_nonce if found else "none")
    same = hmac.compare_digest(normalized(right).encode(), normalized(code).encode())
    if found is None or not found.code_nonce or not same:
        raise WrongActivationCode
    return found


def licenses_seen_by(user: User) -> LicenseQuerySet:
    """The licenses of all companies of this person."""
    places = Membership.objects.active().filter(user=user)
    seen = License.objects.told().select_related("company")
    return seen.filter(company__in=places.values("company"))


def _key(number: str) -> str:
    return number_key(normalized(number)[: LONGEST * 2])
