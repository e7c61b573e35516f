"""A program asks for a place for the machine on which it runs."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from klucznik.accounts.models import User
from klucznik.companies.demands import lacks_factor
from klucznik.companies.errors import FactorDemanded
from klucznik.companies.models import Role
from klucznik.core.errors import DomainError
from klucznik.core.problems import Problem
from klucznik.core.provenance import client_address
from klucznik.core.text import clean_line
from klucznik.devices import finding
from klucznik.devices.actions.activating import Activated, activate_device
from klucznik.devices.actions.filing import issue_device_file
from klucznik.devices.api.callers import EVERYBODY, calling_person
from klucznik.devices.api.telling import answer_for
from klucznik.devices.errors import SignInNeeded
from klucznik.devices.models import Activation
from klucznik.devices.schemas import ActivatedOut, ActivationIn, ProblemWithDevices
from klucznik.devices.trying import count_activation, guessing
from klucznik.licensing.models import License

router = Router()
How = Activation.How


@router.post(
    "/activations",
    auth=EVERYBODY,
    response={
        201: ActivatedOut,
        409: ProblemWithDevices,
        (401, 403, 404, 422, 429): Problem,
    },
)
def activate(request: HttpRequest, asked: ActivationIn) -> Status[ActivatedOut]:
    """Give the machine a place. The same machine comes back to its own place and gets a new secret."""
    actor, address = calling_person(request), client_address(request)
    license, how = wanted(actor, asked, address)
    count_activation(license, address)
    done = activate_device(
        actor,
        license,
        how=how,
        machine=asked.device.machine(),
        version=clean_line(asked.version),
        public_key=asked.public_key,
        same_as=asked.same_as,
        is_new=asked.is_new,
    )
    return Status(201, told(actor, asked, done))


def wanted(actor: User | None, asked: ActivationIn, address: str) -> tuple[License, str]:
    """The license that is meant, and by what right; guesses are counted before they are looked up."""
    if actor is not None:
        return of_person(actor, asked, address)
    if not asked.number:
        raise SignInNeeded
    with guessing(None, asked.number, address, with_code=bool(asked.code)):
        if asked.code:
            return finding.by_code(asked.number, asked.code, product=asked.product), How.CODE
        return finding.by_number_alone(asked.number, product=asked.product), How.NUMBER


def of_person(actor: User, asked: ActivationIn, address: str) -> tuple[License, str]:
    """Members with a role activate by their role; who is only associated knows no more than a number."""
    if asked.license:
        found = finding.for_person(actor, product=asked.product, license=asked.license)
    else:
        with guessing(actor, asked.number, address, with_code=False):
            found = finding.for_person(actor, product=asked.product, number=asked.number)
    place = finding.membership_in(actor, found)
    if place is not None and lacks_factor(place):
        raise FactorDemanded
    alone = place is None or place.role == Role.ASSOCIATED
    return found, How.NUMBER if alone else How.SIGN_IN


def told(actor: User | None, asked: ActivationIn, done: Activated) -> ActivatedOut:
    file = file_for(actor, asked, done) if asked.wants_file else None
    answer = answer_for(done.activation, language=asked.language, nonce=asked.nonce)
    return ActivatedOut(
        device=done.activation.device.public_id,
        device_secret=done.secret,
        recognized=done.recognized,
        answer=answer,
        signed=answer.signed,
        file=file,
    )


def file_for(actor: User | None, asked: ActivationIn, done: Activated) -> str | None:
    """The license file that was wanted; where none can be given now, the place is the program's all the same."""
    try:
        file = issue_device_file(actor, done.activation, parts=asked.device.parts.told).text
    except DomainError:
        return None
    done.activation.refresh_from_db(fields=["file_until", "lease_until"])
    return file
