"""An invitation of a client that came back: the office is told, so that it corrects the address."""

from __future__ import annotations

from django.db import transaction

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.mail.models import SentEmail
from klucznik.offices.models import Share

# The purposes of links in messages that invite (emails/sharing.py).
INVITING = "share"


def mark_share(email: SentEmail) -> None:
    """Fulfills settings.BOUNCE_LISTENERS; a message to an address that was corrected meanwhile says nothing."""
    purpose, key = email.links.get("link", ("", 0))
    event = Event.objects.filter(pk=key).first() if purpose == INVITING else None
    if event is None:
        return
    with transaction.atomic():
        waiting = Share.objects.invited().filter(
            pk=event.subject_id or 0, email__iexact=email.address
        )
        if not waiting.filter(bounced_at=None).update(bounced_at=clock.now()):
            return
        share = Share.objects.select_related("client__office", "product").get(
            pk=event.subject_id or 0
        )
        record(
            Kind.SHARE_BOUNCED,
            actor=None,
            company=share.office,
            subject=share,
            private={"email": share.email},
            client=share.client.name,
            product=share.product.name,
        )
