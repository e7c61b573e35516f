"""Users, access to products and invitations for programs: the same acts, limits and refusals as on the pages."""

from __future__ import annotations

from typing import Annotated, Literal

from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation
from ninja import Query, Router, Status

from klucznik.accounts.doors import must_confirm_factor
from klucznik.accounts.mailboxes import clean_mailbox
from klucznik.accounts.purposes import Purpose
from klucznik.catalog.models import Product
from klucznik.companies.api import NoRight, member, person
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.members.actions.invitations import invite_member, revoke_invitation
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.entitlements import openable_products
from klucznik.members.errors.invitations import FactorNotFresh, NotAnAddress, UnknownProducts
from klucznik.members.explaining import explain, explain_all
from klucznik.members.models import Invitation
from klucznik.members.roster import Filter, members_page
from klucznik.members.schemas import (
    AccessOut,
    InvitationIn,
    InvitationOut,
    InvitationsOut,
    MemberIn,
    MemberOut,
    MembersOut,
)
from klucznik.members.trying import count_invitation

router = Router(tags=["access"])
invitations = Router(tags=["invitations"])
members = Router(tags=["members"])
Language = Annotated[Literal["", "pl", "en"], Query()]


@router.get("/{company}/access", response={200: list[AccessOut], (403, 404): Problem})
def accesses(request: HttpRequest, company: str, language: Language = "") -> list[AccessOut]:
    """What the signed-in person opens in a company, product by product."""
    place = own_place(request, company)
    with translation.override(language or translation.get_language()):
        return [AccessOut.of(answer) for answer in explain_all(place)]


@router.get("/{company}/access/{product}", response={200: AccessOut, (403, 404): Problem})
def access(request: HttpRequest, company: str, product: str, language: Language = "") -> AccessOut:
    """Whether the signed-in person opens one product; the address leads on when they do not."""
    place = own_place(request, company)
    found = get_object_or_404(Product.objects.programs(), code=product)
    with translation.override(language or translation.get_language()):
        return AccessOut.of(explain(place, found))


@invitations.get("/{company}/invitations", response={200: InvitationsOut, (403, 404): Problem})
def invitations_of(
    request: HttpRequest, company: str, after: Annotated[str, Query(max_length=300)] = ""
) -> InvitationsOut:
    """Invitations that wait, and those that ran out within a month, fifty at a time; without their links."""
    place = member(request, company, Permission.MEMBERS_READ)
    listed = Invitation.objects.listed().filter(company=place.company)
    rows = listed.select_related("invited_by").prefetch_related("products")
    page = keyset(rows, ("-id",), after)
    return InvitationsOut(invitations=[InvitationOut.of(row) for row in page.rows], next=page.next)


@invitations.post(
    "/{company}/invitations", response={201: InvitationOut, (403, 404, 409, 422, 429): Problem}
)
def invite(request: HttpRequest, company: str, asked: InvitationIn) -> Status[InvitationOut]:
    """Invite one person. The global role is offered only with a second step of a moment ago."""
    place = member(request, company, Permission.MEMBERS_MANAGE)
    if asked.role == Role.GLOBAL_ADMINISTRATOR and must_confirm_factor(request, Purpose.GRANT):
        raise FactorNotFresh
    email, products = mailbox(asked.email), openable(place, asked.products)
    count_invitation(place, email)
    made = invite_member(
        person(request),
        place.company,
        email=email,
        role=asked.role,
        products=products,
        until=asked.until,
    )
    return Status(201, InvitationOut.of(made))


@invitations.delete(
    "/{company}/invitations/{invitation}", response={204: None, (403, 404, 410): Problem}
)
def revoke(request: HttpRequest, company: str, invitation: str) -> Status[None]:
    """Take an invitation back, or one that ran out off the list."""
    place = member(request, company, Permission.MEMBERS_MANAGE)
    listed = Invitation.objects.listed().filter(company=place.company)
    revoke_invitation(person(request), get_object_or_404(listed, public_id=invitation))
    return Status(204, None)


@members.get("/{company}/members", response={200: MembersOut, (403, 404): Problem})
def members_of(
    request: HttpRequest, company: str, after: Annotated[str, Query(max_length=2000)] = ""
) -> MembersOut:
    """Everybody in the company, fifty at a time, in the order of the page."""
    place = member(request, company, Permission.MEMBERS_READ)
    page = members_page(place.company, Filter(), after)
    return MembersOut(members=[MemberOut.of(row) for row in page.rows], next=page.next)


@members.patch(
    "/{company}/members/{member}", response={200: MemberOut, (403, 404, 409, 422): Problem}
)
def change_member(request: HttpRequest, company: str, member: str, asked: MemberIn) -> MemberOut:
    """Change the role, the last day, or both: all or nothing. The keys take a second step of a moment ago."""
    target = managed_by(request, company, member)
    confirm_for_keys(request, target, asked.role)
    with transaction.atomic():
        if asked.role is not None:
            target = change_role(person(request), target, role=asked.role)
        if "until" in asked.model_fields_set:
            target = set_place_until(person(request), target, until=asked.until)
    if target.user_id == person(request).pk:
        person(request).refresh_from_db()
        update_session_auth_hash(request, person(request))
    return MemberOut.of(target)


@members.delete("/{company}/members/{member}", response={204: None, (403, 404, 409): Problem})
def remove(request: HttpRequest, company: str, member: str) -> Status[None]:
    """Disconnect somebody from the company."""
    target = managed_by(request, company, member)
    confirm_for_keys(request, target, None)
    remove_member(person(request), target)
    return Status(204, None)


def managed_by(request: HttpRequest, company: str, id: str) -> Membership:
    """Somebody of a company in which the caller manages users, or 404."""
    place = member(request, company, Permission.MEMBERS_MANAGE)
    active = Membership.objects.active().select_related("user")
    found = get_object_or_404(active, company=place.company, public_id=id)
    found.company = place.company
    return found


def confirm_for_keys(request: HttpRequest, target: Membership, role: Role | None) -> None:
    """Whatever is done about the keys is confirmed as on the page."""
    about_keys = target.is_global_administrator or role == Role.GLOBAL_ADMINISTRATOR
    if about_keys and must_confirm_factor(request, Purpose.GRANT):
        raise FactorNotFresh


def mailbox(typed: str) -> str:
    """The address as it is kept, refused with the same sentences as on the page."""
    try:
        return clean_mailbox(typed)
    except ValidationError as refusal:
        raise NotAnAddress(why=" ".join(refusal.messages)) from refusal


def openable(place: Membership, codes: list[str]) -> list[Product]:
    """The named products, each of which people of this company open by a right."""
    known = {open.product.code: open.product for open in openable_products(place.company)}
    if unknown := [code for code in codes if code not in known]:
        raise UnknownProducts(codes=", ".join(unknown)[:200])
    return [known[code] for code in dict.fromkeys(codes)]


def own_place(request: HttpRequest, company: str) -> Membership:
    """The caller's place, also while the company waits for their second step: that is one of the answers."""
    rows = Membership.objects.active().select_related("company")
    place = get_object_or_404(rows, company__public_id=company, user=person(request))
    place.user = person(request)
    if not may(place, Permission.PRODUCTS_READ):
        raise NoRight
    return place
