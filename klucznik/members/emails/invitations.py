"""Who is written to about invitations."""

from __future__ import annotations

from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send
from klucznik.members.emails.telling import is_member, tell_others, told
from klucznik.members.invitations import secret_of
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
    )


@on(Kind.INVITATION_ACCEPTED)
def invitation_accepted(event: Event) -> None:
    """To the inviter; and to all global administrators when there is a new one among them."""
    invitation = _invitation(event)
    facts = {"role": event.facts["role"], "missed": event.facts["missed"]}
    if is_member(invitation.invited_by, event):
        send(
            "members/emails/invitation_accepted",
            to=invitation.invited_by,
            event=event,
            **told(event),
            **facts,
        )
    if event.facts["role"] == GLOBAL:
        tell_others(event, "members/emails/global_role_given")


def _invitation(event: Event) -> Invitation:
    assert event.subject_id is not None
    return Invitation.objects.select_related("company", "invited_by").get(pk=event.subject_id)
