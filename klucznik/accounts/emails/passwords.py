"""Messages about passwords; and the link of a forgotten one."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from klucznik.accounts.emails.safety import FOLDER, provenance, tell_about_safety
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import send


@mail_link("password_reset")
def password_reset_path(key: int) -> str:
    """Dies with its first use, with the next sign-in, and after an hour."""
    user = User.objects.get(pk=key)
    secret = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), secret])


@on(Kind.ACCOUNT_PASSWORD_RESET_ASKED)
def password_reset(event: Event) -> None:
    if event.person:
        send(
            f"{FOLDER}/password_reset",
            to=event.person,
            event=event,
            links={"link": ("password_reset", event.person.pk)},
            minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
            **provenance(event),
        )


@on(Kind.ACCOUNT_PASSWORD_CHANGED)
def password_changed(event: Event) -> None:
    tell_about_safety("password_changed", event)
