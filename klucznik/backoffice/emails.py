"""Whom the back office writes to: the vendor's own people, when one of them joins and once a week about licenses."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.backoffice.permissions import StaffPermission, roles_with
from klucznik.backoffice.queries.licenses import digest_of
from klucznik.core.vendor import vendor
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import Address, send


@on(Kind.STAFF_ADDED)
def staff_added(event: Event) -> None:
    """The person learns how to come in; somebody without a password yet gets the link to set one."""
    if event.person is None:
        return
    links = (
        {} if event.person.has_usable_password() else {"link": ("password_reset", event.person.pk)}
    )
    send(
        "backoffice/emails/staff_added",
        to=event.person,
        event=event,
        links=links,
        staff_path=reverse("backoffice:start"),
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
    )


@on(Kind.STAFF_ADDED)
def staff_changed(event: Event) -> None:
    """The portal's administrators learn of everybody who joins: nobody is added in secret."""
    administrators = StaffMember.objects.active().filter(role=StaffRole.ADMINISTRATOR)
    for member in administrators.exclude(user=event.person).select_related("user"):
        send(
            "backoffice/emails/staff_changed",
            to=member.user,
            event=event,
            name=event.person.display_name if event.person else "",
            person_address=event.person.email if event.person else "",
        )


@on(Kind.LICENSE_DIGEST_SENT)
def license_digest(event: Event) -> None:
    """The week's ends of licenses, to those who issue licenses; where nobody does, to the vendor's own address."""
    roles = roles_with(StaffPermission.LICENSES_ISSUE)
    members = StaffMember.objects.active().filter(role__in=roles).select_related("user")
    people: list[User | Address] = [member.user for member in members.order_by("pk")]
    facts = digest_of(date.fromisoformat(event.facts["today"]))
    for person in people or [Address(vendor().support_email)]:
        send(
            "backoffice/emails/license_digest",
            to=person,
            event=event,
            count=event.facts["count"],
            ended=event.facts["ended"],
            path=reverse("backoffice:licenses"),
            **facts,
        )
