"""What time does: invitations run out, places and rights end on their day, former administrators are forgotten."""

from __future__ import annotations

from django.db.models import F, Q

from klucznik.companies.models import FormerAdministrator, Membership
from klucznik.core import clock
from klucznik.jobs.queue import every
from klucznik.members.actions.access_requests import expire_access_request
from klucznik.members.actions.deputies import (
    ask_to_confirm,
    lapse_deputy,
    lapse_unconfirmed,
    remind_deputy,
)
from klucznik.members.actions.invitations import expire_invitation
from klucznik.members.actions.limits import (
    expire_access,
    expire_place,
    tell_access_ending,
    tell_place_ending,
)
from klucznik.members.deputies import lapsed, to_ask_again, to_remind, unconfirmed
from klucznik.members.models import AccessRequest, Invitation, ProductAccess
from klucznik.members.timetable import DECIDED_AHEAD, TOLD_AHEAD


@every(minutes=10)
def expire_invitations() -> None:
    """Close invitations that nobody accepted in time; each in a commit of its own."""
    due = Invitation.objects.open().filter(expires_at__lte=clock.now()).select_related("company")
    for invitation in due.order_by("company_id", "pk").iterator(chunk_size=500):
        expire_invitation(invitation)


@every(minutes=10)
def expire_access_requests() -> None:
    """Close requests for access that nobody answered in time; each in a commit of its own."""
    due = AccessRequest.objects.open().filter(expires_at__lte=clock.now())
    due = due.select_related("membership__company").order_by("membership__company_id", "pk")
    for request in due.iterator(chunk_size=500):
        expire_access_request(request)


@every(minutes=5)
def end_places() -> None:
    """End the places whose day is over; each in a commit of its own."""
    due = Membership.objects.filter(ended_at=None, until__lte=clock.now() + DECIDED_AHEAD)
    for membership in due.select_related("company").order_by("company_id", "until", "pk"):
        expire_place(membership)


@every(minutes=5)
def end_rights() -> None:
    """End the rights to products whose day is over; each in a commit of its own."""
    due = ProductAccess.objects.overdue().select_related("membership__company", "membership__user")
    for access in due.select_related("product").order_by("membership__company_id", "pk"):
        expire_access(access)


@every(hours=1)
def tell_endings() -> None:
    """Write 14 days and 2 days before a place or a right ends; each in a commit of its own."""
    now, (first, last) = clock.now(), TOLD_AHEAD
    soon = Q(until__gt=now, until__lte=now + first)
    again = Q(until__lte=now + last, ending_told_at__lt=F("until") - last)
    untold = soon & (Q(ending_told_at=None) | again)
    for membership in Membership.objects.filter(untold, ended_at=None).select_related("company"):
        tell_place_ending(membership)
    rights = ProductAccess.objects.active().filter(untold)
    for access in rights.select_related("membership__company"):
        tell_access_ending(access)


@every(hours=6)
def forget_former_administrators() -> None:
    """A tombstone lives 24 months."""
    FormerAdministrator.objects.filter(forget_at__lte=clock.now()).delete()


@every(hours=1)
def ask_deputies_again() -> None:
    """After a week without an answer the person is asked once more; each in a commit of its own."""
    for deputy in to_remind().select_related("membership__company", "membership__user"):
        remind_deputy(deputy)


@every(hours=1)
def lapse_deputies() -> None:
    """After 30 days without an answer a naming ends."""
    for deputy in lapsed().select_related("membership__company", "membership__user"):
        lapse_deputy(deputy)


@every(hours=1)
def keep_deputies_true() -> None:
    """Once a year deputies say that they still stand by; after 30 days without an answer they do not."""
    for deputy in to_ask_again().select_related("membership__company", "membership__user"):
        ask_to_confirm(deputy)
    for deputy in unconfirmed().select_related("membership__company", "membership__user"):
        lapse_unconfirmed(deputy)
