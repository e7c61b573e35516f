"""At the same moment: a code is redeemed once, answered once, and never outlives a sign-out; a token ends once."""

from __future__ import annotations

import os
from functools import partial

import pytest

from klucznik.accounts.actions.sessions import sign_out_elsewhere
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.programs.actions import (
    allow_program,
    fetch_token,
    refuse_program,
    sign_out_program,
)
from klucznik.programs.models import ProgramGrant, ProgramToken
from tests import factories
from tests.accounts.racing import at_once
from tests.programs.asking import Program, asked, signed_in

ROUNDS, AT_ONCE = (50, 20) if os.environ.get("KLUCZNIK_DEEP") else (5, 6)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("number", range(ROUNDS)),
]


def through(results):
    return [one for one in results if not isinstance(one, DomainError)]


def test_one_code_redeemed_by_many_gives_one_token(number):
    question, person = asked(), factories.person()
    allow_program(person, question.grant)

    got = at_once(*[partial(fetch_token, None, device_code=question.device_code)] * AT_ONCE)

    assert len(through(got)) == 1
    assert ProgramToken.objects.count() == 1


def test_one_code_redeemed_through_the_api_gives_one_token(number):
    question, person = asked(), factories.person()
    allow_program(person, question.grant)

    got = at_once(*[lambda: Program().poll(question.device_code).status_code] * AT_ONCE)

    assert sorted(got) == [200] + [400] * (AT_ONCE - 1)
    assert ProgramToken.objects.count() == 1


def test_allowing_and_refusing_at_once_is_one_answer(number):
    question, person = asked(), factories.person()

    done = at_once(
        *[partial(act, person, question.grant) for act in (allow_program, refuse_program)] * 3
    )

    assert len(through(done)) == 1
    kinds = Event.objects.filter(kind__in=[Kind.PROGRAM_ALLOWED, Kind.PROGRAM_REFUSED])
    assert kinds.count() == 1
    grant = ProgramGrant.objects.get()
    assert bool(grant.allowed_at) != bool(grant.refused_at)


def test_no_token_outlives_a_sign_out_of_the_same_moment(number):
    """Either it was given before and ends, or it is not given."""
    question, person = asked(), factories.person()
    allow_program(person, question.grant)

    at_once(
        partial(fetch_token, None, device_code=question.device_code),
        partial(sign_out_elsewhere, person),
    )

    assert not ProgramToken.objects.alive().exists()
    assert not ProgramGrant.objects.allowed().exists()


def test_an_answer_taken_back_while_it_is_fetched_leaves_no_token(number):
    question, person = asked(), factories.person()
    allow_program(person, question.grant)

    at_once(
        partial(fetch_token, None, device_code=question.device_code),
        partial(sign_out_program, person, public_id=question.grant.public_id),
    )

    assert not ProgramToken.objects.alive().exists()
    assert Event.objects.filter(kind=Kind.PROGRAM_SIGNED_OUT).count() == 1


def test_a_token_ends_once(number):
    person = factories.person()
    token = signed_in(person).token

    done = at_once(
        *[partial(sign_out_program, person, public_id=token.public_id)] * 4,
        partial(sign_out_elsewhere, person),
    )

    assert done.count(True) <= 1
    assert Event.objects.filter(kind=Kind.PROGRAM_SIGNED_OUT).count() == 1
