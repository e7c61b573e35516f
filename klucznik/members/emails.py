"""Who is written to about the people of a company."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from klucznik.members.places import Reason

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
    if _is_member(invitation.invited_by, event):
        send(
            "members/emails/invitation_accepted",
            to=invitation.invited_by,
            event=event,
            **_told(event),
            **facts,
        )
    if event.facts["role"] == GLOBAL:
        _tell_others(event, "members/emails/global_role_given")


@on(Kind.MEMBER_ROLE_CHANGED)
def role_changed(event: Event) -> None:
    """To the person; to all global administrators when the keys were given or taken."""
    person, before, after = event.person, event.facts["old_role"], event.facts["role"]
    assert person is not None
    send(
        "members/emails/role_changed",
        to=person,
        event=event,
        **_told(event),
        role=after,
        old_role=before,
    )
    if after == GLOBAL:
        _tell_others(event, "members/emails/global_role_given")
    elif before == GLOBAL:
        _tell_others(event, "members/emails/global_role_taken")


@on(Kind.MEMBER_REMOVED)
def member_removed(event: Event) -> None:
    """To the person; to all global administrators when it was one of them."""
    person = event.person
    assert person is not None
    send("members/emails/member_removed", to=person, event=event, **_told(event))
    if event.facts["role"] == GLOBAL:
        _tell_others(event, "members/emails/global_role_taken")


@on(Kind.MEMBER_LEFT)
def member_left(event: Event) -> None:
    """To the global administrators; not about associated people, who held nothing."""
    if event.facts["role"] == Role.ASSOCIATED:
        return
    facts = {"role": event.facts["role"], "deleted": event.facts["reason"] == Reason.DELETED}
    for administrator in _global_administrators(event, apart_from={event.person_id}):
        send("members/emails/member_left", to=administrator, event=event, **_told(event), **facts)


@on(Kind.ACCESS_GRANTED)
def access_granted(event: Event) -> None:
    """To the person who may open something new; nobody writes to themselves."""
    person = event.person
    if person is None or person.pk == event.actor_id:
        return
    send(
        "members/emails/access_granted",
        to=person,
        event=event,
        **_told(event),
        product=event.facts["product"],
    )


def _invitation(event: Event) -> Invitation:
    assert event.subject_id is not None
    return Invitation.objects.select_related("company", "invited_by").get(pk=event.subject_id)


def _tell_others(event: Event, message: str) -> None:
    """To every global administrator but the person themselves; the one who acted, too: it may not have been them."""
    for administrator in _global_administrators(event, apart_from={event.person_id}):
        send(message, to=administrator, event=event, **_told(event))


def _told(event: Event) -> dict[str, Any]:
    """What every message about a member says: who, whom, where, when, from which address."""
    company, person = event.company, event.person
    assert company is not None
    assert person is not None
    return {
        "company_name": company.name,
        "person": person.display_name,
        "person_email": person.email,
        "actor": event.actor.display_name if event.actor else "",
        "at": event.at,
        "place": event.where,
        "company_path": company.get_absolute_url(),
        "members_path": reverse("members:members", args=[company.public_id]),
    }


def _global_administrators(event: Event, *, apart_from: Iterable[int | None]) -> list[User]:
    company: Company | None = event.company
    holders = (
        Membership.objects.filter(company=company).global_administrators().select_related("user")
    )
    return [
        holder.user for holder in holders.exclude(user_id__in=[key for key in apart_from if key])
    ]


def _is_member(user: User, event: Event) -> bool:
    return Membership.objects.active().filter(company=event.company, user=user).exists()
