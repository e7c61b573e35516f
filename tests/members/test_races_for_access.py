"""Many requests and many answers at the same moment: the last place goes to one, the first answer counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.licensing.models import License
from klucznik.members.actions.access_requests import (
    ask_for_access,
    decline_access_request,
    grant_access_request,
)
from klucznik.members.errors import (
    AccessAlreadyAnswered,
    AlreadyAskedForAccess,
    NoPlaceLeft,
)
from klucznik.members.models import AccessRequest, ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.asking import (
    AT_ONCE,
    CODE,
    ROUNDS,
    ask,
)


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


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_many_requests_granted_at_once(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    for _ in range(ROUNDS):
        company = factories.company()
        factories.membership(company, cast.anna, Role.GLOBAL_ADMINISTRATOR)
        factories.license(company, product=made, amount=1)
        asking = [factories.person() for _ in range(AT_ONCE)]
        for person in asking:
            factories.membership(company, person, Role.USER)
        requests = [ask_for_access(person, company, product=made) for person in asking]

        results = at_once([partial(grant_access_request, cast.anna, found) for found in requests])

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, NoPlaceLeft) for found in results) == AT_ONCE - 1
        ticks = ProductAccess.objects.active().filter(membership__company=company)
        assert ticks.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_the_first_counts(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=500)
    for _ in range(ROUNDS):
        person = factories.person()
        place = factories.membership(cast.alfa, person, Role.USER)
        request = ask_for_access(person, cast.alfa, product=made)
        answers = [grant_access_request, decline_access_request]
        acts: list[Callable[[], object]] = []
        for _ in range(AT_ONCE // 4):
            acts += [
                partial(act, by, request) for by in (cast.anna, cast.bartek) for act in answers
            ]

        results = at_once(acts)

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, AccessAlreadyAnswered) for found in results) == len(acts) - 1
        request.refresh_from_db()
        ticks = ProductAccess.objects.filter(membership=place).count()
        assert ticks == (request.outcome == AccessRequest.Outcome.GRANTED)


@pytest.mark.django_db(transaction=True)
def test_asking_many_times_at_once_makes_one_request(cast: Cast) -> None:
    made = factories.product(CODE, name="Subiekt 123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=made, amount=5)
    for _ in range(ROUNDS):
        person = factories.person()
        place = factories.membership(cast.alfa, person, Role.USER)

        results = at_once([partial(ask_for_access, person, cast.alfa, product=made)] * AT_ONCE)

        assert sum(isinstance(found, AccessRequest) for found in results) == 1
        assert sum(isinstance(found, AlreadyAskedForAccess) for found in results) == AT_ONCE - 1
        assert AccessRequest.objects.filter(membership=place).count() == 1


def test_places_are_counted_from_the_moment_of_granting(
    cast: Cast, product: Product, travel: Callable[..., timedelta]
) -> None:
    """A license that runs out before the answer opens nothing, and the answer says so."""
    request = ask(cast, product)
    yesterday = clock.today() - timedelta(days=1)
    License.objects.filter(product=product).update(valid_to=yesterday)

    with pytest.raises(DomainError) as refusal:
        grant_access_request(cast.anna, request)

    assert refusal.value.code == "not_your_product"
