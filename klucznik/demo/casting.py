"""Bring the cast on stage: accounts made the way everybody makes theirs."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from klucznik.accounts.actions.signing_up import activate_account, sign_up
from klucznik.accounts.backup_codes import new_codes
from klucznik.accounts.models import User
from klucznik.backoffice.actions.people import add_staff
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.vendor import vendor
from klucznik.demo.customers import NUMBERS
from klucznik.demo.people import CAST, PASSWORD

LANGUAGE = "pl"


def person(key: str) -> User:
    """Somebody of the cast who is on stage already."""
    return User.objects.get(email=CAST[key].email)


def company(key: str) -> Company:
    return Company.objects.get(customer_no=NUMBERS[key])


def engage(*keys: str) -> None:
    """Create accounts and confirm their addresses; staff get their role, and some a second step."""
    for key in keys:
        one = CAST[key]
        sign_up(
            None,
            email=one.email,
            password=PASSWORD,
            first_name=one.first_name,
            last_name=one.last_name,
            language=LANGUAGE,
            browser=key,
            accepted=[vendor().document(kind, LANGUAGE) for kind in ("terms", "privacy")],
        )
        activate_account(None, person(key).activation, browser=key)
        if one.factor:
            give_factor(person(key))
        if one.staff:
            add_staff(None, email=one.email, role=one.staff)


def give_factor(user: User) -> None:
    """Two-step verification since now on the demonstration's clock: rights may be given with it after three days."""
    TOTP.activate(user, generate_totp_secret())
    new_codes(user)
    Authenticator.objects.filter(user=user).update(created_at=clock.now())
