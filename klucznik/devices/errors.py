"""Why a device gets no place, or does not lose it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from klucznik.core.errors import DomainError


class SignInNeeded(DomainError):
    """The same whether the number exists or not."""

    code = "sign_in_needed"
    status = 401
    help = "program-sign-in"
    message = _("Sign in to activate the program, or give the activation code.")


class UnknownDevice(DomainError):
    code = "unknown_device"
    status = 401
    help = "new-computer"
    message = _("This device is not known. Activate the program on it again.")


class NoRole(DomainError):
    code = "no_role"
    status = 403
    help = "no-rights"
    message = _(
        "You are only associated with this company. Ask its administrator to make you a user; "
        "then you can activate its programs."
    )


class NotToBeFreedByYou(DomainError):
    code = "device_not_yours"
    status = 403
    help = "free-device"
    message = _(
        "You can free only devices that you activated. Ask an administrator of the company."
    )


class LicenseUnusable(DomainError):
    """The verdict in a sentence, as a check would tell it."""

    code = "license_unusable"
    help = "license-ends"
    message = "%(sentence)s"

    def told(self) -> dict[str, Any]:
        return {"verdict": self.facts["verdict"]}


class NoDevices(DomainError):
    code = "license_without_devices"
    message = _("Licenses of this product are not bound to devices.")


class NoFreeSeat(DomainError):
    """With the devices that this caller may free; strangers are told none."""

    code = "no_free_seat"
    help = "free-device"
    message = _(
        "All places of the license are taken: %(taken)s of %(size)s. Free the place of another device first."
    )

    def told(self) -> dict[str, Any]:
        return {"devices": self.facts.get("devices", [])}


class MaybeSameDevice(DomainError):
    """Whoever signed in says whether it is one of these machines."""

    code = "maybe_same_device"
    help = "new-computer"
    message = _("This may be a device that has a place already. Say which one, or that it is new.")

    def told(self) -> dict[str, Any]:
        return {"devices": self.facts.get("devices", [])}


class NotThatDevice(DomainError):
    code = "not_that_device"
    status = 422
    field = "same_as"
    message = _("This machine does not resemble that device, or you may not decide about it.")


class PlaceEnded(DomainError):
    code = "place_ended"
    help = "free-device"
    message = _("This device has no place in the license any more.")


class ReleaseTooSoon(DomainError):
    code = "release_too_soon"
    help = "free-device"
    message = _(
        "A place of this license was freed a short while ago. You can free the next one from %(moment)s; "
        "the vendor can do it sooner."
    )


class TooManyReleases(DomainError):
    code = "too_many_releases"
    help = "free-device"
    message = _(
        "%(most)s places of this license were freed in the last 30 days. You can free the next one from %(moment)s; "
        "the vendor can do it sooner."
    )


class OtherMachine(DomainError):
    code = "other_machine"
    field = "parts"
    help = "offline-computer"
    message = _("This is not the machine that was activated. Activate the program on it.")


class NoFiles(DomainError):
    code = "no_device_files"
    help = "offline-computer"
    message = _(
        "The vendor gives no license files for this program; it works only with the internet."
    )


class RequestUnreadable(DomainError):
    code = "request_unreadable"
    status = 422
    field = "request"
    help = "offline-computer"
    message = _(
        "This is not a request of the program. Copy it whole, or choose the file that the program saved."
    )


class OtherProgram(DomainError):
    code = "other_program"
    status = 422
    field = "request"
    help = "offline-computer"
    message = _("This request comes from another program: %(product)s.")


class TooBusy(DomainError):
    """A program that asks too often; honest ones never see it."""

    code = "too_many_requests"
    status = 429
    message = _("This program asks too often. It may ask again in %(seconds)s s.")

    @property
    def retry_after(self) -> int | None:
        return int(self.facts["seconds"])


class KeyMalformed(DomainError):
    code = "idempotency_key_malformed"
    status = 422
    field = "Idempotency-Key"
    message = _("An Idempotency-Key has 16 to 128 printable ASCII characters.")


class KeyUsed(DomainError):
    code = "idempotency_mismatch"
    status = 422
    field = "Idempotency-Key"
    message = _("This Idempotency-Key was used for another request. Take a new one for each act.")


class StillInHand(DomainError):
    code = "in_flight"
    message = _(
        "The first request with this Idempotency-Key is still in hand. Ask again in a moment."
    )

    @property
    def retry_after(self) -> int | None:
        return 2


class NoWitness(DomainError):
    code = "no_witness"
    message = _(
        "This installation cannot be a witness: it has to be activated for 30 days or more, by a person or with the "
        "activation code, and to have a key of its own."
    )


class WrongSignature(DomainError):
    code = "wrong_signature"
    status = 422
    field = "signature"
    message = _("The signature is not that of this device for this code.")
