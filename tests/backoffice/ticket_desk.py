"""A ticket that addresses of the desk can name."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.contact.actions.opening import open_ticket
from klucznik.contact.models import TicketFile
from klucznik.declarations.files import inspect
from tests.declarations import papers


def of_a_ticket(person: User) -> dict[str, str]:
    """Parts of addresses: a ticket of this person with a file in its first message."""
    file = inspect(papers.pdf(), name="faktura.pdf")
    ticket = open_ticket(
        person, topic="other", subject="Faktura", text="Nie zgadza się kwota.", file=[file]
    )
    attached = TicketFile.objects.get(message__ticket=ticket)
    return {"ticket": ticket.public_id, "tab": "all", "attached": attached.public_id}
