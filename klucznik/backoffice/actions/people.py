"""The vendor's own people: who joins the staff, and who leaves it."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from klucznik.accounts.models import User
from klucznik.backoffice.errors import (
    AccountNotUsable,
    AlreadyStaff,
    LastPortalAdministrator,
    NoSuchAccount,
    NotOnStaff,
)
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.backoffice.places import end_place
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def add_staff(actor: User | None, *, email: str, role: str) -> StaffMember:
    """Somebody with an account joins the staff with one role; the operator's command line has no actor."""
    person = User.objects.filter(
        email__iexact=email, is_active=True, deletion_due_at=None, deleted_at=None
    ).first()
    if person is None:
        raise NoSuchAccount
    if StaffMember.objects.select_for_update().filter(user=person, ended_at=None).exists():
        raise AlreadyStaff
    member = StaffMember.objects.create(user=person, role=StaffRole(role), added_by=actor)
    record(
        Kind.STAFF_ADDED, actor=actor, person=person, subject=member, staff_role=str(member.role)
    )
    return member


@transaction.atomic
def end_staff(actor: User, member: StaffMember) -> StaffMember:
    """A place on the staff ends with its running sessions; the last portal administrator stays."""
    administrators = StaffMember.objects.active().select_for_update(of=("self",))
    others = list(administrators.filter(role=StaffRole.ADMINISTRATOR).exclude(pk=member.pk))
    if member.role == StaffRole.ADMINISTRATOR and not others:
        raise LastPortalAdministrator
    if not end_place(member, actor=actor):
        raise NotOnStaff
    return member


@transaction.atomic
def create_staff(*, email: str, first_name: str, last_name: str, role: str) -> StaffMember:
    """The operator of the server adds somebody, with an account made for them when they have none."""
    person = User.objects.select_for_update().filter(email__iexact=email).first()
    if person is None:
        person = User.objects.create_user(email)
    if not person.is_active or person.is_leaving:
        raise AccountNotUsable
    if person.activated_at is None:
        _vouch_for(person, first_name, last_name)
    return add_staff(None, email=person.email, role=role)


def _vouch_for(person: User, first_name: str, last_name: str) -> None:
    """The operator knows whose address this is. A stranger who signed up with it gains nothing."""
    person.set_unusable_password()
    person.session_nonce = tokens.new_nonce()
    person.first_name = first_name or person.first_name
    person.last_name = last_name or person.last_name
    person.activated_at = clock.now()
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
