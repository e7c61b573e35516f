"""One set of people, by one query: everybody, or those whose companies use the product."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.catalog.models import Product
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.members.models import ProductAccess
from klucznik.news.audience import concerning, people
from klucznik.news.models import Notice
from tests import factories
from tests.news.telling import drafted
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(cast):
    """What only Alfa uses."""
    made = factories.product("rewizor", name="Rewizor", rules={"grace_days": 7})
    cast.license = factories.license(cast.alfa, product=made)
    return made


def names(notice: Notice) -> set[str]:
    return {person.first_name for person in people(notice)}


def told_to(cast, notice: Notice) -> set[str]:
    """The same from the side of each person: both ways have to agree."""
    everybody = [cast.anna, cast.bartek, cast.bogna, cast.celina, cast.dorota]
    loaded = list(Notice.objects.filter(pk=notice.pk).prefetch_related("products"))
    return {
        person.first_name
        for person in everybody
        if concerning(Membership.objects.active().filter(user=person), loaded)
    }


def both(cast, notice: Notice) -> set[str]:
    """Who of the customers is concerned, whichever way one asks."""
    found = names(notice) & {"Anna", "Bartek", "Bogna", "Celina", "Dorota"}
    assert found == told_to(cast, notice)
    return found


def test_people_of_companies_with_a_license_in_use(cast, product):
    notice = drafted(cast.henryk, products=[product])

    assert both(cast, notice) == {"Anna", "Bartek", "Bogna"}
    for status, concerns in (("suspended", False), ("revoked", False), ("unregistered", True)):
        moment = clock.now() if status == "revoked" else None
        product.licenses.update(status=status, revoked_at=moment)
        assert bool(both(cast, notice)) is concerns


@pytest.mark.parametrize(
    ("variant", "days_ago", "concerns"),
    [("standard", 7, True), ("standard", 8, False), ("trial", 0, True), ("trial", 1, False)],
)
def test_days_of_grace_count_and_a_trial_has_none(cast, product, variant, days_ago, concerns):
    ended = clock.today() - timedelta(days=days_ago)
    product.licenses.update(variant=variant, valid_to=ended)

    assert bool(both(cast, drafted(cast.henryk, products=[product]))) is concerns


def test_only_global_administrators_of_these_companies(cast, product):
    of_product = drafted(cast.henryk, products=[product], for_administrators=True)
    of_all = drafted(cast.henryk, for_administrators=True)

    assert both(cast, of_product) == {"Anna"}
    assert both(cast, of_all) == {"Anna", "Celina"}


def test_a_share_of_an_office_and_an_own_access_count(cast):
    office, _head = factory.office()
    share = factory.active_share(factory.client(office))
    factories.membership(share.company, cast.dorota)
    opened = factories.product("zarezerwuj", needs_access=True)
    place = Membership.objects.get(user=cast.celina)
    ProductAccess.objects.create(membership=place, product=opened)

    assert both(cast, drafted(cast.henryk, products=[share.product])) == {"Dorota"}
    assert both(cast, drafted(cast.henryk, products=[opened])) == {"Celina"}


def test_each_person_once_and_nobody_who_is_gone(cast, product, django_assert_num_queries):
    second = factories.company("Druga")
    factories.license(second, product=product)
    factories.membership(second, cast.anna, Role.GLOBAL_ADMINISTRATOR)
    leaving = factories.person(
        "Odchodzi", deletion_asked_at=clock.now(), deletion_due_at=clock.now()
    )
    factories.membership(second, leaving)
    Membership.objects.filter(user=cast.bogna).update(ended_at=clock.now())
    notice = drafted(cast.henryk, products=Product.objects.filter(pk=product.pk))

    with django_assert_num_queries(2):
        found = [person.first_name for person in people(notice)]
    assert sorted(found) == ["Anna", "Bartek"]


def test_everybody_is_everybody_with_an_account(cast):
    factories.person("Odeszła", deleted_at=clock.now())

    assert "Dorota" in names(drafted(cast.henryk))
    assert "Odeszła" not in names(drafted(cast.henryk))
