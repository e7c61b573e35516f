"""Inviting people: send, change, send again, revoke, accept, expire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import manageable_roles
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import full_products, names, require_places, tick, ticked
from klucznik.members.entitlements import openable_products
from klucznik.members.errors import (
    AlreadyInCompany,
    AlreadyInvited,
    AnotherAddress,
    FactorTooYoung,
    InvitationClosed,
    InviterLostRight,
    RightMissing,
)
from klucznik.members.invitations import is_address_of, renew
from klucznik.members.models import Invitation
from klucznik.members.permissions import acting
from klucznik.members.places import give_role


@transaction.atomic
def invite_member(
    actor: User, company: Company, *, email: str, role: Role, products: Iterable[Product] = ()
) -> Invitation:
    """Offer an address a place in the company: nobody offers more than they hold. Count the invitation first."""
    company = lock_company(company)
    products, email = list(products), email.lower()
    _may_offer(actor, company, role)
    _not_here_yet(company, email)
    require_places(company, products)
    fields = {"company": company, "email": email, "role": role, "invited_by": actor}
    invitation = renew(Invitation(**fields, language=actor.language))
    invitation.save()
    invitation.products.set(products)
    _record(Kind.MEMBER_INVITED, actor, invitation, products)
    return invitation


@transaction.atomic
def change_invitation(
    actor: User, invitation: Invitation, *, role: Role, products: Iterable[Product] = ()
) -> Invitation:
    """Change what is offered before it is accepted; who changes it stands behind it from now on."""
    invitation = _locked(actor, invitation)
    products, offered = list(products), list(invitation.products.all())
    _may_offer(actor, invitation.company, role)
    require_places(invitation.company, [product for product in products if product not in offered])
    if role == invitation.role and set(products) == set(offered):
        return invitation
    invitation.role, invitation.invited_by = role, actor
    invitation.save(update_fields=["role", "invited_by"])
    invitation.products.set(products)
    _record(Kind.INVITATION_CHANGED, actor, invitation, products)
    return invitation


@transaction.atomic
def send_invitation_again(actor: User, invitation: Invitation) -> Invitation:
    """Send a new link with 14 new days; the old one stops working. Count the invitation first."""
    invitation = _locked(actor, invitation)
    renew(invitation).save(
        update_fields=["nonce", "secret_hash", "sent_at", "expires_at", "bounced_at"]
    )
    _record(Kind.INVITATION_SENT_AGAIN, actor, invitation)
    return invitation


@transaction.atomic
def revoke_invitation(actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link stops working at once."""
    invitation = _locked(actor, invitation)
    invitation.revoked_at, invitation.revoked_by = clock.now(), actor
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    _record(Kind.INVITATION_REVOKED, actor, invitation)
    return invitation


@transaction.atomic
def accept_invitation(actor: User, invitation: Invitation) -> Membership:
    """Take the offered place. The address must be proved, and whoever invited must still be able to give the role.

    A product in which no place is left any more is left out, and the inviter is told.
    """
    company = lock_company(invitation.company)
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    invitation.company = company
    if not invitation.is_open:
        raise InvitationClosed
    if not is_address_of(actor, invitation.email):
        raise AnotherAddress
    inviter = _inviter(invitation)
    membership = _take_place(actor, invitation, inviter)
    missed = _open_products(membership, invitation)
    invitation.accepted_at, invitation.accepted_by = clock.now(), actor
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    facts: dict[str, Any] = {"role": membership.role, "missed": names(missed)}
    record(
        Kind.INVITATION_ACCEPTED,
        actor=actor,
        company=company,
        person=actor,
        subject=invitation,
        **facts,
    )
    return membership


@transaction.atomic
def expire_invitation(invitation: Invitation) -> bool:
    """Note that an invitation ran out; False when somebody accepted, revoked or renewed it meanwhile."""
    lock_company(invitation.company)
    due = Invitation.objects.open().filter(pk=invitation.pk, expires_at__lte=clock.now())
    if not due.update(expired_at=clock.now()):
        return False
    _record(Kind.INVITATION_EXPIRED, None, invitation)
    return True


def _locked(actor: User, invitation: Invitation) -> Invitation:
    """The invitation as it is now, the company locked, and the actor still entitled to what it offers."""
    company = lock_company(invitation.company)
    invitation = Invitation.objects.get(pk=invitation.pk)
    invitation.company = company
    if invitation.role not in manageable_roles(acting(actor, company)):
        raise RightMissing
    if not Invitation.objects.open().filter(pk=invitation.pk).exists():
        raise InvitationClosed
    return invitation


def _may_offer(actor: User, company: Company, role: Role) -> None:
    if role not in manageable_roles(acting(actor, company)):
        raise RightMissing
    if role == Role.GLOBAL_ADMINISTRATOR and not is_factor_mature(actor):
        raise FactorTooYoung


def _not_here_yet(company: Company, email: str) -> None:
    """One place and one waiting invitation per address; one that ran out unnoticed makes room."""
    if Membership.objects.active().filter(company=company, user__email__iexact=email).exists():
        raise AlreadyInCompany
    for waiting in Invitation.objects.open().filter(company=company, email__iexact=email):
        if not expire_invitation(waiting):
            raise AlreadyInvited


def _inviter(invitation: Invitation) -> Membership:
    """The inviter's place now; an invitation offers nothing that they could not give today."""
    found = Membership.objects.active().filter(
        company=invitation.company, user=invitation.invited_by
    )
    inviter = found.first()
    if inviter is None or invitation.role not in manageable_roles(inviter):
        raise InviterLostRight
    return inviter


def _take_place(actor: User, invitation: Invitation, inviter: Membership) -> Membership:
    """A new place, or a higher role in the place that the person got in the meantime."""
    membership = Membership.objects.active().filter(company=invitation.company, user=actor).first()
    if membership is None:
        return Membership.objects.create(
            company=invitation.company,
            user=actor,
            role=invitation.role,
            role_by=invitation.invited_by,
            proven_at=clock.now() if inviter.proven_at else None,
            joined=Membership.Joined.INVITED,
        )
    if Role(membership.role).rank < Role(invitation.role).rank:
        give_role(membership, Role(invitation.role), giver=inviter)
    return membership


def _open_products(membership: Membership, invitation: Invitation) -> list[Product]:
    """Give the offered ticks that still fit; returns those that do not."""
    licensed = {open.product for open in openable_products(invitation.company)}
    held, offered = ticked(membership), list(invitation.products.all())
    wanted = [product for product in offered if product in licensed and product not in held]
    full = full_products(invitation.company, wanted)
    tick(
        membership, [product for product in wanted if product not in full], by=invitation.invited_by
    )
    return [product for product in offered if product in full or product not in licensed]


def _record(
    kind: Kind,
    actor: User | None,
    invitation: Invitation,
    products: Iterable[Product] | None = None,
) -> None:
    facts: dict[str, Any] = {"role": invitation.role}
    if products is not None:
        facts["products"] = names(products)
    private = {"email": invitation.email}
    record(
        kind, actor=actor, company=invitation.company, subject=invitation, private=private, **facts
    )
