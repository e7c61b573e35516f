"""Whose a ticket is: who reads it, who is written to, and whose e-mails count as theirs."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.contact.models import Message, Side, Ticket


def may_read(user: User, ticket: Ticket) -> bool:
    """Whether somebody who is signed in sees the ticket at this moment."""
    return Ticket.objects.visible_to(user).filter(pk=ticket.pk).exists()


def viewers(ticket: Ticket) -> list[User]:
    """Global administrators who see it beside whoever asked."""
    if not ticket.with_administrators or ticket.company is None:
        return []
    places = Membership.objects.global_administrators().filter(company=ticket.company)
    people = places.exclude(user=ticket.person_id).select_related("user").order_by("pk")
    return [place.user for place in people if not place.is_on_probation]


def writers(ticket: Ticket) -> list[User]:
    """Those of them who wrote in it: they get the answers, too."""
    wrote = Message.objects.filter(ticket=ticket, side=Side.CUSTOMER, stranger="")
    keys = set(wrote.values_list("author", flat=True))
    return [user for user in viewers(ticket) if user.pk in keys]


def is_first_unread(message: Message, ticket: Ticket) -> bool:
    """Whether it is the first one of the customer since whoever has the ticket looked, or somebody answered."""
    own = Message.objects.filter(ticket=ticket, side=Side.CUSTOMER, stranger="")
    if seen := ticket.assigned_read_at:
        own = own.filter(at__gt=seen)
    return own.order_by("pk").first() == message


def has_left(ticket: Ticket) -> bool:
    """Whether whoever asked with an account is no longer in the company that the ticket names."""
    if ticket.person is None or ticket.company is None:
        return False
    places = Membership.objects.active().filter(user=ticket.person, company=ticket.company)
    return not places.exists()


def sender_of(email: str, ticket: Ticket) -> tuple[bool, User | None]:
    """Whether an e-mail from this address is from one of the ticket's people, and whose account that is."""
    people = [ticket.person] if ticket.person else []
    people += viewers(ticket)
    proved = EmailAddress.objects.filter(user__in=people, verified=True, email__iexact=email)
    found = proved.select_related("user").first()
    if found is not None:
        return True, found.user
    if email.lower() != ticket.email.lower():
        return False, None
    # The address from which the ticket came; when it is an account's no longer, it is nobody's.
    return ticket.person is None, None
