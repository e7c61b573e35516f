"""A first administrator's invitation that came back is marked: staff see it and may invite anew."""

from __future__ import annotations

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.mail.models import SentEmail
from klucznik.recovery.models import FirstAdministratorInvitation

MESSAGE = "recovery/emails/first_invitation"


def mark_first_invitation(email: SentEmail) -> None:
    """Called in the transaction of the delivery."""
    if email.message != MESSAGE or email.event is None:
        return
    invitation = FirstAdministratorInvitation.objects.select_related("company").get(
        pk=email.event.subject_id or 0
    )
    if invitation.bounced_at or invitation.accepted_at:
        return
    invitation.bounced_at = clock.now()
    invitation.save(update_fields=["bounced_at"])
    record(Kind.FIRST_BOUNCED, actor=None, company=invitation.company, subject=invitation)
