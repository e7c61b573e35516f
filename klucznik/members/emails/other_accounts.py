"""Who is written to when somebody wants to accept an invitation with another account."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.emails.telling import is_member
from klucznik.members.invitations import answering
from klucznik.members.models import Invitation


@on(Kind.INVITATION_ACCOUNT_ASKED)
def other_account_asked(event: Event) -> None:
    """To the inviter, or without their right to all who could have invited: both addresses, and where to answer."""
    invitation = _invitation(event)
    for person in answering(invitation):
        send(
            "members/emails/other_account_asked",
            to=person,
            event=event,
            **_about(event, invitation),
        )


@on(Kind.INVITATION_TRIED)
def other_account_tried(event: Event) -> None:
    """To the inviter: the link is in other hands than meant, or the person has another account."""
    invitation = _invitation(event)
    if is_member(invitation.invited_by, event):
        send(
            "members/emails/other_account_tried",
            to=invitation.invited_by,
            event=event,
            **_about(event, invitation),
        )


@on(Kind.INVITATION_ACCOUNT_ALLOWED)
def other_account_allowed(event: Event) -> None:
    """To the person who asked, with the way to the invitation; its link is not needed any more."""
    _tell_asker(event, "members/emails/other_account_allowed")


@on(Kind.INVITATION_ACCOUNT_REFUSED)
def other_account_refused(event: Event) -> None:
    """To the person who asked, with what they can do instead."""
    _tell_asker(event, "members/emails/other_account_refused")


def _tell_asker(event: Event, message: str) -> None:
    invitation = _invitation(event)
    assert event.person is not None
    path = reverse("invitations:mine", args=[invitation.public_id])
    send(message, to=event.person, event=event, **_about(event, invitation), mine_path=path)


def _invitation(event: Event) -> Invitation:
    assert event.subject_id is not None
    return Invitation.objects.select_related("company", "invited_by").get(pk=event.subject_id)


def _about(event: Event, invitation: Invitation) -> dict[str, Any]:
    """Both addresses, who asks, and the page on which the company's side answers."""
    company, person = invitation.company, event.person
    assert person is not None
    return {
        "company_name": company.name,
        "invited": invitation.email,
        "person": person.display_name,
        "account": person.email,
        "role": invitation.role,
        "expires_at": invitation.expires_at,
        "invitation_path": reverse(
            "members:invitation", args=[company.public_id, invitation.public_id]
        ),
    }
