"""What a person takes out about offices: clients that they served, and what was shared with them."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.offices.models import Assignment, Share, Word


def served(user: User) -> Rows:
    """Clients of now and before, as the person's own list named them."""
    found = Assignment.objects.filter(member=user).order_by("since")
    return list(
        found.values("since", "ended_at").annotate(
            office_name=F("client__office__name"),
            client_name=F("client__name"),
            client_tax_number=F("client__tax_number"),
        )
    )


def shared(user: User) -> Rows:
    """What offices offered to the person's address, and what the person accepted or asked for."""
    theirs = Q(accepted_by=user) | Q(asked_by=user) | Q(email__iexact=user.email)
    found = Share.objects.filter(theirs).order_by("offered_at")
    return [
        {
            "office_name": one.office.name,
            "product_name": one.product.name,
            "company_name": one.company.name if one.company else one.name,
            "email": one.email if one.email.lower() == user.email.lower() else None,
            "offered_at": one.offered_at,
            "accepted_by_you": one.accepted_by_id == user.pk,
            "accepted_at": one.accepted_at,
            "ended_at": one.ended_at,
            "reading_until": one.reading_until,
        }
        for one in found.select_related("client__office", "product", "company")
    ]


def words(user: User) -> Rows:
    """What the person said for an office in cases about a client's keys."""
    said = Word.objects.filter(said_by=user).order_by("said_at")
    return list(
        said.values("said_at", "confirms").annotate(
            office_name=F("office__name"), company_name=F("declaration__company__name")
        )
    )


PARTS = [
    Part("served-clients", _("Clients of an accounting office that you serve or served"), served),
    Part("shares", _("Applications shared by accounting offices"), shared),
    Part("office-words", _("What you said for an office in cases"), words),
]
