"""The vendor accepts or declines a registration that waits, once, and the company learns why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.actions.registering import (
    accept_registration,
    decline_registration,
    drop_open_registration,
    register_license,
)
from klucznik.licensing.errors import NotPossibleNow, ReasonMissing, RegistrationClosed
from klucznik.licensing.life import Act
from klucznik.licensing.models import License, Registration
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED


@pytest.fixture
def waiting(cast: Cast) -> Registration:
    license = lines.unregistered(cast.alfa, lines.gt(), variant="education")
    return register_license(cast.anna, license, way="online", statements=STATED)


def test_an_accepted_registration_registers_and_sends_the_code(
    cast: Cast, waiting: Registration, deliver: Callable[[], None]
) -> None:
    accept_registration(cast.ewa, waiting)
    deliver()

    waiting.refresh_from_db()
    license = License.objects.get(pk=waiting.license_id)
    event = Event.objects.get(kind=Kind.LICENSE_REGISTERED)
    assert license.status == License.Status.REGISTERED
    assert license.registered_at is not None
    assert waiting.accepted_by == cast.ewa
    assert event.by_staff
    to_anna = [letter.subject for letter in mail.outbox if letter.to == [cast.anna.email]]
    assert len([one for one in to_anna if "is registered" in one]) == 1
    assert len([one for one in to_anna if "activation code" in one]) == 1


def test_a_declined_one_tells_the_reason_and_can_be_sent_again(
    cast: Cast, waiting: Registration, deliver: Callable[[], None]
) -> None:
    decline_registration(cast.ewa, waiting, reason="Brakuje zaświadczenia szkoły.")
    deliver()
    license = License.objects.get(pk=waiting.license_id)
    declined = license.status
    again = register_license(cast.anna, license, way="online", statements=STATED)

    assert declined == License.Status.UNREGISTERED
    assert license.registered_at is None
    assert again.is_open
    letters = [letter for letter in mail.outbox if "declined" in letter.subject]
    assert {letter.to[0] for letter in letters} == {cast.anna.email, cast.bartek.email}
    assert all("Brakuje zaświadczenia szkoły." in letter.body for letter in letters)


def test_a_reason_is_needed(cast: Cast, waiting: Registration) -> None:
    with pytest.raises(ReasonMissing):
        decline_registration(cast.ewa, waiting, reason="  ")


def test_an_answer_is_given_once(cast: Cast, waiting: Registration) -> None:
    accept_registration(cast.ewa, waiting)

    with pytest.raises(RegistrationClosed):
        accept_registration(cast.ewa, waiting)
    with pytest.raises(RegistrationClosed):
        decline_registration(cast.ewa, waiting, reason="Nie.")
    assert Event.objects.filter(kind=Kind.LICENSE_REGISTERED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_revoked_license_waits_for_nobody(cast: Cast, waiting: Registration) -> None:
    from django.db import transaction

    with transaction.atomic():
        license = lock_license(waiting.license)
        license.revoked_at = license.created_at
        lead(license, Act.REVOKE, "revoked_at")
    with pytest.raises(NotPossibleNow):
        accept_registration(cast.ewa, waiting)
    with transaction.atomic():
        drop_open_registration(lock_license(waiting.license), cast.ewa, reason="Cofnięta.")

    waiting.refresh_from_db()
    assert not waiting.is_open


def test_a_card_is_entered_by_the_staff_for_products_that_take_one(cast: Cast) -> None:
    license = lines.unregistered(cast.alfa, lines.nexo())

    done = register_license(cast.ewa, license, way="card", seller="Sklep", statements=STATED)

    assert done.license.status == License.Status.REGISTERED
    assert Event.objects.get(kind=Kind.LICENSE_REGISTERED).by_staff
    assert not done.license.code_nonce


def test_a_product_may_ask_for_acceptance(cast: Cast) -> None:
    product = lines.nexo("biuro-nexo", rules={"needs_acceptance": True})
    license = lines.unregistered(cast.alfa, product)

    assert register_license(cast.anna, license, way="file", statements=STATED).is_open
    assert factories.license(cast.alfa).status == License.Status.REGISTERED
