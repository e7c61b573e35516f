"""A license is registered with the vendor: at once, or when somebody there has accepted it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.rules import Way
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing import registrations, terms
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.errors import NoActivationCode, ReasonMissing, RegistrationClosed
from klucznik.licensing.life import Act
from klucznik.licensing.models import License, Registration


@transaction.atomic
def register_license(
    actor: User | None,
    license: License,
    *,
    way: str,
    program: str = "",
    program_version: str = "",
    seller: str = "",
    care_partner: str = "",
    place_of_use: str = "",
    statements: Iterable[str] = (),
) -> Registration:
    """Register a license in a way that its product opens, once everything is stated; some wait for the vendor."""
    license = lock_license(license)
    registrations.require_unregistered(license)
    registrations.require_way(license, Way(way))
    registration = Registration(
        license=license,
        way=way,
        asked_by=actor,
        program=program,
        program_version=program_version,
        seller=seller,
        care_partner=care_partner,
        place_of_use=place_of_use,
        statements=terms.stated(license.product, statements),
    )
    return write_registration(actor, registration)


def write_registration(actor: User | None, registration: Registration) -> Registration:
    """Keep a new registration: sent to the vendor, or good at once. Call it under the lock of the license."""
    if registrations.waits_for_vendor(registration.license):
        registration.save()
        lead(registration.license, Act.SEND)
        _record(Kind.LICENSE_REGISTRATION_SENT, actor, registration)
        return registration
    registration.accepted_at = clock.now()
    registration.save()
    _become_registered(actor, registration, Act.REGISTER)
    return registration


@transaction.atomic
def accept_registration(actor: User, registration: Registration) -> Registration:
    """The vendor's staff accepts what was sent: the license is registered from this moment."""
    registration = _open(registration)
    registration.accepted_at, registration.accepted_by = clock.now(), actor
    registration.save(update_fields=["accepted_at", "accepted_by"])
    _become_registered(actor, registration, Act.ACCEPT)
    return registration


@transaction.atomic
def decline_registration(actor: User, registration: Registration, *, reason: str) -> Registration:
    """The vendor's staff declines with a reason that the company reads; it can be sent again."""
    if not reason.strip():
        raise ReasonMissing
    registration = _open(registration)
    lead(registration.license, Act.DECLINE)
    _close(registration, actor, reason)
    _record(Kind.LICENSE_REGISTRATION_DECLINED, actor, registration, by_staff=True)
    return registration


def drop_open_registration(license: License, actor: User | None, *, reason: str) -> None:
    """A locked license that is stopped for good waits for nobody's answer any more."""
    for waiting in Registration.objects.filter(license=license, accepted_at=None, declined_at=None):
        _close(waiting, actor, reason)


@transaction.atomic
def send_activation_code(actor: User | None, license: License) -> License:
    """Send the code again, the same one. Count the message first."""
    license = lock_license(license)
    if not license.code_nonce or license.status != License.Status.REGISTERED:
        raise NoActivationCode
    _tell_code(actor, license)
    return license


@transaction.atomic
def change_activation_code(actor: User | None, license: License) -> License:
    """Make another code, for example when the old one fell into wrong hands; the old one opens nothing any more."""
    license = lock_license(license)
    if not license.code_nonce or license.status != License.Status.REGISTERED:
        raise NoActivationCode
    license.code_nonce = tokens.new_nonce()
    license.save(update_fields=["code_nonce"])
    _tell_code(actor, license, changed=True)
    return license


def _become_registered(actor: User | None, registration: Registration, act: Act) -> None:
    """From now on the license is registered; a line with activation codes gets its own by e-mail."""
    license = registration.license
    license.registered_at = clock.now()
    is_first = registrations.gets_code(license) and not license.code_nonce
    if is_first:
        license.code_nonce = tokens.new_nonce()
    lead(license, act, "registered_at", "code_nonce")
    by_staff = act == Act.ACCEPT or registration.way == Way.CARD
    _record(
        Kind.LICENSE_REGISTERED, actor, registration, by_staff=by_staff, waited=act == Act.ACCEPT
    )
    if is_first:
        _tell_code(actor, license, by_staff=by_staff)


def _open(registration: Registration) -> Registration:
    """The registration as it is now, its license locked; refused when somebody has answered it."""
    rows = Registration.objects.select_related("license__company")
    license = lock_license(rows.get(pk=registration.pk).license)
    found = Registration.objects.get(pk=registration.pk)
    if not found.is_open:
        raise RegistrationClosed
    found.license = license
    return found


def _close(registration: Registration, actor: User | None, reason: str) -> None:
    registration.declined_at, registration.declined_by = clock.now(), actor
    registration.reason = reason.strip()[:300]
    registration.save(update_fields=["declined_at", "declined_by", "reason"])


def _tell_code(
    actor: User | None, license: License, *, by_staff: bool = False, changed: bool = False
) -> None:
    record(
        Kind.LICENSE_CODE_SENT,
        actor=actor,
        company=license.company,
        subject=license,
        by_staff=by_staff,
        product=license.product.name,
        changed=changed,
    )


def _record(
    kind: Kind,
    actor: User | None,
    registration: Registration,
    *,
    by_staff: bool = False,
    **facts: Any,
) -> None:
    license = registration.license
    record(
        kind,
        actor=actor,
        company=license.company,
        subject=license,
        by_staff=by_staff,
        product=license.product.name,
        way=registration.way,
        registration=registration.pk,
        **facts,
    )
