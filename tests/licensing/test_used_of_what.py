"""What is used of what: people and entities counted for a page of licenses at once, silence where nobody counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from klucznik.licensing.counting import used_of
from klucznik.licensing.models import Entity, Extension, License
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def office(cast: Cast, entities: int = 2, **fields: Any) -> License:
    """A license for fifty entities, some of them registered and one ended."""
    product = factories.product("biuro-nexo", name="Biuro nexo", line="nexo", metric="entities")
    license = factories.license(cast.alfa, product=product, amount=50, variant="office", **fields)
    for n in range(entities + 1):
        Entity.objects.create(
            license=license,
            kind=Entity.Kind.CLIENT,
            tax_number=factories.tax_number(),
            name=f"Klient {n}",
            source=Entity.Source.PORTAL,
            ended_at=license.created_at if n == entities else None,
        )
    return license


def online(cast: Cast, people: int = 1, amount: int = 4) -> License:
    """A license for four users, with so many people who have access."""
    product = factories.product(
        "subiekt-123", name="Subiekt 123", line="cloud", metric="users", needs_access=True
    )
    license = factories.license(cast.alfa, product=product, amount=amount)
    for _ in range(people):
        member = factories.membership(cast.alfa, factories.person())
        ProductAccess.objects.create(membership=member, product=product)
    return license


def test_people_and_entities_are_shown_of_the_size(cast: Cast, sign_in: SignIn) -> None:
    office(cast, entities=42)
    online(cast, people=3)

    page = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert "42 of 50 entities" in page
    assert "3 of 4 users" in page


def test_what_nobody_counts_is_only_a_size(cast: Cast, sign_in: SignIn) -> None:
    payroll = factories.product("gratyfikant-gt", metric="employees")
    license = factories.license(cast.alfa, product=payroll, amount=50)

    assert used_of([license]) == {}
    assert "50 employees" in sign_in(cast.anna).get(license.get_absolute_url()).content.decode()


def test_seats_are_counted_by_the_devices_on_them(cast: Cast) -> None:
    factories.activation(cast.alfa_license)

    assert used_of([cast.alfa_license]) == {cast.alfa_license.pk: 1}


def test_more_people_than_a_shrunk_license_allows_are_marked(cast: Cast, sign_in: SignIn) -> None:
    online(cast, people=5)

    page = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert "5 of 4 users" in page
    assert "over the limit" in page


def test_people_are_not_counted_twice_where_two_licenses_let_them_in(cast: Cast) -> None:
    """Access is given to a product; which of two licenses a person takes nobody knows."""
    first = online(cast, people=3)
    second = factories.license(cast.alfa, product=first.product, amount=2)

    assert used_of([first, second]) == {}


def test_an_ended_license_does_not_hide_how_full_the_new_one_is(cast: Cast) -> None:
    first = online(cast, people=3)
    License.objects.filter(pk=first.pk).update(valid_to="2025-01-01")
    second = factories.license(cast.alfa, product=first.product, amount=4)

    assert used_of([second]) == {second.pk: 3}


def test_the_size_is_told_in_its_parts(cast: Cast, sign_in: SignIn) -> None:
    license = cast.alfa_license
    Extension.objects.create(license=license, metric="seats", amount=6, starts_on="2026-01-01")
    License.objects.filter(pk=license.pk).update(suspended_amount=2)

    page = sign_in(cast.anna).get(license.get_absolute_url()).content.decode()

    assert "0 of 7 seats" in page
    assert "3 in the license itself" in page
    assert "+6 by an extension" in page
    assert "-2 put to rest" in page


def test_programs_read_the_same(cast: Cast, sign_in: SignIn) -> None:
    office(cast, entities=42, edition="pro")

    answer = sign_in(cast.anna).get(f"/api/v1/companies/{cast.alfa.public_id}/licenses").json()

    told = next(one for one in answer["licenses"] if one["product"] == "biuro-nexo")
    assert (told["size"], told["used"], told["edition"]) == (50, 42, "pro")
    assert (told["verdict"], told["mode"], told["grace_to"]) == ("valid", "full", None)
    assert next(one for one in answer["licenses"] if one["product"] != "biuro-nexo")["used"] == 0
