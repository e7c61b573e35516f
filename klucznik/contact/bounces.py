"""An answer that came back: the staff see that this customer cannot be reached by e-mail."""

from __future__ import annotations

from klucznik.contact.models import Ticket
from klucznik.core import clock
from klucznik.mail.models import SentEmail


def mark_ticket(email: SentEmail) -> None:
    """Fulfills settings.BOUNCE_LISTENERS; only the address to which answers go counts."""
    event = email.event
    if event is None or event.subject_type != Ticket._meta.label:
        return
    found = Ticket.objects.filter(pk=event.subject_id or 0, bounced_at=None, erased_at=None)
    if email.recipient_id is None:
        found.filter(person=None, email__iexact=email.address).update(bounced_at=clock.now())
    else:
        found.filter(person=email.recipient_id).update(bounced_at=clock.now())
