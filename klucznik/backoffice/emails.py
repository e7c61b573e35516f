"""Whom the back office writes to: the vendor's own people, about those who join, what waits for them, and licenses."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.backoffice.permissions import StaffPermission, roles_with
from klucznik.backoffice.queries.licenses import digest_of
from klucznik.backoffice.queries.tickets import answering_people
from klucznik.contact.models import Message
from klucznik.contact.readers import is_first_unread
from klucznik.core.vendor import vendor
from klucznik.declarations.impartiality import may_vote
from klucznik.declarations.models import Contest
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import Address, send


@on(Kind.STAFF_ADDED)
def staff_added(event: Event) -> None:
    """The person learns how to come in; somebody without a password yet gets the link to set one."""
    if event.person is None:
        return
    links = (
        {} if event.person.has_usable_password() else {"link": ("password_reset", event.person.pk)}
    )
    send(
        "backoffice/emails/staff_added",
        to=event.person,
        event=event,
        links=links,
        staff_path=reverse("backoffice:start"),
        minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
    )


@on(Kind.STAFF_ADDED)
def staff_changed(event: Event) -> None:
    """The portal's administrators learn of everybody who joins: nobody is added in secret."""
    administrators = StaffMember.objects.active().filter(role=StaffRole.ADMINISTRATOR)
    for member in administrators.exclude(user=event.person).select_related("user"):
        send(
            "backoffice/emails/staff_changed",
            to=member.user,
            event=event,
            name=event.person.display_name if event.person else "",
            person_address=event.person.email if event.person else "",
        )


@on(Kind.DECLARATION_CONTEST_DUE)
def objection_due(event: Event) -> None:
    """Those who decide about objections, but the parties, learn that one waits for longer than it should."""
    contest = Contest.objects.select_related("declaration__company", "by").get(
        pk=event.facts["contest"]
    )
    roles = roles_with(StaffPermission.OBJECTIONS_DECIDE)
    members = StaffMember.objects.active().filter(role__in=roles).select_related("user")
    for member in members.order_by("pk"):
        if contest.is_open and may_vote(member.user, contest):
            send(
                "backoffice/emails/objection_due",
                to=member.user,
                event=event,
                number=contest.declaration.number,
                freezes=contest.freezes,
                path=reverse("backoffice:objection", args=[contest.public_id]),
            )


@on(Kind.TICKET_WRITTEN)
def ticket_written(event: Event) -> None:
    """Whoever has the ticket learns that the customer wrote: once until they look. No word of the customer is told."""
    told = Message.objects.select_related("ticket__assigned_to")
    message = told.filter(public_id=event.facts.get("message", "")).first()
    if message is None or message.ticket.erased_at or message.ticket.closed_at:
        return
    ticket = message.ticket
    member = answering_people().filter(pk=ticket.assigned_to_id or 0).first()
    if member is None or member == message.author or not is_first_unread(message, ticket):
        return
    send(
        "backoffice/emails/ticket_written",
        to=member,
        event=event,
        number=ticket.number,
        path=reverse("backoffice:ticket", args=[ticket.public_id]),
    )


@on(Kind.STAFF_HURRIED)
def hurried(event: Event) -> None:
    """The leads learn of a reviewer who decides faster than anybody reads; not that reviewer, if a lead."""
    assert event.person is not None
    leads = StaffMember.objects.active().filter(role=StaffRole.LEAD)
    for member in leads.exclude(user=event.person).select_related("user").order_by("pk"):
        send(
            "backoffice/emails/hurried",
            to=member.user,
            event=event,
            name=event.person.display_name,
            most=event.facts["most"],
            url=reverse("backoffice:all_cases"),
        )


@on(Kind.LICENSE_DIGEST_SENT)
def license_digest(event: Event) -> None:
    """The week's ends of licenses, to those who issue licenses; where nobody does, to the vendor's own address."""
    roles = roles_with(StaffPermission.LICENSES_ISSUE)
    members = StaffMember.objects.active().filter(role__in=roles).select_related("user")
    people: list[User | Address] = [member.user for member in members.order_by("pk")]
    facts = digest_of(date.fromisoformat(event.facts["today"]))
    for person in people or [Address(vendor().support_email)]:
        send(
            "backoffice/emails/license_digest",
            to=person,
            event=event,
            count=event.facts["count"],
            ended=event.facts["ended"],
            path=reverse("backoffice:licenses"),
            **facts,
        )
