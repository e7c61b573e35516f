"""The person whose account has another address asks the office to send the invitation there."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.offices.actions.locking import lock_share
from klucznik.offices.asking import questions_about
from klucznik.offices.errors.accepting import CorrectionAsked, ShareClosed
from klucznik.offices.life import Act
from klucznik.offices.models import Share

MOST_QUESTIONS = 3


@transaction.atomic
def ask_for_correction(actor: User, share: Share) -> Share:
    """Tell the office which account holds the link; nothing changes until the office corrects the address."""
    share = lock_share(share, Act.CORRECT)
    if not share.is_link_open:
        raise ShareClosed
    asked = questions_about(share)
    if asked.filter(actor=actor).exists() or asked.count() >= MOST_QUESTIONS:
        raise CorrectionAsked
    record(
        Kind.SHARE_CORRECTION_ASKED,
        actor=actor,
        company=share.office,
        person=actor,
        subject=share,
        private={"email": share.email, "account": actor.email},
        office=share.office.name,
        client=share.client.name,
        product=share.product.name,
    )
    return share
