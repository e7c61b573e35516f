"""Whom the back office writes to: the vendor's own people, when one of them joins."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


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
