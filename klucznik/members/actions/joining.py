"""What the invited person does: accept, decline, ask for a new invitation after this one ran out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from klucznik.accounts.departures import hold_account
from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.measures import check_changes
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, manageable_roles, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import full_products, lapse, names, tick, ticked
from klucznik.members.entitlements import openable_products
from klucznik.members.errors.invitations import (
    AnotherAddress,
    InvitationClosed,
    InviterLostRight,
)
from klucznik.members.invitations import is_address_of, may_take
from klucznik.members.models import Invitation
from klucznik.members.places import close_overdue, give_role

ASKED_AGAIN_AFTER = timedelta(days=1)


@transaction.atomic
def accept_invitation(actor: User, invitation: Invitation) -> Membership:
    """Take the offered place. It must be the actor's, and whoever invited must still be able to give what it offers.

    A product without a free place, or that the inviter may no longer give, is left out; the inviter is told.
    """
    invitation = _fresh(invitation)
    check_changes(invitation.company)
    hold_account(actor)
    if not invitation.is_open:
        raise InvitationClosed
    if not may_take(actor, invitation):
        raise AnotherAddress
    inviter = _inviter(invitation)
    membership = _take_place(actor, invitation, inviter)
    missed = _open_products(membership, invitation, inviter)
    invitation.accepted_at, invitation.accepted_by = clock.now(), actor
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _record_acceptance(actor, invitation, membership, missed)
    return membership


@transaction.atomic
def decline_invitation(actor: User | None, invitation: Invitation) -> Invitation:
    """Do not take what is offered; whoever holds the link may say so, signed in or not."""
    invitation = _fresh(invitation)
    if not invitation.is_open:
        raise InvitationClosed
    invitation.declined_at = clock.now()
    invitation.save(update_fields=["declined_at"])
    _record(Kind.INVITATION_DECLINED, actor, invitation)
    return invitation


@transaction.atomic
def ask_for_new_invitation(actor: User | None, invitation: Invitation) -> Invitation:
    """After an invitation ran out, ask the company's side to send it again; once a day, and only while it is listed."""
    invitation = _fresh(invitation)
    if not invitation.can_be_asked_again:
        raise InvitationClosed
    last, now = invitation.asked_again_at, clock.now()
    if last is None or now - last >= ASKED_AGAIN_AFTER:
        invitation.asked_again_at = now
        invitation.save(update_fields=["asked_again_at"])
        _record(Kind.INVITATION_ASKED_AGAIN, actor, invitation)
    return invitation


def _fresh(invitation: Invitation) -> Invitation:
    """The invitation as it is now, its company locked."""
    company = lock_company(invitation.company)
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    invitation.company = company
    return invitation


def _inviter(invitation: Invitation) -> Membership:
    """The inviter's place now; an invitation offers nothing that they could not give today."""
    role = Role(invitation.role)
    found = Membership.objects.active().filter(
        company=invitation.company, user=invitation.invited_by, user__is_active=True
    )
    inviter = found.first()
    able = inviter is not None and role in manageable_roles(inviter)
    if role == Role.GLOBAL_ADMINISTRATOR:
        able = able and is_factor_mature(invitation.invited_by)
    if inviter is None or not able:
        raise InviterLostRight(
            inviter=invitation.invited_by.display_name,
            role=role.label,
            company=invitation.company.name,
        )
    return inviter


def _take_place(actor: User, invitation: Invitation, inviter: Membership) -> Membership:
    """A new place, or a higher role in the place that the person got in the meantime."""
    company = invitation.company
    membership = Membership.objects.active().filter(company=company, user=actor).first()
    if membership is None:
        close_overdue(company, actor)
        return Membership.objects.create(
            company=company,
            user=actor,
            role=invitation.role,
            role_by=invitation.invited_by,
            proven_at=clock.now() if inviter.proven_at else None,
            joined=Membership.Joined.INVITED,
            until=invitation.place_until,
        )
    if Role(membership.role).rank < Role(invitation.role).rank:
        give_role(membership, Role(invitation.role), giver=inviter, accepted=True)
        membership.until, membership.ending_told_at = invitation.place_until, None
        membership.save(update_fields=["until", "ending_told_at"])
    return membership


def _open_products(
    membership: Membership, invitation: Invitation, inviter: Membership
) -> list[Product]:
    """Give the offered ticks that still fit; returns those that do not."""
    offered = list(invitation.products.all())
    if not may(inviter, Permission.ACCESS_MANAGE):
        return offered
    lapse(membership)
    licensed = {open.product for open in openable_products(invitation.company)}
    held = ticked(membership)
    wanted = [product for product in offered if product in licensed and product not in held]
    full = full_products(invitation.company, wanted)
    fitting = [product for product in wanted if product not in full]
    tick(membership, fitting, by=invitation.invited_by)
    return [product for product in offered if product in full or product not in licensed]


def _record_acceptance(
    actor: User, invitation: Invitation, membership: Membership, missed: list[Product]
) -> None:
    """One event; with another account than the invited one, both addresses stand in it."""
    facts: dict[str, Any] = {"role": membership.role, "missed": names(missed)}
    private, kind = {"email": invitation.email}, Kind.INVITATION_ACCEPTED
    if not is_address_of(actor, invitation.email):
        private["account"], kind = actor.email, Kind.INVITATION_ACCEPTED_ELSEWHERE
    record(
        kind,
        actor=actor,
        company=invitation.company,
        person=actor,
        subject=invitation,
        private=private,
        **facts,
    )


def _record(kind: Kind, actor: User | None, invitation: Invitation) -> None:
    private = {"email": invitation.email}
    record(kind, actor=actor, company=invitation.company, subject=invitation, private=private)
