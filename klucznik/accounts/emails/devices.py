"""A message about a browser that nobody has seen with this account yet."""

from __future__ import annotations

from django.urls import reverse

from klucznik.accounts.actions.profile import ALARM_OPEN
from klucznik.accounts.emails.safety import tell_about_safety
from klucznik.accounts.models import Device
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link


@mail_link("not_me")
def not_me_path(key: int) -> str:
    """Shuts everybody out for a week after a sign-in from a new browser; it lets nobody in."""
    return reverse("account_not_me", args=[Device.objects.get(pk=key).alarm_secret])


@on(Kind.ACCOUNT_SIGNED_IN)
def new_device(event: Event) -> None:
    """A sign-in from a browser that this account was not used in before."""
    device = Device.objects.filter(pk=event.subject_id or 0).first()
    if event.facts.get("new_device") and device and device.is_alarm_open:
        links = {"not_me_link": ("not_me", device.pk)}
        tell_about_safety("new_device", event, links, days=ALARM_OPEN.days)


@on(Kind.ACCOUNT_SECURED)
def secured(event: Event) -> None:
    tell_about_safety("secured", event)
