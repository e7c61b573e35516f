"""An invitation that came back: the list of users shows it, so that somebody corrects the address."""

from __future__ import annotations

from django.utils import timezone

from klucznik.mail.models import SentEmail
from klucznik.members.models import Invitation


def mark_invitation(email: SentEmail) -> None:
    """Remember that the message of an invitation could not be delivered."""
    purpose, key = email.links.get("link", ("", 0))
    if purpose == "invitation":
        Invitation.objects.filter(pk=key, bounced_at=None).update(bounced_at=timezone.now())
