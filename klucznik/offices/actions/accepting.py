"""The client's answer to an invitation: accept, decline, and the answer of its administrators when they are asked."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from klucznik.accounts.departures import hold_account
from klucznik.accounts.models import User
from klucznik.companies.actions.connecting import new_company
from klucznik.companies.errors import CompanyAlreadyThere
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.accesses import full_products, lapse, tick, ticked
from klucznik.members.entitlements import openable_products
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.members.places import close_overdue
from klucznik.offices.actions.ending import record_both
from klucznik.offices.actions.locking import lock_share
from klucznik.offices.errors import ShareNotPossible
from klucznik.offices.errors.accepting import (
    AlreadyAsking,
    AnotherMailbox,
    OfferChanged,
    OfficeRests,
    ShareClosed,
    SomebodyOfTheOffice,
)
from klucznik.offices.life import Act
from klucznik.offices.models import Power, PowerKind, Share, Side
from klucznik.offices.offers import (
    Offer,
    company_of,
    is_answerable,
    lets_in,
    may_accept,
    offer_for,
    why_it_rests,
)
from klucznik.offices.sharing import WITHDRAWABLE_FOR, serves_it_already

ALL_POWERS = tuple(PowerKind)


@transaction.atomic
def accept_share(actor: User, share: Share, *, powers: Collection[PowerKind] = ALL_POWERS) -> Share:
    """Accept as the invited person: the company is made, gets the share, or its administrators are asked.

    The mailbox of the invitation must be the actor's. Nobody gets a right where somebody holds or held one.
    """
    share, company = _offered(share, Act.ACCEPT)
    hold_account(actor)
    _require_invited(actor, share)
    offer = offer_for(actor, company)
    if offer == Offer.ASKS:
        assert company is not None
        return _ask(actor, share, company)
    if offer == Offer.LEADS:
        assert company is not None
        _let_in(actor, company)
        # Who has no right in the company gives none to the office: whoever regains the keys decides.
        return _activate(actor, share, company, powers=())
    if offer == Offer.MAKES:
        company = _make(actor, share, company)
    assert company is not None
    _activate(actor, share, company, powers=powers, made=offer == Offer.MAKES)
    _open_for(actor, share, company)
    return share


@transaction.atomic
def agree_to_share(
    actor: User, share: Share, *, powers: Collection[PowerKind] = ALL_POWERS
) -> Share:
    """Accept for a company that is there already, as somebody who decides in it about the office."""
    share, company = _offered(share, Act.AGREE)
    if company is None:
        raise RightMissing
    _decide(actor, company)
    return _activate(actor, share, company, powers=powers)


@transaction.atomic
def refuse_share(actor: User, share: Share) -> Share:
    """Say no for the company whose administrators were asked; the place in the office's license is free."""
    share = lock_share(share, Act.REFUSE)
    assert share.company is not None
    _decide(actor, share.company)
    return _end(actor, share)


@transaction.atomic
def decline_share(actor: User | None, share: Share) -> Share:
    """Do not take what is offered; whoever holds the link may say so, signed in or not."""
    share = lock_share(share, Act.DECLINE)
    if not share.is_link_open:
        raise ShareClosed
    return _end(actor, share)


def _offered(share: Share, act: Act) -> tuple[Share, Company | None]:
    """The share and the company of its tax ID as they are now, both locked; refused when it is no offer any more."""
    company = company_of(share)
    try:
        share = lock_share(share, act, *([company] if company else []))
    except ShareNotPossible as gone:
        raise ShareClosed from gone
    if not is_answerable(share):
        raise ShareClosed
    if why_it_rests(share):
        raise OfficeRests(office=share.office.name, product=share.product.name)
    if company is not None:
        company.refresh_from_db()
    return share, company


def _require_invited(actor: User, share: Share) -> None:
    """The mailbox is the actor's, and the actor is nobody of an office of this firm: none administers its client."""
    if not may_accept(actor, share):
        raise AnotherMailbox
    if serves_it_already(actor, share):
        raise SomebodyOfTheOffice


def _ask(actor: User, share: Share, company: Company) -> Share:
    """Nobody becomes anything: the administrators of the company answer."""
    if share.asked_at:
        raise AlreadyAsking
    if lets_in(company):
        _let_in(actor, company)
    share.company, share.asked_at, share.asked_by = company, clock.now(), actor
    share.save(update_fields=["company", "asked_at", "asked_by"])
    record_both(Kind.SHARE_ASKED, actor, share, person=actor)
    return share


def _make(actor: User, share: Share, company: Company | None) -> Company:
    """A company with the data that the office typed; whoever accepts administers it, and nobody has proven that."""
    if company is None or company.closed_at:
        company = _new_company(share)
        record(Kind.COMPANY_FOUNDED, actor=actor, company=company, tax_id=str(share.tax_id))
    Membership.objects.create(
        company=company,
        user=actor,
        role=Role.GLOBAL_ADMINISTRATOR,
        joined=Membership.Joined.INVITED,
    )
    return company


def _new_company(share: Share) -> Company:
    data = {name: getattr(share, name) for name in ("name", "street", "postcode", "city", "email")}
    try:
        return new_company(share.tax_id, data)
    except CompanyAlreadyThere as taken:
        raise OfferChanged from taken


def _let_in(actor: User, company: Company) -> None:
    """Associate the person, who sees the products and has no right: the ways to the keys begin there."""
    places = Membership.objects.active().filter(company=company, user=actor)
    if places.exists():
        return
    close_overdue(company, actor)
    place = Membership.objects.create(
        company=company, user=actor, role=Role.ASSOCIATED, joined=Membership.Joined.INVITED
    )
    record(Kind.COMPANY_ASSOCIATED, actor=actor, company=company, subject=place)


def _activate(
    actor: User,
    share: Share,
    company: Company,
    *,
    powers: Collection[PowerKind],
    made: bool = False,
) -> Share:
    """The share is the company's, and the office has the powers that were left ticked."""
    now = clock.now()
    share.company, share.accepted_at, share.accepted_by = company, now, actor
    share.made_company = made
    share.withdrawable_until = now + WITHDRAWABLE_FOR if made else None
    share.save(
        update_fields=[
            "company",
            "accepted_at",
            "accepted_by",
            "made_company",
            "withdrawable_until",
        ]
    )
    kinds = [kind for kind in PowerKind if kind in powers]
    Power.objects.bulk_create([Power(share=share, kind=kind, since=now) for kind in kinds])
    record_both(
        Kind.SHARE_ACCEPTED, actor, share, person=actor, powers=[kind.value for kind in kinds]
    )
    return share


def _open_for(actor: User, share: Share, company: Company) -> None:
    """Whoever accepted for themselves opens the application at once, while it has a place for them."""
    place = Membership.objects.active().get(company=company, user=actor)
    product = share.product
    lapse(place)
    if not product.needs_access or product in ticked(place):
        return
    begins_later = product not in [open.product for open in openable_products(company)]
    if begins_later or not full_products(company, [product]):
        tick(place, [product], by=actor)


def _end(actor: User | None, share: Share) -> Share:
    share.ended_at, share.ended_by, share.ended_side = clock.now(), actor, Side.CLIENT
    share.save(update_fields=["ended_at", "ended_by", "ended_side"])
    record_both(Kind.SHARE_REFUSED, actor, share, person=actor)
    return share


def _decide(actor: User, company: Company) -> None:
    """Refuse whoever does not decide in the company about the office."""
    place = acting(actor, company)
    if not may(place, Permission.OFFICE_MANAGE):
        raise RightMissing
