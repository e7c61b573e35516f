"""Somebody who is told about a case cannot be reached: staff see it in the case, and nobody counts on their silence."""

from __future__ import annotations

from django.utils import timezone

from klucznik.companies.bounces import mark_contact_alive
from klucznik.core import vault
from klucznik.declarations.models import Declaration, Notified
from klucznik.declarations.voices import FINGERPRINT, address_of
from klucznik.mail.models import SentEmail


def mark_voice(email: SentEmail) -> None:
    """Mark the address in all open cases; the case of the message itself is marked whatever became of it."""
    mark = vault.fingerprint(email.address.lower(), FINGERPRINT)
    voices = Notified.objects.filter(email_fingerprint=mark, bounced_at=None)
    concerned = set(
        Declaration.objects.open().values_list("pk", flat=True).filter(notified__in=voices)
    )
    if email.event and email.event.subject_type == Declaration._meta.label:
        concerned.add(email.event.subject_id or 0)
    voices.filter(declaration__in=concerned).update(bounced_at=timezone.now())


def mark_heard(voice: Notified) -> None:
    """Who answers from behind a link of a message reads the mailbox; the caller holds company and case."""
    if voice.bounced_at:
        voice.bounced_at = None
        voice.save(update_fields=["bounced_at"])
    mark_contact_alive(voice.declaration.company, address_of(voice))


def unreached(case: Declaration) -> list[Notified]:
    """Those who were told, beside the claimant, and whose mailbox refuses mail."""
    others = case.notified.exclude(standing=Notified.Standing.CLAIMANT)
    return list(others.exclude(bounced_at=None))
