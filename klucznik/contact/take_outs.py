"""What a person takes out of their tickets."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.contact.models import Message, Side, Ticket


def tickets(user: User) -> Rows:
    found = Ticket.objects.filter(person=user, erased_at=None).order_by("pk")
    return list(
        found.values("number", "topic", "subject", "opened_at", "closed_at").annotate(
            company_name=F("company__name"), product_name=F("product__name")
        )
    )


def messages(user: User) -> Rows:
    """Both sides, as the page of the ticket shows them: notes of the staff are not among them."""
    seen = Message.objects.for_customers().filter(ticket__person=user, ticket__erased_at=None)
    rows = seen.select_related("ticket").prefetch_related("files").order_by("ticket", "pk")
    return [
        {
            "number": one.ticket.number,
            "at": one.at,
            "side": Side(one.side).value,
            "text": one.text,
            "files": ", ".join(file.name for file in one.files.all()),
        }
        for one in rows
    ]


PARTS = [
    Part("tickets", _("Your tickets"), tickets),
    Part("ticket-messages", _("Messages in your tickets"), messages),
]
