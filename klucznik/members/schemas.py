"""What programs send and receive about access to products and invitations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Field, Schema
from pydantic import StringConstraints

from klucznik.companies.models import Membership, Role
from klucznik.core.problems import Input
from klucznik.members.explaining import Answer
from klucznik.members.models import Invitation
from klucznik.members.timetable import day_of

Code = Annotated[str, StringConstraints(max_length=40)]


class AccessOut(Schema):
    """Whether the signed-in person opens a product and how far, why, and where to send them next."""

    product: str
    name: str
    opens: bool
    mode: Literal["full", "read_only"]
    verdict: str
    sentence: str
    url: str
    since: datetime | None
    until: datetime | None

    @classmethod
    def of(cls, answer: Answer) -> AccessOut:
        company, product = answer.membership.company, answer.product
        page = reverse("members:no_access", args=[company.public_id, product.code])
        tick = answer.facts.tick
        return cls(
            product=product.code,
            name=product.name,
            opens=answer.opens,
            mode=answer.mode,
            verdict=answer.verdict.value,
            sentence=answer.to_you,
            url=f"{settings.PUBLIC_URL}{page}",
            since=tick.since if tick else None,
            until=answer.until,
        )


class InvitationIn(Input):
    """Whom to invite, and what is offered; products by their codes."""

    email: str = Field(max_length=254)
    role: Role = Role.USER
    products: list[Code] = Field(default_factory=list, max_length=200)
    until: date | None = None


class InvitationOut(Schema):
    """An invitation as the company's administrators see it; its link is in the message alone."""

    id: str
    email: str
    role: str
    products: list[str]
    until: date | None
    state: str
    invited_by: str
    invited_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> InvitationOut:
        return cls(
            id=invitation.public_id,
            email=invitation.email,
            role=invitation.role,
            products=[product.code for product in invitation.products.all()],
            until=day_of(invitation.place_until),
            state=_state(invitation),
            invited_by=invitation.invited_by.display_name,
            invited_at=invitation.invited_at,
            expires_at=invitation.expires_at,
        )


class InvitationsOut(Schema):
    """A page of invitations; `next` asks for the following one."""

    invitations: list[InvitationOut]
    next: str | None


class MemberIn(Input):
    """What is to change about a member; a last day of null lets the place last."""

    role: Role | None = None
    until: date | None = None


class MemberOut(Schema):
    """A member as the company's administrators see them."""

    id: str
    name: str
    email: str
    role: str
    role_since: datetime
    joined_at: datetime
    until: date | None
    last_active_at: datetime | None

    @classmethod
    def of(cls, place: Membership) -> MemberOut:
        return cls(
            id=place.public_id,
            name=place.user.get_full_name(),
            email=place.user.email,
            role=place.role,
            role_since=place.role_since,
            joined_at=place.joined_at,
            until=day_of(place.until),
            last_active_at=place.last_active_at,
        )


class MembersOut(Schema):
    """A page of members; `next` asks for the following one."""

    members: list[MemberOut]
    next: str | None


def _state(invitation: Invitation) -> str:
    if invitation.bounced_at:
        return "bounced"
    return "expired" if invitation.has_run_out else "waiting"
