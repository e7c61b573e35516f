"""What can go wrong, each with a code for programs and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klucznik_client.things import Device, text


class KlucznikError(Exception):
    """The root of everything that this package raises on purpose."""


class InvalidToken(KlucznikError):
    """A license file or signed answer that must not be believed.

    `code` is one of malformed, wrong_purpose, unknown_key, revoked_key, bad_signature, bad_payload;
    for a genuine file that does not belong here other_device, other_product or older_file.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Unreachable(KlucznikError):
    """The portal cannot be reached, or something answered that is not the portal."""


class SignInOver(KlucznikError):
    """The sign-in that was begun will not succeed: access_denied or expired_token."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Refused(KlucznikError):
    """The portal understood and said no."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        status: int,
        field: str = "",
        retry_after: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.status = status
        self.field = field
        self.retry_after = retry_after  # seconds, where the portal names them
        self.details: Mapping[str, Any] = details or {}


class NotSignedIn(Refused):
    """This needs a person: begin a sign-in."""


class NoFreeSeat(Refused):
    """Every seat is taken; `devices` are those that this person may free."""

    @property
    def devices(self) -> tuple[Device, ...]:
        return Device.all_of(self.details.get("devices"))


class AccountMismatch(Refused):
    """The person who is signed in has none of these licenses: another account has to be connected."""

    @property
    def account(self) -> str:
        """Which account is connected, by its address."""
        return text(self.details, "account")


class MaybeSameDevice(Refused):
    """This computer resembles one that has a seat; a person says whether it is the same."""

    @property
    def candidates(self) -> tuple[Device, ...]:
        return Device.all_of(self.details.get("devices"))
