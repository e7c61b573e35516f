"""Activate a machine that has no internet: a person brings its request to the portal and takes a license file back."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.devices import candidates
from klucznik.devices.actions.activating import activate_device
from klucznik.devices.actions.filing import hand_over_file
from klucznik.devices.errors import NoRole, OtherProgram
from klucznik.devices.files_of_licenses import IssuedFile
from klucznik.devices.models import Activation
from klucznik.devices.requests import OfflineRequest
from klucznik.licensing.models import License


@transaction.atomic
def activate_offline(
    actor: User,
    license: License,
    *,
    request: OfflineRequest,
    same_as: str = "",
    is_new: bool = False,
) -> tuple[Activation, IssuedFile]:
    """The same places and rules as with the internet; the same machine again gets a file with a higher counter."""
    membership = candidates.place_of(actor, license)
    if membership is None or membership.role == Role.ASSOCIATED:
        raise NoRole
    if request.product != license.product.code:
        raise OtherProgram(product=request.product)
    done = activate_device(
        actor,
        license,
        how=Activation.How.OFFLINE,
        machine=request.machine,
        version=request.version,
        same_as=same_as,
        is_new=is_new,
    )
    return done.activation, hand_over_file(
        actor, done.activation, request.machine.parts, clock.now()
    )
