"""The receipt of a history: shown and downloaded signed, and sent once a month to those who keep the keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klucznik.companies.models import Role
from klucznik.companies.tasks import send_heads
from klucznik.events import receipts
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventSeal
from klucznik.events.sealing import seal_now
from tests import factories
from tests.cast import Cast
from tests.events.chains import happen, unguarded


@pytest.fixture
def anna(cast: Cast, sign_in: Callable[..., Client]) -> Client:
    return sign_in(factories.with_factor(cast.anna), factor=True)


def test_the_receipt_fits_the_chain_and_is_signed(cast: Cast, anna: Client) -> None:
    happen(cast.alfa, cast.anna, 2)

    answer = anna.post(f"/companies/{cast.alfa.public_id}/history/receipt/")

    given = answer.json()
    assert "attachment" in answer["Content-Disposition"]
    assert given["position"] == 2
    assert given["company"] == {
        "id": cast.alfa.public_id,
        "name": "Piekarnia Alfa",
        "tax_id": str(cast.alfa.tax_id),
    }
    assert receipts.compare(given) == ""
    assert receipts.is_signed(given, given["key"])
    assert receipts.key_id(given["key"]) == given["key_id"]


def test_the_page_shows_the_head(cast: Cast, anna: Client) -> None:
    happen(cast.alfa, cast.anna, 2)
    seal_now(cast.alfa)

    text = anna.get(f"/companies/{cast.alfa.public_id}/history/").content.decode()

    assert EventSeal.objects.get(chain=cast.alfa.public_id, position=2).grouped_digest in text


def test_looking_seals_nothing(cast: Cast, anna: Client) -> None:
    happen(cast.alfa, cast.anna)

    anna.get(f"/companies/{cast.alfa.public_id}/history/")
    anna.get(f"/companies/{cast.alfa.public_id}/history/receipt/")

    assert not EventSeal.objects.filter(chain=cast.alfa.public_id).exists()


def grown_old(cast: Cast, days: int) -> None:
    with unguarded():
        past = timezone.now() - timedelta(days=days)
        EventSeal.objects.filter(chain=cast.alfa.public_id).update(sealed_at=past)


def test_once_a_month_the_head_is_sent_to_global_administrators(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.GLOBAL_ADMINISTRATOR)
    happen(cast.alfa, cast.anna, 3)
    seal_now(cast.alfa)
    third = EventSeal.objects.get(chain=cast.alfa.public_id, position=3)
    grown_old(cast, 31)
    mail.outbox.clear()

    send_heads()
    deliver()
    sent = [one for one in mail.outbox if "receipt of the history" in one.subject]

    assert sorted(one.to[0] for one in sent) == [cast.anna.email, cast.dorota.email]
    assert third.grouped_digest in " ".join(sent[0].body.split())
    assert (
        receipts.compare({"chain": cast.alfa.public_id, "position": 3, "head": third.digest}) == ""
    )


def test_a_young_history_and_one_in_which_nothing_happened_are_not_sent(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    happen(cast.alfa, cast.anna, 3)
    seal_now(cast.alfa)
    sent = Event.objects.filter(kind=Kind.HISTORY_HEAD_SENT)

    grown_old(cast, 29)
    send_heads()
    deliver()
    assert not sent.exists()
    grown_old(cast, 31)
    send_heads()
    deliver()
    assert sent.count() == 1
    grown_old(cast, 62)
    send_heads()
    deliver()
    assert sent.count() == 1
