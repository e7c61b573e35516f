"""An offer of a license closes: withdrawn, declined, or after its fourteen days, at the moment and not at the task."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.transferring import withdraw_transfer
from klucznik.licensing.errors import TransferClosed
from klucznik.licensing.tasks import expire_transfers
from tests import factories
from tests.licensing.deals import accept, fresh, offer


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(factories.with_factor(cast.anna), factor=True)


@pytest.fixture
def celina(cast, sign_in):
    return sign_in(factories.with_factor(cast.celina), factor=True)


def test_an_offer_expires_at_its_moment_and_the_task_only_notes_it(cast, travel, deliver):
    given = offer(cast.anna, cast.alfa_license, cast.beta)
    travel(days=14, seconds=1)

    with pytest.raises(TransferClosed):
        accept(cast.celina, given)
    again = offer(cast.anna, cast.alfa_license, cast.beta)
    assert fresh(given).expired_at is not None
    expire_transfers()
    assert fresh(again).expired_at is None
    assert Event.objects.filter(kind=Kind.TRANSFER_EXPIRED).count() == 1


def test_the_task_closes_what_nobody_answered_and_both_sides_are_told(cast, travel, deliver):
    offer(cast.anna, cast.alfa_license, cast.beta)
    deliver()
    mail.outbox.clear()
    travel(days=15)

    expire_transfers()
    expire_transfers()
    deliver()

    assert sorted(letter.to[0] for letter in mail.outbox) == [cast.anna.email, cast.celina.email]
    assert all("Nothing has changed" in letter.body for letter in mail.outbox)


def test_withdrawn_and_declined_offers_are_closed_for_everybody(cast, anna, celina):
    first = offer(cast.anna, cast.alfa_license, cast.beta)
    anna.post(f"{cast.alfa_license.get_absolute_url()}transfer/withdraw/")
    second = offer(cast.anna, cast.alfa_license, cast.beta)
    celina.post(f"/companies/{cast.beta.public_id}/products/offers/{second.public_id}/decline/")

    assert fresh(first).withdrawn_by == cast.anna
    assert fresh(second).declined_by == cast.celina
    for closed in (first, second):
        address = f"/companies/{cast.beta.public_id}/products/offers/{closed.public_id}/"
        assert "no longer open" in celina.get(address).content.decode()
        assert celina.get(f"{address}accept/")["Location"] == address
        for act in (withdraw_transfer, lambda who, what: accept(cast.celina, what)):
            with pytest.raises(TransferClosed):
                act(cast.anna, closed)
