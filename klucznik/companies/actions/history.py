"""What is done with a company's history: it is taken out, and its head is sent to those who run the company."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.errors import RightEnded
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventSeal
from klucznik.events.recording import record
from klucznik.events.sealing import head, seal_now

MONTH = timedelta(days=30)


@transaction.atomic
def export_history(actor: User, membership: Membership, *, form: str, narrowed: bool) -> Company:
    """Note that somebody takes the history out of the portal; whoever reads it later finds that, too."""
    company = lock_company(membership.company)
    own = Membership.objects.active().filter(pk=membership.pk).first()
    if own is None or not may(own, Permission.HISTORY_EXPORT):
        raise RightEnded
    record(
        Kind.HISTORY_EXPORTED,
        actor=actor,
        company=company,
        subject=company,
        form=form,
        narrowed=narrowed,
    )
    return company


@transaction.atomic
def send_head(company: Company) -> bool:
    """Once a month, and only when something happened: the head goes to mailboxes that nobody here can rewrite."""
    company = lock_company(company)
    seal_now(company)
    last, sent = head(company.public_id), last_sent(company)
    begun = EventSeal.objects.filter(chain=company.public_id, position=1).first()
    before = sent or begun
    if last is None or before is None or before.sealed_at > timezone.now() - MONTH:
        return False
    if sent is not None and sent.position == last.position:
        return False
    record(
        Kind.HISTORY_HEAD_SENT,
        actor=None,
        company=company,
        subject=company,
        position=last.position,
        head=last.digest,
    )
    return True


def last_sent(company: Company) -> EventSeal | None:
    """The seal of the event that told of the last such message."""
    told = Event.objects.filter(company=company, kind=Kind.HISTORY_HEAD_SENT).order_by("-id")
    return EventSeal.objects.filter(event=told.values("pk")[:1]).first()
