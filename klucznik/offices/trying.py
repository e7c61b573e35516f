"""What is counted before it is done: messages to clients' mailboxes, and tries to have an invitation sent again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.core.provenance import network_of
from klucznik.limits.counting import consume, take_back
from klucznik.limits.errors import TooManyTries
from klucznik.offices.errors.sharing import TooManyShareMessages, TooManyToThisAddress
from klucznik.offices.models import Share


def counted(action: Callable[..., Share], office: Company, *, to: str = "") -> Callable[..., Share]:
    """The action that sends an invitation (to `to`, else to its `email`), counted before it.

    Call it outside a transaction. A refusal sends nothing, so it uses up nothing of a day's messages.
    """

    def counting(*who: Any, **given: Any) -> Share:
        email = to or given["email"]
        count_share_message(office, email)
        try:
            return action(*who, **given)
        except DomainError:
            take_back(share__mail__email=email.lower(), share__mail__office=office.pk)
            raise

    return counting


def count_share_message(office: Company, email: str) -> None:
    """Count one invitation against its address and the office. Call it outside a transaction."""
    try:
        consume(share__mail__email=email.lower())
    except TooManyTries as refusal:
        raise TooManyToThisAddress(hours=_hours(refusal)) from refusal
    try:
        consume(share__mail__office=office.pk)
    except TooManyTries as refusal:
        take_back(share__mail__email=email.lower())
        raise TooManyShareMessages(hours=_hours(refusal)) from refusal


def count_finding(address: str) -> None:
    """Count showing two numbers, from one address. Raises TooManyTries."""
    consume(share__find__address=network_of(address))


def may_answer(tax_id: TaxId, key: str) -> bool:
    """Whether this pair of numbers is answered once more today; whether it exists makes no difference."""
    try:
        consume(share__find__pair=f"{tax_id}/{key}")
    except TooManyTries:
        return False
    return True


def count_numbers(actor: User, address: str, numbers: int) -> None:
    """Count so many license numbers that a program shows. Raises TooManyTries."""
    for _number in range(numbers):
        consume(license__number__account=actor.pk, license__number__address=network_of(address))


def take_back_numbers(actor: User, address: str, numbers: int) -> None:
    """So many of them were of the caller's own companies: those were no guesses, the others stay counted."""
    for _number in range(numbers):
        take_back(license__number__account=actor.pk, license__number__address=network_of(address))


def _hours(refusal: TooManyTries) -> int:
    return max(1, -(-int(refusal.facts["minutes"]) // 60))
