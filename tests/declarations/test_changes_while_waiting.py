"""While others may object, the claimant's account changes, or no letter arrives: the wait begins anew or is longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.errors import FactorMissing
from klucznik.declarations.models import Declaration, RegisterSnapshot, State
from klucznik.declarations.tasks import watch_cases
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases

FORMER, CONTACT = "anna@example.com", "biuro@alfa.example"


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def answer(case, told, **facts):
    RegisterSnapshot.objects.create(
        declaration=case,
        register="krs",
        answer="yes" if told else "unknown",
        facts=facts,
        representation_hash=told,
    )


def to_the_end(travel, case):
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)
    return cases.fresh(case)


def happened(kind: Kind) -> int:
    return Event.objects.filter(kind=kind).count()


def tell(kind, person):
    with transaction.atomic():
        record(kind, actor=person, person=person, shape="application")
    worker.drain()


def told(message) -> set[str]:
    worker.drain()
    return set(
        SentEmail.objects.filter(message=f"declarations/emails/{message}").values_list(
            "address", flat=True
        )
    )


# The claimant's account


def test_another_sign_in_address_ends_the_case_with_a_reason(cast, alfa):
    case = cases.in_notice(cast)
    cast.dorota.email = "nowa@example.com"
    cast.dorota.save()
    EmailAddress.objects.filter(user=cast.dorota).update(email="nowa@example.com")
    with transaction.atomic():
        record(
            Kind.ACCOUNT_READDRESSED,
            actor=None,
            person=cast.dorota,
        )
    worker.drain()

    case = cases.fresh(case)
    assert (case.state, case.outcome_reason) == (State.EXPIRED, "address_changed")
    assert (
        "declaration names"
        in SentEmail.objects.filter(message="declarations/emails/case_ended", recipient=cast.dorota)
        .get()
        .text
    )


def test_a_removed_second_step_starts_the_waiting_period_anew(cast, alfa, travel):
    case = cases.in_notice(cast)
    length = case.notice_ends_at - case.notice_started_at
    travel(days=10)
    tell(Kind.ACCOUNT_FACTOR_REMOVED, cast.dorota)

    case = cases.fresh(case)
    assert case.state == State.NOTICE
    assert abs(case.notice_ends_at - clock.now() - length) < timedelta(minutes=5)
    assert happened(Kind.DECLARATION_RESTARTED) == 1
    assert told("claim_otherwise") == {FORMER, CONTACT}


def test_a_second_step_changed_a_moment_before_the_acceptance_stops_it(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    with transaction.atomic():
        record(Kind.ACCOUNT_PASSKEY_REMOVED, actor=cast.dorota, person=cast.dorota)

    case = accept_grant(cast.dorota, cases.fresh(case))

    assert case.state == State.NOTICE
    assert case.notice_ends_at > clock.now() + timedelta(days=13)
    assert cases.place_of(cast.dorota, alfa).role == Role.ASSOCIATED


def test_the_first_second_step_is_what_the_letters_ask_for(cast, alfa, travel):
    case = cases.ready(cast, travel)
    with pytest.raises(FactorMissing):
        accept_grant(cast.dorota, cases.fresh(case))
    factories.with_factor(cast.dorota, mature=False)
    tell(Kind.ACCOUNT_FACTOR_ADDED, cast.dorota)

    assert accept_grant(cast.dorota, cases.fresh(case)).state == State.GRANTED


# Notices that reach nobody


def bounce(case, *addresses):
    worker.drain()
    SentEmail.objects.filter(event__subject_id=case.pk, address__in=addresses).update(
        bounced_at=timezone.now()
    )


def test_when_every_notice_came_back_the_wait_is_a_week_longer_once(cast, alfa, travel):
    case = cases.in_notice(cast)
    bounce(case, FORMER, CONTACT)
    travel(hours=1)
    watch_cases()
    worker.drain()

    longer = cases.fresh(case)
    assert longer.notice_ends_at == case.notice_ends_at + timedelta(days=7)
    assert told("case_otherwise") == {cast.dorota.email}

    travel(days=1)
    bounce(case, FORMER, CONTACT)
    watch_cases()
    worker.drain()
    assert cases.fresh(case).notice_ends_at == longer.notice_ends_at
    assert happened(Kind.DECLARATION_LENGTHENED) == 1


def test_a_wait_that_ended_while_the_worker_stood_still_is_a_week_longer_from_now(
    cast, alfa, travel
):
    case = cases.in_notice(cast)
    bounce(case, FORMER, CONTACT)
    travel(days=40)
    cases.let_the_clock_work()

    longer = cases.fresh(case)
    assert longer.state == State.NOTICE
    assert longer.notice_ends_at > clock.now() + timedelta(days=6)


def test_one_notice_that_arrived_is_enough(cast, alfa, travel):
    case = cases.in_notice(cast)
    bounce(case, CONTACT)
    travel(hours=1)
    watch_cases()
    worker.drain()

    assert cases.fresh(case).notice_ends_at == case.notice_ends_at


def test_bounces_noticed_at_the_last_moment_still_count(cast, alfa, travel):
    case = cases.in_notice(cast)
    bounce(case, FORMER, CONTACT)

    assert end_waiting(to_the_end(travel, case)).state == State.NOTICE
    assert Declaration.objects.get().lengthened_at is not None
