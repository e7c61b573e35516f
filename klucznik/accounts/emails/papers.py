"""Messages about papers: the copy of one's data, and texts that will change."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.consents import NewVersion
from klucznik.accounts.emails.safety import FOLDER, tell_about_safety
from klucznik.accounts.models import TakeOut, User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


@on(Kind.ACCOUNT_TAKE_OUT_READY)
def take_out_ready(event: Event) -> None:
    """Where it can be fetched; never the file, and no link that lets anybody in."""
    made = TakeOut.objects.filter(pk=event.subject_id).first() if event.subject_id else None
    if made and made.can_be_fetched:
        link = settings.PUBLIC_URL + reverse("account_take_out")
        tell_about_safety("take_out_ready", event, until=made.expires_at, link=link)


def tell_of_coming_texts(person: User, texts: list[NewVersion]) -> None:
    """Which texts will read differently, from when, and where they can be read already."""
    send(
        f"{FOLDER}/terms_coming",
        to=person,
        kinds=[text.kind for text in texts],
        day=min(text.document.since for text in texts),
        texts=[{"kind": text.kind, "link": _address(text)} for text in texts],
    )


def _address(text: NewVersion) -> str:
    path = reverse("document", args=[text.kind])
    return f"{settings.PUBLIC_URL}{path}?version={text.document.version}"
