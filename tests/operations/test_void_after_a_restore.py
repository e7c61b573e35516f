"""After a restore: sessions end, waiting links are useless, waiting periods begin anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.accounts.models import Session
from klucznik.core import clock, tokens
from klucznik.declarations.models import Declaration, State
from klucznik.members.models import Invitation
from klucznik.operations.voiding import void

pytestmark = pytest.mark.django_db


def invitation(cast, **fields):
    return Invitation.objects.create(
        company=cast.alfa,
        email="nowa@example.com",
        secret_hash=tokens.hashed("in a mailbox"),
        invited_by=cast.anna,
        expires_at=clock.now() + timedelta(days=14),
        **fields,
    )


def test_everybody_signs_in_again(cast, sign_in):
    client = sign_in(cast.anna)

    voided = void()

    assert voided.sessions == 1
    assert not Session.objects.exists()
    assert "_auth_user_id" not in client.session


def test_an_invitation_that_waits_opens_nothing_any_more(cast):
    waiting = invitation(cast)

    voided = void()

    assert voided.links == 1
    assert not Invitation.objects.filter(
        pk=waiting.pk, secret_hash=tokens.hashed("in a mailbox")
    ).exists()


def test_an_invitation_that_was_accepted_stays_as_evidence(cast):
    accepted = invitation(cast, accepted_at=clock.now())

    void()

    assert Invitation.objects.filter(
        pk=accepted.pk, secret_hash=tokens.hashed("in a mailbox")
    ).exists()


def test_a_waiting_period_begins_anew(cast):
    case = Declaration.objects.create(
        kind="global_administrator",
        number="KLU-1",
        company=cast.alfa,
        claimant=cast.bartek,
        state=State.NOTICE,
        login=cast.bartek.email,
        notice_started_at=clock.now() - timedelta(days=13),
        notice_ends_at=clock.now() + timedelta(days=1),
        due_at=clock.now() + timedelta(days=1),
    )

    voided = void()

    case.refresh_from_db()
    assert voided.restarted == ["KLU-1"]
    assert case.due_at == case.notice_ends_at
    assert case.notice_ends_at - clock.now() > timedelta(days=13)
