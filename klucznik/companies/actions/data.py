"""What a company says about itself: its contact data."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.errors import ContactLockedOnProbation, DataChangedMeanwhile, RightEnded
from klucznik.companies.fields import CONTACT_FIELDS, data_version
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def edit_company(actor: User, membership: Membership, *, seen: str = "", **data: str) -> Company:
    """Change a company's contact data: an import leaves alone what the customer edited.

    The tax ID is the vendor's matter. `seen` is the version that the person had before them: what somebody else saved
    since then is not overwritten.
    """
    company = lock_company(membership.company)
    own = _still_editing(membership)
    if seen and seen != data_version(company):
        raise DataChangedMeanwhile
    changed = [
        field
        for field in CONTACT_FIELDS
        if field in data and getattr(company, field) != data[field]
    ]
    if not changed:
        return company
    if own.is_on_probation and "email" in changed:
        raise ContactLockedOnProbation
    before = {field: getattr(company, field) for field in changed}
    for field in changed:
        setattr(company, field, data[field])
    if "email" in changed:
        company.email_since = clock.now()
    company.edited_fields = sorted({*company.edited_fields, *changed})
    company.save()
    record(
        Kind.COMPANY_CHANGED,
        actor=actor,
        company=company,
        subject=company,
        fields=changed,
        private={"before": before, "after": {field: data[field] for field in changed}},
    )
    return company


def _still_editing(membership: Membership) -> Membership:
    """The same place as it is now, under the lock: the right may have ended while the form was open."""
    own = Membership.objects.active().filter(pk=membership.pk).first()
    if own is None or not may(own, Permission.DATA_EDIT):
        raise RightEnded
    return own
