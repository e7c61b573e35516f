"""Who is told what about companies."""

from __future__ import annotations

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


def keepers(company: Company, *, but: User | None = None) -> list[User]:
    """Global administrators to write to, in a stable order."""
    holders = (
        Membership.objects.filter(company=company)
        .global_administrators()
        .select_related("user")
        .order_by("pk")
    )
    return [membership.user for membership in holders if membership.user != but]


@on(Kind.COMPANY_ASSOCIATED)
def company_associated(event: Event) -> None:
    """The person learns what they are now; every global administrator that there is a newcomer, with the way to act."""
    company, newcomer = event.company, event.actor
    assert company is not None
    assert newcomer is not None
    send(
        "companies/emails/you_are_associated",
        to=newcomer,
        event=event,
        company_name=company.name,
        url=company.get_absolute_url(),
    )
    membership = Membership.objects.active().filter(pk=event.subject_id or 0).first()
    if membership is None:
        return
    for keeper in keepers(company, but=newcomer):
        send(
            "companies/emails/newcomer",
            to=keeper,
            event=event,
            company_name=company.name,
            person=newcomer.display_name,
            email=newcomer.email,
            at=event.at,
            url=reverse("members:member", args=[company.public_id, membership.public_id]),
        )


@on(Kind.COMPANY_FOUNDED)
def company_founded(event: Event) -> None:
    """The founder learns what the role is worth until the vendor knows the company."""
    assert event.company is not None
    assert event.actor is not None
    send(
        "companies/emails/company_founded",
        to=event.actor,
        event=event,
        company_name=event.company.name,
        tax_id=event.company.tax_id_display,
        url=event.company.get_absolute_url(),
    )


@on(Kind.COMPANY_CHANGED)
def company_changed(event: Event) -> None:
    """The other global administrators learn of changed contact data: whoever takes a company over begins here."""
    assert event.company is not None
    for keeper in keepers(event.company, but=event.actor):
        send(
            "companies/emails/company_changed",
            to=keeper,
            event=event,
            company_name=event.company.name,
            person=event.actor.display_name if event.actor else "",
            sentence_fields=event.facts["fields"],
            at=event.at,
            url=reverse("companies:data", args=[event.company.public_id]),
        )


@on(Kind.COMPANY_BECAME_KNOWN)
def company_became_known(event: Event) -> None:
    """Those whose unchecked rights ended learn why, and the way to get them back."""
    assert event.company is not None
    for user in User.objects.living().filter(pk__in=event.facts["people"]):
        send(
            "companies/emails/rights_need_confirming",
            to=user,
            event=event,
            company_name=event.company.name,
            url=reverse("recovery:ways", args=[event.company.public_id]),
        )


@on(Kind.COMPANY_CONNECTION_REFUSED)
def connection_refused(event: Event) -> None:
    """Administrators learn of failed tries, at most once a day (the task that records the event sees to it)."""
    assert event.company is not None
    for keeper in keepers(event.company):
        send(
            "companies/emails/connection_refused",
            to=keeper,
            event=event,
            company_name=event.company.name,
            count=event.facts["tries"],
            url=reverse("companies:history", args=[event.company.public_id]),
        )
