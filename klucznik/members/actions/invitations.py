"""Inviting people: send, change, send again, correct the address, revoke, expire."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, manageable_roles, may
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import names, require_places
from klucznik.members.errors import FactorTooYoung, RightMissing, UntilOutOfRange
from klucznik.members.errors.invitations import (
    AlreadyInCompany,
    AlreadyInvited,
    InvitationClosed,
    OfferOver,
    SameAddress,
    TooManyWaiting,
)
from klucznik.members.invitations import renew, waits_until
from klucznik.members.models import Invitation
from klucznik.members.permissions import acting
from klucznik.members.timetable import day_of, end_of_day, is_choosable
from klucznik.members.trying import most_waiting


@transaction.atomic
def invite_member(
    actor: User,
    company: Company,
    *,
    email: str,
    role: Role,
    products: Iterable[Product] = (),
    until: date | None = None,
) -> Invitation:
    """Offer an address a place in the company: nobody offers more than they hold. Count the invitation first."""
    company = lock_company(company)
    products, email = list(products), email.lower()
    manager = _may_offer(actor, company, role, products)
    _not_here_yet(company, email)
    _room_for_one_more(manager)
    require_places(company, products)
    offer = Invitation(company=company, email=email, role=role, language=actor.language)
    offer.place_until = _chosen(until)
    return _written(offer, actor, products)


@transaction.atomic
def change_invitation(
    actor: User,
    invitation: Invitation,
    *,
    role: Role,
    products: Iterable[Product] = (),
    until: date | None = None,
) -> Invitation:
    """Change what is offered before it is accepted; who changes it stands behind it from now on."""
    invitation = _locked(actor, invitation)
    products, offered = list(products), list(invitation.products.all())
    _may_offer(actor, invitation.company, role, products)
    require_places(invitation.company, [product for product in products if product not in offered])
    kept = until == day_of(invitation.place_until)
    if role == invitation.role and set(products) == set(offered) and kept:
        return invitation
    if Role(role).rank > Role(invitation.role).rank:
        _ask_about_accounts_again(invitation)
    invitation.place_until = invitation.place_until if kept else _chosen(until)
    invitation.role, invitation.invited_by = role, actor
    invitation.expires_at = waits_until(invitation)
    invitation.save(update_fields=["role", "invited_by", "place_until", "expires_at"])
    invitation.products.set(products)
    _record(Kind.INVITATION_CHANGED, actor, invitation, products)
    return invitation


@transaction.atomic
def send_invitation_again(actor: User, invitation: Invitation) -> Invitation:
    """Send a new link with 14 new days, also after the old ones; who sends it stands behind it. Count it first."""
    invitation = _locked(actor, invitation, late=True)
    company, products = invitation.company, list(invitation.products.all())
    manager = _may_offer(actor, company, Role(invitation.role), products)
    if invitation.place_until and invitation.place_until <= clock.now():
        raise OfferOver(day=date_long(invitation.place_until))
    if invitation.has_run_out:
        _not_here_yet(company, invitation.email, apart_from=invitation)
        _room_for_one_more(manager)
    invitation.invited_by = actor
    renew(invitation).save()
    _record(Kind.INVITATION_SENT_AGAIN, actor, invitation)
    return invitation


@transaction.atomic
def correct_address(actor: User, invitation: Invitation, *, email: str) -> Invitation:
    """Revoke an invitation of a wrong address and offer the same to the right one. Count the invitation first."""
    invitation = _locked(actor, invitation, late=True)
    company, products = invitation.company, list(invitation.products.all())
    if email.lower() == invitation.email:
        raise SameAddress
    manager = _may_offer(actor, company, Role(invitation.role), products)
    if invitation.place_until and invitation.place_until <= clock.now():
        raise OfferOver(day=date_long(invitation.place_until))
    _not_here_yet(company, email.lower())
    _end(actor, invitation)
    _room_for_one_more(manager)
    offer = Invitation(company=company, email=email.lower(), role=invitation.role)
    offer.place_until, offer.language = invitation.place_until, invitation.language
    return _written(offer, actor, products)


@transaction.atomic
def revoke_invitation(actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back, or one that ran out off the list; its link stops working at once."""
    return _end(actor, _locked(actor, invitation, late=True))


@transaction.atomic
def expire_invitation(invitation: Invitation) -> bool:
    """Note that an invitation ran out; False when somebody accepted, revoked or renewed it meanwhile."""
    lock_company(invitation.company)
    due = Invitation.objects.open().filter(pk=invitation.pk, expires_at__lte=clock.now())
    if not due.update(expired_at=clock.now()):
        return False
    _record(Kind.INVITATION_EXPIRED, None, invitation)
    return True


def _locked(actor: User, invitation: Invitation, *, late: bool = False) -> Invitation:
    """The invitation as it is now, the company locked, and the actor still entitled to what it offers."""
    company = lock_company(invitation.company)
    invitation = Invitation.objects.get(pk=invitation.pk)
    invitation.company = company
    if invitation.role not in manageable_roles(acting(actor, company)):
        raise RightMissing
    if invitation.is_ended or (invitation.has_run_out and not late):
        raise InvitationClosed
    return invitation


def _may_offer(
    actor: User, company: Company, role: Role, products: Iterable[Product]
) -> Membership:
    """The actor's place, when it may give this role and these ticks."""
    manager = acting(actor, company)
    if role not in manageable_roles(manager):
        raise RightMissing
    if products and not may(manager, Permission.ACCESS_MANAGE):
        raise RightMissing
    if role == Role.GLOBAL_ADMINISTRATOR and not is_factor_mature(actor):
        raise FactorTooYoung
    return manager


def _not_here_yet(company: Company, email: str, *, apart_from: Invitation | None = None) -> None:
    """One place and one waiting invitation per address; one that ran out unnoticed makes room."""
    if Membership.objects.active().filter(company=company, user__email__iexact=email).exists():
        raise AlreadyInCompany
    others = Invitation.objects.open().filter(company=company, email__iexact=email)
    for waiting in others.exclude(pk=apart_from.pk) if apart_from else others:
        if not expire_invitation(waiting):
            raise AlreadyInvited


def _room_for_one_more(manager: Membership) -> None:
    """Whether one more invitation may wait. Call it under `lock_company`, or two would take the last room."""
    most = most_waiting(manager)
    if Invitation.objects.waiting().filter(company=manager.company).count() >= most:
        raise TooManyWaiting(most=most)


def _chosen(day: date | None) -> Any:
    """The moment at which a place offered until this day ends."""
    if day is None:
        return None
    if not is_choosable(day):
        raise UntilOutOfRange
    return end_of_day(day)


def _written(offer: Invitation, actor: User, products: list[Product]) -> Invitation:
    """Store a new offer; its event brings the message on its way."""
    offer.invited_by = actor
    renew(offer).save()
    offer.products.set(products)
    _record(Kind.MEMBER_INVITED, actor, offer, products)
    return offer


def _end(actor: User, invitation: Invitation) -> Invitation:
    invitation.revoked_at, invitation.revoked_by = clock.now(), actor
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    _record(Kind.INVITATION_REVOKED, actor, invitation)
    return invitation


def _ask_about_accounts_again(invitation: Invitation) -> None:
    """What was allowed to another account was allowed for less; somebody decides anew."""
    allowed = invitation.other_accounts.filter(allowed_at__isnull=False)
    allowed.update(allowed_at=None, decided_by=None)


def _record(
    kind: Kind,
    actor: User | None,
    invitation: Invitation,
    products: Iterable[Product] | None = None,
) -> None:
    facts: dict[str, Any] = {"role": invitation.role}
    if products is not None:
        facts["products"] = names(products)
    if invitation.place_until:
        facts["until"] = str(day_of(invitation.place_until))
    record(
        kind,
        actor=actor,
        company=invitation.company,
        subject=invitation,
        private={"email": invitation.email},
        **facts,
    )
