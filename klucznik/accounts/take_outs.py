"""What a person takes out: the account's own parts, and how the parts above add theirs (settings.TAKE_OUTS)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.devices import in_words
from klucznik.accounts.models import AddressChange, User
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail, TopicChoice

Rows = list[Mapping[str, object]]


@dataclass(frozen=True)
class Part:
    """One file of a take-out: its name, its title for the reader, and who gathers it (in the person's language).

    Rows hold plain values and moments; of other people only what the pages show to this person.
    """

    name: str
    title: str | Promise
    gather: Callable[[User], Rows]


def parts() -> list[Part]:
    """Every part, in the order of the settings."""
    return [part for path in settings.TAKE_OUTS for part in import_string(path)]


def account(user: User) -> Rows:
    return [
        {
            "public_id": user.public_id,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "language": user.language,
            "joined_at": user.joined_at,
            "activated_at": user.activated_at,
            "last_seen_at": user.last_seen_at,
        }
    ]


def addresses(user: User) -> Rows:
    """The addresses of now, and how they changed."""
    now = EmailAddress.objects.filter(user=user).order_by("pk")
    changes = AddressChange.objects.filter(user=user).order_by("pk")
    fields = "purpose", "old_email", "new_email", "asked_at", "confirmed_at", "undone_at"
    return [
        *({"email": one.email, "verified": one.verified, "primary": one.primary} for one in now),
        *({name: getattr(change, name) for name in fields} for change in changes),
    ]


def consents(user: User) -> Rows:
    return list(user.consents.order_by("at").values("document", "version", "language", "at"))


def second_steps(user: User) -> Rows:
    """That there are such, never their secrets."""
    found = Authenticator.objects.filter(user=user).order_by("pk")
    return list(found.values("type", "created_at", "last_used_at"))


def devices(user: User) -> Rows:
    """Browsers in which the person signed in, and where they are signed in now."""
    known = user.devices.order_by("first_at")
    running = user.sessions.order_by("started_at")
    return [
        *(
            {
                "browser": in_words(one.agent),
                "address": one.address,
                "first_at": one.first_at,
                "last_at": one.last_at,
                "forgotten_at": one.forgotten_at,
            }
            for one in known
        ),
        *(
            {
                "signed_in_with": in_words(one.agent),
                "address": one.address,
                "started_at": one.started_at,
                "last_at": one.last_at,
            }
            for one in running
        ),
    ]


def history(user: User) -> Rows:
    """What the person did and what concerned them, as the pages tell it; from where only what they did themselves."""
    events = Event.objects.told().filter(Q(actor=user) | Q(person=user)).order_by("id")
    return [_told(event, user) for event in events.iterator(chunk_size=500)]


def messages(user: User) -> Rows:
    """Messages to this person; secret links read as a placeholder."""
    sent = SentEmail.objects.filter(recipient=user).select_related("wording").order_by("id")
    names = ("subject", "words", "address", "topic", "created_at", "sent_at", "read_at")
    return [
        {"text" if name == "words" else name: getattr(one, name) for name in names}
        for one in sent.iterator(chunk_size=500)
    ]


def choices(user: User) -> Rows:
    return list(TopicChoice.objects.filter(user=user).order_by("topic").values("topic", "by_email"))


def _told(event: Event, user: User) -> dict[str, Any]:
    told = {
        "at": event.at,
        "kind": event.kind,
        "what": event.sentence,
        "company_name": event.company.name if event.company else None,
    }
    if event.actor_id == user.pk and hasattr(event, "details"):
        told |= {"address": event.details.address, "program": event.details.agent}
    return told


PARTS = [
    Part("account", _("Your account"), account),
    Part("addresses", _("E-mail addresses"), addresses),
    Part("consents", _("What you agreed to"), consents),
    Part("second-steps", _("Second steps"), second_steps),
    Part("devices", _("Browsers and sessions"), devices),
    Part("history", _("What you did and what concerned you"), history),
    Part("messages", _("Messages to you"), messages),
    Part("notifications", _("What you chose to be told by e-mail"), choices),
]
