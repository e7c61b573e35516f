"""What a person takes out about companies: places, invitations, rights to products, requests."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.companies.models import Membership
from klucznik.members.models import AccessRequest, Deputy, Invitation, ProductAccess


def memberships(user: User) -> Rows:
    """Places of now and before."""
    places = Membership.objects.filter(user=user).order_by("joined_at")
    return list(
        places.values("role", "joined", "joined_at", "role_since", "until", "ended_at").annotate(
            company_name=F("company__name"), company_tax_number=F("company__tax_number")
        )
    )


def invitations(user: User) -> Rows:
    """Those sent by the person (to whom, as the page shows it) and those to them."""
    found = Invitation.objects.filter(
        Q(invited_by=user) | Q(accepted_by=user) | Q(email__iexact=user.email)
    )
    rows = found.order_by("invited_at").select_related("company")
    return [
        {
            "company_name": one.company.name,
            "sent_by_you": one.invited_by_id == user.pk,
            "email": one.email,
            "role": one.role,
            "invited_at": one.invited_at,
            "accepted_at": one.accepted_at,
            "revoked_at": one.revoked_at,
            "expired_at": one.expired_at,
        }
        for one in rows
    ]


def accesses(user: User) -> Rows:
    ticks = ProductAccess.objects.filter(membership__user=user).order_by("granted_at")
    return list(
        ticks.values("granted_at", "until", "ended_at").annotate(
            company_name=F("membership__company__name"), product_name=F("product__name")
        )
    )


def requests(user: User) -> Rows:
    """Requests for access to products."""
    asked = AccessRequest.objects.filter(membership__user=user).order_by("asked_at")
    return list(
        asked.values("reason", "asked_at", "outcome", "answer", "decided_at").annotate(
            company_name=F("membership__company__name"), product_name=F("product__name")
        )
    )


def deputyships(user: User) -> Rows:
    found = Deputy.objects.filter(membership__user=user).order_by("named_at")
    return list(
        found.values(
            "wait_days", "named_at", "accepted_at", "confirmed_at", "declined_at", "ended_at"
        ).annotate(company_name=F("membership__company__name"))
    )


PARTS = [
    Part("memberships", _("Places in companies"), memberships),
    Part("invitations", _("Invitations sent and received"), invitations),
    Part("accesses", _("Access to products"), accesses),
    Part("access-requests", _("Requests for access"), requests),
    Part("deputyships", _("Being a deputy"), deputyships),
]
