"""What time does: invitations run out, former administrators are forgotten."""

from __future__ import annotations

from klucznik.companies.models import FormerAdministrator
from klucznik.core import clock
from klucznik.jobs.queue import every
from klucznik.members.actions.invitations import expire_invitation
from klucznik.members.models import Invitation


@every(minutes=10)
def expire_invitations() -> None:
    """Close invitations that nobody accepted in time; each in a commit of its own."""
    due = Invitation.objects.open().filter(expires_at__lte=clock.now()).select_related("company")
    for invitation in due.order_by("company_id", "pk").iterator(chunk_size=500):
        expire_invitation(invitation)


@every(hours=6)
def forget_former_administrators() -> None:
    """A tombstone lives 24 months."""
    FormerAdministrator.objects.filter(forget_at__lte=clock.now()).delete()
