"""After a restore: sessions end, waiting links are useless, waiting periods begin anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps

from klucznik.accounts.models import FactorLoss, Session
from klucznik.core import clock, tokens
from klucznik.declarations.models import CoSignatory, Declaration, Evidence, State
from klucznik.letters.models import Merge
from klucznik.members.models import Invitation
from klucznik.operations.voiding import void, waiting
from tests.offices import factory as offices

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


def case_of(cast, **fields) -> Declaration:
    return Declaration.objects.create(
        kind="global_administrator",
        number="KLU-2",
        company=cast.alfa,
        claimant=cast.bartek,
        login=cast.bartek.email,
        **fields,
    )


def test_the_link_of_a_share_opens_nothing_any_more(db):
    office, _head = offices.office()
    share = offices.share(offices.client(office))
    before = share.secret_hash

    assert void().links == 1

    share.refresh_from_db()
    assert share.secret_hash != before


def test_a_merging_that_waits_for_the_other_mailbox_waits_in_vain(cast):
    merge = Merge.objects.create(
        kept=cast.anna,
        secret_hash=tokens.hashed("in a mailbox"),
        undo_hash=tokens.hashed("undo"),
        expires_at=clock.now() + timedelta(days=1),
    )

    void()

    merge.refresh_from_db()
    assert merge.secret_hash != tokens.hashed("in a mailbox")
    assert merge.undo_hash == tokens.hashed("undo")


def test_a_code_and_a_second_signatory_are_asked_anew(cast):
    case = case_of(cast, state=State.DRAFT)
    code = Evidence.objects.create(
        declaration=case, kind="register_email", secret_hash=tokens.hashed("123456")
    )
    other = CoSignatory.objects.create(
        declaration=case, name="Jan Drugi", sealed_email="x", secret_hash=tokens.hashed("a link")
    )

    void()

    code.refresh_from_db()
    other.refresh_from_db()
    assert (code.secret_hash, code.expires_at <= clock.now()) == ("", True)
    assert other.secret_hash != tokens.hashed("a link")


def test_the_wait_for_a_lost_second_step_begins_anew(cast):
    asked = clock.now() - timedelta(days=6)
    loss = FactorLoss.objects.create(
        user=cast.anna,
        asked_at=asked,
        due_at=asked + timedelta(days=7),
        expires_at=asked + timedelta(days=14),
        halfway_told_at=clock.now(),
        secret_hash=tokens.hashed("it was not me"),
    )

    void()

    loss.refresh_from_db()
    assert loss.due_at > clock.now() + timedelta(days=6)
    assert loss.halfway_told_at is None
    assert loss.secret_hash == tokens.hashed("it was not me")  # the link that stops it lives on


# Secrets that a restore leaves alone, each for its reason.
KEPT = {
    "accounts.FactorLoss": "the link stops the wait",
    "declarations.Notified": "the link objects",
    "devices.Device": "no restore stops a program",
    "declarations.Evidence": "its codes are voided by _void_codes",
    "programs.ProgramToken": "ended by void_all",
}


def test_every_secret_in_the_database_is_voided_or_kept_for_a_reason():
    with_secrets = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name in ("secret_hash", "token_hash")
    }

    assert with_secrets - {rows.model._meta.label for rows in waiting()} == set(KEPT)
