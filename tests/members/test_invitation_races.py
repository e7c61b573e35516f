"""Many at once: one invitation gives one place, an address waits once, the last place of a product goes to one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import (
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.actions.joining import accept_invitation, ask_for_new_invitation
from klucznik.members.actions.other_accounts import allow_other_account, ask_with_other_account
from klucznik.members.invitations import renew
from klucznik.members.models import Invitation, ProductAccess
from tests import factories

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
ROUNDS, AT_ONCE = (50, 40) if DEEP else (5, 8)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all acts at the same time; the results, a refusal being one."""

    def run(act: Callable[[], object]) -> object:
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def run_by_anna(known: bool = True) -> tuple[User, Company]:
    anna, company = factories.person("Anna"), factories.company(known=known)
    factories.membership(company, anna, Role.GLOBAL_ADMINISTRATOR, proven=known)
    return anna, company


def fresh(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_related("company").get(pk=invitation.pk)


def through(results: list[object]) -> int:
    return sum(not isinstance(result, DomainError) for result in results)


def test_one_person_accepting_many_times_at_once_gets_one_place() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        person = factories.person()
        invitation = invite_member(anna, company, email=person.email, role=Role.USER)

        results = at_once(
            [partial(accept_invitation, person, fresh(invitation)) for _ in range(AT_ONCE)]
        )

        assert through(results) == 1
        assert Membership.objects.active().filter(company=company, user=person).count() == 1
        accepted = Event.objects.filter(kind=Kind.INVITATION_ACCEPTED, subject_id=invitation.pk)
        assert accepted.count() == 1


def test_of_two_accounts_that_may_accept_one_does() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        invited, other = factories.person(), factories.person()
        invitation = invite_member(anna, company, email=invited.email, role=Role.USER)
        asked = ask_with_other_account(other, invitation)
        assert asked is not None
        allow_other_account(anna, asked)

        results = at_once(
            [
                partial(accept_invitation, person, fresh(invitation))
                for person in [invited, other] * (AT_ONCE // 2)
            ]
        )

        assert through(results) == 1
        assert Membership.objects.active().filter(company=company).count() == 2


def test_accepted_or_revoked_but_never_both() -> None:
    ended: Counter[str] = Counter()
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        person = factories.person()
        invitation = invite_member(anna, company, email=person.email, role=Role.USER)

        at_once(
            [
                partial(accept_invitation, person, fresh(invitation)),
                partial(revoke_invitation, anna, fresh(invitation)),
            ]
            * (AT_ONCE // 2)
        )

        after = fresh(invitation)
        has_place = Membership.objects.active().filter(company=company, user=person).exists()
        assert bool(after.accepted_at) is not bool(after.revoked_at)
        assert has_place is bool(after.accepted_at)
        ended["accepted" if has_place else "revoked"] += 1
    assert ended.total() == ROUNDS


def test_an_address_invited_many_times_at_once_waits_once() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        invite = partial(invite_member, anna, company, email="zosia@example.com", role=Role.USER)

        results = at_once([invite for _ in range(AT_ONCE)])

        assert through(results) == 1
        assert Invitation.objects.open().filter(company=company).count() == 1


def test_the_last_place_of_a_product_goes_to_one() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        product = factories.product("subiekt-123", metric="users", needs_access=True)
        factories.license(company, product=product, amount=1)
        people = [factories.person() for _ in range(AT_ONCE)]
        invitations = [
            invite_member(anna, company, email=one.email, role=Role.USER, products=[product])
            for one in people
        ]

        results = at_once(
            [
                partial(accept_invitation, person, fresh(invitation))
                for person, invitation in zip(people, invitations, strict=True)
            ]
        )

        assert through(results) == AT_ONCE
        ticks = ProductAccess.objects.active().filter(membership__company=company)
        assert ticks.count() == 1
        assert Membership.objects.active().filter(company=company).count() == AT_ONCE + 1


def test_the_cap_of_waiting_invitations_holds_however_many_invite() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna(known=False)

        results = at_once(
            [
                partial(invite_member, anna, company, email=f"n{n}@example.com", role=Role.USER)
                for n in range(AT_ONCE)
            ]
        )

        assert through(results) == 5
        assert Invitation.objects.waiting().filter(company=company).count() == 5


def test_one_that_ran_out_is_sent_or_made_again_but_waits_once() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        old = Invitation(company=company, email="zosia@example.com", invited_by=anna)
        renew(old).save()
        late = clock.now() - timedelta(days=1)
        Invitation.objects.filter(pk=old.pk).update(expires_at=late, expired_at=late)

        at_once(
            [
                partial(send_invitation_again, anna, fresh(old)),
                partial(invite_member, anna, company, email=old.email, role=Role.USER),
            ]
            * (AT_ONCE // 2)
        )

        assert Invitation.objects.waiting().filter(company=company).count() == 1


def test_asking_at_once_asks_once() -> None:
    for _ in range(ROUNDS):
        anna, company = run_by_anna()
        old = Invitation(company=company, email="zosia@example.com", invited_by=anna)
        renew(old).save()
        Invitation.objects.filter(pk=old.pk).update(expires_at=clock.now())

        at_once([partial(ask_for_new_invitation, None, fresh(old)) for _ in range(AT_ONCE)])

        asked = Event.objects.filter(kind=Kind.INVITATION_ASKED_AGAIN, subject_id=old.pk)
        assert asked.count() == 1
