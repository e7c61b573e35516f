"""Tries to learn whether a license number exists, and to guess an activation code, are counted before the answer."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core.provenance import network_of
from klucznik.licensing.models import License
from klucznik.licensing.numbers import LONGEST, normalized, number_key
from klucznik.limits.counting import consume, forgive


def count_number(actor: User, address: str) -> None:
    """Count showing a license number. Raises TooManyTries."""
    consume(license__number__account=actor.pk, license__number__address=network_of(address))


def forgive_number(actor: User, address: str) -> None:
    """A number that registered a license was not guessed."""
    forgive("license.number.account", actor.pk)
    forgive("license.number.address", network_of(address))


def count_code(number: str, address: str) -> None:
    """Count showing an activation code, for a number that exists and for one that does not. Raises TooManyTries."""
    consume(license__code__license=_subject(number), license__code__address=network_of(address))


def forgive_code(number: str, address: str) -> None:
    """A code that fitted was not guessed."""
    forgive("license.code.license", _subject(number))
    forgive("license.code.address", network_of(address))


def count_code_mail(license: License) -> None:
    """Count a message with the activation code. Raises TooManyTries."""
    consume(mail__code__license=license.pk)


def count_file(actor: User) -> None:
    """Count fetching a license file. Raises TooManyTries."""
    consume(license__file__account=actor.pk)


def count_transfer(company: Company) -> None:
    """Count an offer of a license, which also tells whether a company is in the portal. Raises TooManyTries."""
    consume(transfer__company=company.pk)


def _subject(number: str) -> str:
    return number_key(normalized(number)[: LONGEST * 2])
