"""What changed around a case since people were told about it: the claimant's account, the paths to those people."""

from __future__ import annotations

from django.db.models import Q

from klucznik.accounts.factors import factors_of
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, Notified
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail

ADDED = [Kind.ACCOUNT_FACTOR_ADDED, Kind.ACCOUNT_PASSKEY_ADDED]
REMOVED = [
    Kind.ACCOUNT_FACTOR_REMOVED,
    Kind.ACCOUNT_PASSKEY_REMOVED,
    Kind.FACTOR_LOSS_FINISHED,
]
READDRESSED = [
    Kind.ACCOUNT_ADDRESS_CHANGED,
    Kind.ACCOUNT_ADDRESS_UNDONE,
    Kind.ACCOUNT_READDRESSED,
]


def has_other_factor(case: Declaration) -> bool:
    """Whether the claimant's second step is another one than when the others were told.

    The first one ever is what the letters ask for; one beside it, or in place of it, is a change.
    """
    if case.notice_started_at is None:
        return False
    since = Event.objects.filter(
        Q(person=case.claimant_id) | Q(actor=case.claimant_id), at__gt=case.notice_started_at
    )
    if since.filter(kind__in=REMOVED).exists():
        return True
    return since.filter(kind__in=ADDED).exists() and factors_of(case.claimant).count() > 1


def is_unheard(case: Declaration) -> bool:
    """Whether every notice of the waiting period, but the claimant's own, came back."""
    if case.notice_started_at is None:
        return False
    others = Notified.objects.filter(declaration=case).exclude(standing=Notified.Standing.CLAIMANT)
    voices = set(others.values_list("pk", flat=True))
    if not voices:  # nobody else is known: silence says as little as that of dead mailboxes
        return letter_of(case.kind).weighs
    letters = SentEmail.objects.filter(
        event__subject_type=Declaration._meta.label,
        event__subject_id=case.pk,
        event__at__gte=case.notice_started_at,
    )
    sent = [one for one in letters if one.links.get("link", ["", 0])[1] in voices]
    return bool(sent) and all(one.bounced_at for one in sent)
