"""Who is written to about invitations."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send
from klucznik.members.emails.telling import is_member, tell_others, told
from klucznik.members.invitations import answering, secret_of
from klucznik.members.models import Invitation

GLOBAL = Role.GLOBAL_ADMINISTRATOR.value


@mail_link("invitation")
def invitation_link(key: int) -> str:
    """The address that only this message carries."""
    return reverse("invitations:show", args=[secret_of(Invitation.objects.get(pk=key))])


@on(Kind.MEMBER_INVITED, Kind.INVITATION_SENT_AGAIN)
def invitation_sent(event: Event) -> None:
    """To the invited address."""
    invitation = _invitation(event)
    if not invitation.is_open:
        return
    send(
        "members/emails/invitation",
        to=Address(invitation.email, invitation.language),
        event=event,
        links={"link": ("invitation", invitation.pk)},
        inviter=invitation.invited_by.display_name,
        company_name=clean_line(invitation.company.name),
        role=invitation.role,
        products=[product.name for product in invitation.products.all()],
        expires_at=invitation.expires_at,
        place_until=invitation.place_until,
    )


@on(Kind.INVITATION_ACCEPTED, Kind.INVITATION_ACCEPTED_ELSEWHERE)
def invitation_accepted(event: Event) -> None:
    """To the inviter; and to all global administrators when there is a new one among them."""
    invitation = _invitation(event)
    if is_member(invitation.invited_by, event):
        send(
            "members/emails/invitation_accepted",
            to=invitation.invited_by,
            event=event,
            **told(event),
            role=event.facts["role"],
            missed=event.facts["missed"],
            invited=event.details.values.get("email", "") if _is_elsewhere(event) else "",
        )
    if event.facts["role"] == GLOBAL:
        tell_others(event, "members/emails/global_role_given")


@on(Kind.INVITATION_DECLINED)
def invitation_declined(event: Event) -> None:
    """To the inviter, who may ask why."""
    invitation = _invitation(event)
    if is_member(invitation.invited_by, event):
        send(
            "members/emails/invitation_declined",
            to=invitation.invited_by,
            event=event,
            **_about(invitation),
        )


@on(Kind.INVITATION_ASKED_AGAIN)
def invitation_asked_again(event: Event) -> None:
    """To the inviter, or without their right to all who could send it again."""
    invitation = _invitation(event)
    for person in answering(invitation):
        send(
            "members/emails/invitation_asked_again",
            to=person,
            event=event,
            **_about(invitation),
        )


def _invitation(event: Event) -> Invitation:
    assert event.subject_id is not None
    return Invitation.objects.select_related("company", "invited_by").get(pk=event.subject_id)


def _is_elsewhere(event: Event) -> bool:
    return event.kind == Kind.INVITATION_ACCEPTED_ELSEWHERE


def _about(invitation: Invitation) -> dict[str, Any]:
    """What a message to the company's side says about an invitation; never its link."""
    company = invitation.company
    return {
        "company_name": company.name,
        "invited": invitation.email,
        "role": invitation.role,
        "invitation_path": reverse(
            "members:invitation", args=[company.public_id, invitation.public_id]
        ),
        "members_path": reverse("members:members", args=[company.public_id]),
    }
