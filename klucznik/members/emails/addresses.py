"""Who is written to when somebody with the keys of a company signs in with another address."""

from __future__ import annotations

from django.urls import reverse

from klucznik.companies.models import Membership
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


@on(Kind.ACCOUNT_ADDRESS_CHANGED, Kind.ACCOUNT_ADDRESS_UNDONE)
def administrator_address(event: Event) -> None:
    """To the other global administrators of each company; the person's own messages are the account's."""
    person, values = event.person, event.details.values
    if person is None or person.is_deleted or not values:
        return
    own = Membership.objects.global_administrators().filter(user=person)
    for place in own.select_related("company"):
        company = place.company
        others = Membership.objects.filter(company=company).global_administrators()
        for other in others.exclude(user=person).select_related("user"):
            send(
                f"members/emails/administrator_{_what(event)}",
                to=other.user,
                event=event,
                company=company,
                company_name=company.name,
                person=person.display_name,
                members_path=reverse("members:members", args=[company.public_id]),
                at=event.at,
                **values,
            )


def _what(event: Event) -> str:
    return "address" if event.kind == Kind.ACCOUNT_ADDRESS_CHANGED else "address_undone"
