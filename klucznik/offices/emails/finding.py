"""Who is written to when somebody shows the two numbers of a share: the address on record alone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import Address, send
from klucznik.offices.emails.sharing import is_meant
from klucznik.offices.emails.telling import about, share_of
from klucznik.offices.models import Share


@on(Kind.SHARE_FOUND)
def share_found(event: Event) -> None:
    """The invitation once more while it waits; afterwards, what became of it."""
    share = share_of(event)
    if not share.email or not is_meant(event, share):
        return
    if share.is_link_open and not share.asked_at:
        _send_again(event, share)
    else:
        _tell_what_became(event, share)


def _send_again(event: Event, share: Share) -> None:
    send(
        "offices/emails/share_found",
        to=Address(share.email, share.language),
        event=event,
        links={"link": ("share", event.pk)},
        **_facts(share),
        expires_at=share.expires_at,
    )


def _tell_what_became(event: Event, share: Share) -> None:
    send(
        "offices/emails/share_found_taken",
        to=Address(share.email, share.language),
        event=event,
        **_facts(share),
        state=share.state.value,
        accepted_at=share.accepted_at,
        withdrawable_until=share.withdrawable_until if share.is_withdrawable else None,
        reading_until=share.reading_until,
        home_path=reverse("home"),
    )


def _facts(share: Share) -> dict[str, Any]:
    """The firm as its own invitation names it; of the number only what tells it from another."""
    return about(share) | {"client": clean_line(share.name), "number": share.number_masked}
