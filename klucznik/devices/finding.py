"""Find the license that a program means: by its id, by its number, by number and activation code."""

from __future__ import annotations

import hmac

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Membership, Role
from klucznik.devices.errors import NoRole, SignInNeeded
from klucznik.licensing.errors import NoSuchLicense, WrongActivationCode
from klucznik.licensing.models import License
from klucznik.licensing.numbers import activation_code, normalized, number_key


def for_person(actor: User, *, product: str, number: str = "", license: str = "") -> License:
    """A license of a company in which the person has a role. Raises NoSuchLicense and NoRole."""
    rows = License.objects.filter(product__code=product).select_related("company", "product__line")
    wanted = {"public_id": license} if license else {"number_key": number_key(number)}
    found = rows.filter(**wanted).first()
    place = membership_in(actor, found)
    if found is None or place is None:
        raise NoSuchLicense
    if place.role == Role.ASSOCIATED and not found.product.rules.number_activates:
        raise NoRole
    return found


def by_code(number: str, code: str, *, product: str) -> License:
    """One refusal for a number that does not exist and for a code that does not fit. Raises WrongActivationCode."""
    found = _by_number(number, product)
    nonce = found.code_nonce if found else ""
    right = activation_code(found.public_id if found else "", nonce or "none")
    typed = normalized(code).encode("utf-8", "replace")
    fits = hmac.compare_digest(typed, normalized(right).encode())
    if found is None or not nonce or not fits:
        raise WrongActivationCode
    return found


def by_number_alone(number: str, *, product: str) -> License:
    """Only where the product allows it; whether the number exists is not said elsewhere.

    Raises SignInNeeded and NoSuchLicense.
    """
    known = Product.objects.filter(code=product).first()
    if known is None or not known.rules.number_activates:
        raise SignInNeeded
    found = _by_number(number, product)
    if found is None:
        raise NoSuchLicense
    return found


def membership_in(actor: User, license: License | None) -> Membership | None:
    """One look-up, whether there is such a license or not."""
    company = license.company_id if license else 0
    found = Membership.objects.active().filter(company=company, user=actor).first()
    if found is not None and license is not None:
        found.company, found.user = license.company, actor
    return found


def _by_number(number: str, product: str) -> License | None:
    rows = License.objects.select_related("company", "product__line")
    return rows.filter(number_key=number_key(number), product__code=product).first()
