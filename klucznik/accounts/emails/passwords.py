"""Messages about passwords; and the link of a forgotten one."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from klucznik.accounts.addresses import UNDO_DAYS, is_young, owner_of
from klucznik.accounts.emails.safety import FOLDER, provenance, tell_about_safety
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send


@mail_link("password_reset")
def password_reset_path(key: int) -> str:
    """Dies with its first use, with the next sign-in, and after an hour."""
    user = User.objects.get(pk=key)
    secret = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), secret])


@on(Kind.ACCOUNT_PASSWORD_RESET_ASKED)
def password_reset(event: Event) -> None:
    """To the address that was typed, as it is stored; one proved a few days ago is not enough yet."""
    person = event.person
    if person is None or person.is_deleted:
        return
    email = event.details.values.get("email", person.email)
    if owner_of(email) != person:
        return
    if is_young(person, email):
        send(f"{FOLDER}/reset_too_early", to=_reader(person, email), event=event, days=UNDO_DAYS)
        return
    send(
        f"{FOLDER}/password_reset",
        to=_reader(person, email),
        event=event,
        links={"link": ("password_reset", person.pk)},
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
        **provenance(event),
    )


def _reader(person: User, email: str) -> User | Address:
    return person if email == person.email else Address(email, person.language)


@on(Kind.ACCOUNT_PASSWORD_CHANGED)
def password_changed(event: Event) -> None:
    tell_about_safety("password_changed", event)
