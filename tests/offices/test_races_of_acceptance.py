"""Many at once on one invitation: one company, one place, one answer, and never two administrators."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from klucznik.accounts.models import User
from klucznik.companies.actions.connecting import found_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.actions.accepting import accept_share, agree_to_share, refuse_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.powers import take_power
from klucznik.offices.actions.sharing import correct_address
from klucznik.offices.life import State
from klucznik.offices.models import Power, PowerKind, Share, Side
from tests import factories
from tests.members.test_invitation_races import ROUNDS, at_once
from tests.offices import factory

pytestmark = pytest.mark.django_db(transaction=True)

EIGHT = 8


def invited(client: Any = None, **fields: Any) -> tuple[Share, User]:
    """An invitation and the person whose mailbox it went to."""
    client = client or factory.client(factory.office()[0])
    person = factories.person()
    return factory.share(client, person.email, **fields), person


def through(results: list[object]) -> int:
    return sum(not isinstance(result, DomainError) for result in results)


def administrators(share: Share) -> int:
    company = Company.objects.with_tax_id(share.tax_id).get()
    return Membership.objects.filter(company=company).global_administrators().count()


def test_accepting_eight_times_at_once_makes_one_company_and_one_place() -> None:
    for _ in range(ROUNDS):
        share, person = invited()

        results = at_once([partial(accept_share, person, share) for _ in range(EIGHT)])

        assert through(results) == 1
        assert Membership.objects.filter(user=person).count() == 1
        assert Power.objects.filter(share=share).count() == len(PowerKind)
        assert Event.objects.filter(kind=Kind.SHARE_ACCEPTED, subject_id=share.pk).count() == 2


def test_of_an_acceptance_and_a_founder_one_administers() -> None:
    for _ in range(ROUNDS):
        share, person = invited()
        founder = factories.person()

        at_once(
            [
                partial(accept_share, person, share),
                partial(
                    found_company, founder, tax_id=share.tax_id, statement=True, name="Squatter"
                ),
            ]
        )

        assert administrators(share) == 1


def test_of_two_offices_one_brings_the_company_in() -> None:
    for _ in range(ROUNDS):
        tax_number = factories.tax_number()
        pairs = [
            invited(factory.client(factory.office()[0], tax_number=tax_number)) for _ in range(2)
        ]

        at_once([partial(accept_share, person, share) for share, person in pairs])

        assert administrators(pairs[0][0]) == 1
        states = [Share.objects.get(pk=share.pk).state for share, _person in pairs]
        assert states.count(State.ACTIVE) == 1


def test_an_acceptance_and_a_correction_never_both_go_through() -> None:
    for _ in range(ROUNDS):
        share, person = invited()
        head = Membership.objects.get(company=share.office).user

        at_once(
            [
                partial(accept_share, person, share),
                partial(correct_address, head, share, email="wlasciwy@example.com"),
            ]
        )

        share.refresh_from_db()
        if share.email == person.email:
            assert share.state == State.ACTIVE
        else:
            assert share.state == State.INVITED
            assert not Membership.objects.filter(user=person).exists()


def test_a_question_has_one_answer() -> None:
    for _ in range(ROUNDS):
        share, person = invited()
        company = factories.company(tax_number=share.client.tax_number)
        keeper, head = factories.person(), Membership.objects.get(company=share.office).user
        factories.membership(company, keeper, Role.GLOBAL_ADMINISTRATOR)
        asked = accept_share(person, share)

        at_once(
            [
                partial(agree_to_share, keeper, asked),
                partial(refuse_share, keeper, asked),
                partial(end_share, head, asked, side=Side.OFFICE),
            ]
        )

        # What was agreed to may be ended a moment later; what was refused or ended is never agreed to.
        share.refresh_from_db()
        assert share.state in (State.ACTIVE, State.READING, State.ENDED)
        agreed = Event.objects.filter(kind=Kind.SHARE_ACCEPTED, subject_id=share.pk).exists()
        assert agreed == bool(share.accepted_at)
        refused = Event.objects.filter(kind=Kind.SHARE_REFUSED, subject_id=share.pk).exists()
        assert not (agreed and refused)
        if share.ended_at:
            assert not Power.objects.filter(share=share, ended_at=None).exists()


def test_a_power_is_taken_once() -> None:
    for _ in range(ROUNDS):
        share = factory.active_share(factory.client(factory.office()[0]))

        results = at_once(
            [
                partial(take_power, share.accepted_by, share, kind=PowerKind.WORK)
                for _ in range(EIGHT)
            ]
        )

        assert through(results) == 1
        assert Event.objects.filter(kind=Kind.POWER_ENDED, subject_id=share.pk).count() == 2
