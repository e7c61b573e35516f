"""Many at once on one license: never more shares than places, and a client has one share."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices.actions.clients import end_client
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import correct_address, send_again, share_application
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.invitations import secret_of, share_with
from klucznik.offices.models import Client, Share, Side
from tests.members.test_invitation_races import AT_ONCE, ROUNDS, at_once
from tests.offices import factory
from tests.offices.sharing import license_of, offer

pytestmark = pytest.mark.django_db(transaction=True)


def sharing(head: User, client: Client, **fields: Any) -> Any:
    """The act itself, ready to be run with others."""
    email = f"klient{client.pk}@rogal.pl"
    license = license_of(client.office)
    return partial(
        share_application, head, client, license=license, name="X", email=email, **fields
    )


def through(results: list[object]) -> int:
    return sum(not isinstance(result, DomainError) for result in results)


def test_the_last_place_of_a_license_goes_to_one_client() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office(shares=3)
        for _taken in range(2):
            factory.share(factory.client(office))
        clients = [factory.client(office) for _ in range(AT_ONCE)]

        results = at_once([sharing(head, client) for client in clients])

        assert through(results) == 1
        assert Share.objects.current().filter(license__company=office).count() == 3


def test_a_client_gets_one_share_from_many_at_once() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office()
        client = factory.client(office)

        results = at_once([sharing(head, client) for _ in range(AT_ONCE)])

        assert through(results) == 1
        assert Event.objects.filter(kind=Kind.SHARE_OFFERED, company=office).count() == 1


def test_a_place_that_becomes_free_goes_to_one_of_those_who_wait() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office(shares=1)
        going = offer(head, factory.client(office))
        clients = [factory.client(office) for _ in range(AT_ONCE - 1)]
        acts = [sharing(head, client) for client in clients]

        at_once([partial(end_share, head, going, side=Side.OFFICE), *acts])

        assert Share.objects.current().filter(license__company=office).count() <= 1


def test_shared_or_deregistered_but_no_share_without_a_client() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office()
        client = factory.client(office)

        at_once([sharing(head, client), partial(end_client, head, client)])

        client.refresh_from_db()
        assert client.ended_at is not None or Share.objects.current().filter(client=client)
        left = Share.objects.current().filter(client__ended_at__isnull=False)
        assert not left.filter(client__office=office).exists()


def test_of_many_links_sent_at_once_the_last_one_alone_works() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office()
        share = offer(head, factory.client(office))

        results = at_once(
            [partial(send_again, head, share) for _ in range(AT_ONCE // 2)]
            + [
                partial(correct_address, head, share, email=f"nowy{number}@rogal.pl")
                for number in range(AT_ONCE // 2)
            ]
        )

        sent = [one for one in results if isinstance(one, Share)]
        assert sum(share_with(secret_of(one)) is not None for one in sent) == 1


def test_an_acceptance_is_taken_back_once() -> None:
    for _ in range(ROUNDS):
        office, head = factory.office()
        share = factory.active_share(factory.client(office))
        company = share.company
        assert company is not None

        results = at_once([partial(withdraw_acceptance, head, share) for _ in range(AT_ONCE)])

        assert through(results) == 1
        assert not Membership.objects.active().filter(company=company).exists()
        assert Company.objects.get(pk=company.pk).closed_at is not None
        assert Event.objects.filter(kind=Kind.SHARE_WITHDRAWN, company=office).count() == 1
