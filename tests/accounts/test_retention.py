"""The jobs that forget: words of messages, words of cases, consents of deleted accounts; nothing earlier than said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.models import Consent, User
from klucznik.accounts.tasks import forget_old_consents
from klucznik.core import clock
from klucznik.declarations.models import Declaration, EvidenceFile, State
from klucznik.declarations.tasks import forget_old_cases
from klucznik.mail.models import SentEmail
from klucznik.mail.tasks import forget_old_words
from tests.declarations import cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(729, "Temat"), (731, "")])
def test_words_of_messages_are_kept_two_years(cast, days, left):
    row = SentEmail.objects.create(
        message="x", recipient=cast.anna, address=cast.anna.email, language="pl", subject="Temat",
        text="Treść", context={"a": 1}, message_id="<x@example.com>",
        created_at=timezone.now() - timedelta(days=days),
    )  # fmt: skip
    forget_old_words()

    row.refresh_from_db()
    assert row.subject == left
    assert bool(row.text) is bool(row.context) is bool(row.address) is bool(left)


@pytest.mark.parametrize(("days", "is_there"), [(1094, True), (1096, False)])
def test_words_of_a_case_are_kept_three_years(cast, days, is_there):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    Declaration.objects.filter(pk=case.pk).update(
        state=State.WITHDRAWN, ended_at=clock.now() - timedelta(days=days), due_at=None
    )
    forget_old_cases()

    kept = Declaration.objects.get(pk=case.pk)
    assert bool(kept.content) is bool(kept.login) is is_there
    assert any(one.name for one in EvidenceFile.objects.filter(declaration=case)) is is_there
    assert kept.decisions.count() == 2


def test_an_open_case_keeps_its_words(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    travel(days=4000)
    forget_old_cases()

    assert Declaration.objects.get(pk=case.pk).content


@pytest.mark.parametrize(("years", "left"), [(6, 1), (7, 0)])
def test_consents_of_a_deleted_account_are_proof_for_six_years(cast, years, left):
    Consent.objects.create(user=cast.bogna, document="terms", version="2026-11-01", language="pl")
    Consent.objects.create(user=cast.anna, document="terms", version="2020-11-01", language="pl")
    delete_account(None, cast.bogna)
    year = clock.now().replace(month=6, day=15)
    User.objects.filter(pk=cast.bogna.pk).update(deleted_at=year.replace(year=year.year - years))
    forget_old_consents()

    assert Consent.objects.filter(user=cast.bogna).count() == left
    assert Consent.objects.filter(user=cast.anna).exists()
