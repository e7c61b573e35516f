"""Who is told what about an account; and the secrets that those messages carry, made while they are rendered."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from klucznik.accounts.devices import in_words
from klucznik.accounts.models import Activation, User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send

FOLDER = "accounts/emails"


@mail_link("activation")
def activation_path(key: int) -> str:
    """The one working link of an unconfirmed account."""
    return reverse("account_activate", args=[Activation.objects.get(pk=key).secret])


@mail_link("password_reset")
def password_reset_path(key: int) -> str:
    """Dies with its first use, with the next sign-in, and after an hour."""
    user = User.objects.get(pk=key)
    secret = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), secret])


@on(Kind.ACCOUNT_SIGNED_UP, Kind.ACCOUNT_ACTIVATION_SENT)
def activation(event: Event) -> None:
    """The address is confirmed by opening the link."""
    if event.person and event.person.activated_at is None and event.subject_id:
        send(
            f"{FOLDER}/activation",
            to=event.person,
            event=event,
            links={"link": ("activation", event.subject_id)},
            hours=settings.ACTIVATION_HOURS,
        )


@on(Kind.ACCOUNT_SIGNUP_REPEATED)
def address_in_use(event: Event) -> None:
    """Somebody, perhaps the owner, typed an address that has an account."""
    if event.person:
        send(f"{FOLDER}/address_in_use", to=event.person, event=event, **_paths())


@on(Kind.ACCOUNT_PASSWORD_RESET_ASKED)
def password_reset(event: Event) -> None:
    if event.person:
        send(
            f"{FOLDER}/password_reset",
            to=event.person,
            event=event,
            links={"link": ("password_reset", event.person.pk)},
            minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
            **_provenance(event),
        )


@on(Kind.ACCOUNT_PASSWORD_CHANGED)
def password_changed(event: Event) -> None:
    _tell_about_safety("password_changed", event)


@on(Kind.ACCOUNT_FACTOR_ADDED)
def second_step_on(event: Event) -> None:
    _tell_about_safety("second_step_on", event)


@on(Kind.ACCOUNT_FACTOR_REMOVED)
def second_step_off(event: Event) -> None:
    _tell_about_safety("second_step_off", event)


@on(Kind.ACCOUNT_CODES_MADE)
def codes_made(event: Event) -> None:
    _tell_about_safety("codes_made", event)


@on(Kind.ACCOUNT_CODE_USED)
def code_used(event: Event) -> None:
    _tell_about_safety("code_used", event, left=event.facts.get("left", 0))


@on(Kind.ACCOUNT_SIGNED_IN)
def new_device(event: Event) -> None:
    """A sign-in from a browser that this account was not used in before."""
    if event.facts.get("new_device"):
        _tell_about_safety("new_device", event)


@on(Kind.ACCOUNT_DELETION_ASKED)
def deletion_asked(event: Event) -> None:
    """The last way back, and what to do when it was somebody else."""
    if event.person and event.person.is_leaving:
        _tell_about_safety("deletion_asked", event, due=event.person.deletion_due_at)


@on(Kind.ACCOUNT_DELETION_STOPPED)
def deletion_stopped(event: Event) -> None:
    _tell_about_safety("deletion_stopped", event)


def say_goodbye(person: User) -> None:
    """The last message: kept without a recipient, since a moment later there is none."""
    send(f"{FOLDER}/deletion_done", to=Address(person.email, person.language))


def _tell_about_safety(message: str, event: Event, **context: Any) -> None:
    """A change that its person must learn of, with time, place and device."""
    if event.person:
        send(
            f"{FOLDER}/{message}",
            to=event.person,
            event=event,
            **_provenance(event),
            **_paths(),
            **context,
        )


def _provenance(event: Event) -> dict[str, Any]:
    """Time, place and device, in the words of the person's language."""
    with override(event.person.language if event.person else None):
        device = in_words(event.details.agent)
    return {"at": event.at, "place": event.details.address, "device": device}


def _paths() -> dict[str, Any]:
    site = settings.PUBLIC_URL
    return {
        "sign_in_link": site + reverse("account_login"),
        "reset_link": site + reverse("account_reset_password"),
        "account_link": site + reverse("account_overview"),
    }
