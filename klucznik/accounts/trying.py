"""Tries of passwords: counted per account and address; a browser that was used before keeps a counter of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django.db import transaction

from klucznik.accounts.devices import accounts_of, device_of
from klucznik.accounts.models import User
from klucznik.core import provenance
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.limits.counting import consume, forgive, is_used_up


class Request(Protocol):
    """As much of a request as is needed here."""

    @property
    def COOKIES(self) -> Mapping[str, str]: ...  # noqa: N802 (Django's name)


def count_try(request: Request, email: str) -> None:
    """Count one try at this account. A stranger who uses up the limits does not stop the owner's known browsers."""
    if known := _known_device(request, email):
        consume(sign_in__device=known)
        return
    address = _network()
    consume(
        sign_in__account=_account(email),
        sign_in__account_address=(_account(email), address),
        sign_in__address=address,
    )


def forgive_tries(request: Request, user: User) -> None:
    """A right password forgives the tries at this account from this place, and nothing else."""
    forgive("sign_in.account_address", (_account(user.email), _network()))
    if known := _known_device(request, user.email):
        forgive("sign_in.device", known)


def note_refusal(request: Request, email: str) -> None:
    """Once the tries from one place are used up, history says so; for unknown addresses too, which takes as long."""
    if not is_used_up("sign_in.account_address", (_account(email), _network())):
        return
    user = User.objects.living().filter(email=_account(email)).first()
    with transaction.atomic():
        record(Kind.ACCOUNT_SIGN_IN_REFUSED, actor=None, person=user)


def _account(email: str) -> str:
    return email.strip().lower()


def _network() -> str:
    return provenance.network_of(provenance.current().address)


def _known_device(request: Request, email: str) -> str | None:
    """The counter of a browser that this account was used in before."""
    public_ids = accounts_of(request.COOKIES)
    if not public_ids:
        return None
    user = User.objects.filter(email=_account(email), public_id__in=public_ids).first()
    device = device_of(request.COOKIES, user) if user else None
    return f"{user.pk}:{device.pk}" if user and device else None


def count_sign_up() -> None:
    """One place may begin only so many accounts an hour."""
    consume(sign_up__address=_network())


def count_passkey() -> None:
    """A signature cannot be guessed, so only the work is limited; no stranger keeps an owner out this way."""
    consume(passkey__address=_network())


def count_letter() -> None:
    """One place may ask for only so many messages an hour, to whomever."""
    consume(mail__reset__address=_network())


def count_new_address(user: User, email: str) -> None:
    """An account may try only so many addresses a day, and no mailbox gets more of this than that."""
    consume(address__account=user.pk, mail__address__email=email)
