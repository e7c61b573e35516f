"""The page of a license: its tabs for each viewer, what it is worth, the next step, its people, its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.life import Status
from klucznik.licensing.models import Entity, License, Transfer
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def online(**fields: Any) -> Product:
    return factories.product(
        "subiekt-123",
        name="Subiekt 123",
        line="cloud",
        kind="app",
        metric="users",
        needs_access=True,
        rules={"ways": ["terms"]},
        **fields,
    )


def opened(browser: Client, license: License, part: str = "") -> str:
    answer = browser.get(license.get_absolute_url() + part)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_viewer_sees_only_the_tabs_that_they_may_open(cast: Cast, sign_in: SignIn) -> None:
    license = factories.license(cast.alfa, product=online())

    ours = opened(sign_in(cast.anna), license)
    plain = opened(sign_in(cast.bogna), license)

    assert ">People</a>" in ours
    assert ">History</a>" in ours
    assert ">Entities</a>" not in ours
    assert "About this license" not in plain


def test_a_program_that_is_installed_has_no_tab_of_people(cast: Cast, sign_in: SignIn) -> None:
    assert ">People</a>" not in opened(sign_in(cast.anna), cast.alfa_license)
    assert (
        sign_in(cast.anna).get(cast.alfa_license.get_absolute_url() + "people/").status_code == 404
    )


def test_a_license_that_is_well_says_so_without_a_notice(cast: Cast, sign_in: SignIn) -> None:
    text = opened(sign_in(cast.anna), cast.alfa_license)

    assert "registered" in text
    assert 'class="notice' not in text


def test_an_unregistered_license_says_how_to_register_it(cast: Cast, sign_in: SignIn) -> None:
    License.objects.filter(pk=cast.alfa_license.pk).update(status=Status.UNREGISTERED)

    ours = opened(sign_in(cast.bartek), cast.alfa_license)
    plain = opened(sign_in(cast.bogna), cast.alfa_license)

    assert "Choose Register, type the license number" in ours
    assert "Choose Register, type the license number" not in plain
    assert "An administrator of the company can do it." in plain


def test_an_ended_license_says_what_still_works_and_whom_to_write_to(
    cast: Cast, sign_in: SignIn
) -> None:
    License.objects.filter(pk=cast.alfa_license.pk).update(
        valid_to=clock.today() - timedelta(days=2)
    )

    text = opened(sign_in(cast.anna), cast.alfa_license)

    assert "The license of Subiekt Gt ended on" in text
    assert "Order it from your seller or from the vendor." in text
    assert "Write to the vendor" in text


def test_a_suspended_license_tells_the_reason(cast: Cast, sign_in: SignIn) -> None:
    License.objects.filter(pk=cast.alfa_license.pk).update(
        status=Status.SUSPENDED, reason="Faktura nie jest zapłacona."
    )

    assert "Faktura nie jest zapłacona." in opened(sign_in(cast.anna), cast.alfa_license)


def test_an_offered_license_says_to_whom_and_until_when(cast: Cast, sign_in: SignIn) -> None:
    Transfer.objects.create(
        license=cast.alfa_license,
        giver=cast.alfa,
        receiver=cast.beta,
        offered_by=cast.anna,
        giver_statement="0" * 64,
        expires_at=clock.now() + timedelta(days=14),
    )

    assert "offered to Hurtownia Beta" in opened(sign_in(cast.anna), cast.alfa_license)
    assert "offered to Hurtownia Beta" not in opened(sign_in(cast.bogna), cast.alfa_license)


def test_the_step_of_who_cannot_open_it_is_to_get_access(cast: Cast, sign_in: SignIn) -> None:
    license = factories.license(cast.alfa, product=online(address="https://app.example/"))

    assert "ask an administrator" in opened(sign_in(cast.bogna), license)
    ProductAccess.objects.create(membership=cast.bogna.memberships.get(), product=license.product)
    assert 'href="https://app.example/"' in opened(sign_in(cast.bogna), license)


def test_people_who_open_it_are_listed_with_the_way_to_their_pages(
    cast: Cast, sign_in: SignIn
) -> None:
    license = factories.license(cast.alfa, product=online(), amount=4)
    member = cast.bogna.memberships.get()
    ProductAccess.objects.create(membership=member, product=license.product)

    text = opened(sign_in(cast.bartek), license, "people/")

    assert "1 of 4 places taken" in text
    assert "Bogna Bąk" in text
    assert f"/members/{member.public_id}/" in text


def test_who_does_not_manage_access_sees_neither_people_nor_history(
    cast: Cast, sign_in: SignIn
) -> None:
    license = factories.license(cast.alfa, product=online())
    browser = sign_in(cast.bogna)

    assert browser.get(license.get_absolute_url() + "people/").status_code == 403
    assert browser.get(license.get_absolute_url() + "history/").status_code == 403


def noted(cast: Cast, license: License, kind: Kind, subject: Any = None, **more: Any) -> None:
    with transaction.atomic():
        record(
            kind,
            actor=cast.anna,
            company=license.company,
            subject=subject or license,
            product=license.product.name,
            **more,
        )


def test_the_history_tells_of_the_license_and_of_what_hangs_on_it(
    cast: Cast, sign_in: SignIn
) -> None:
    license = cast.alfa_license
    entity = Entity.objects.create(
        license=license,
        kind=Entity.Kind.OWN,
        tax_number=cast.alfa.tax_number,
        name="Piekarnia Alfa",
        source=Entity.Source.PROGRAM,
    )
    other = factories.license(cast.alfa, product=factories.product("gestor-gt"))
    noted(cast, license, Kind.LICENSE_REGISTERED)
    noted(cast, license, Kind.ENTITY_REGISTERED, entity, private={"name": entity.name})
    noted(cast, other, Kind.LICENSE_SUSPENDED)

    text = opened(sign_in(cast.bartek), license, "history/")

    assert "The license of Subiekt Gt was registered" in text
    assert "Piekarnia Alfa was registered as an entity of Subiekt Gt" in text
    assert "suspended" not in text


def test_what_was_before_a_license_changed_hands_stays_with_the_earlier_company(
    cast: Cast, sign_in: SignIn
) -> None:
    noted(cast, cast.alfa_license, Kind.LICENSE_SUSPENDED)
    License.objects.filter(pk=cast.alfa_license.pk).update(company=cast.beta)
    license = License.objects.get(pk=cast.alfa_license.pk)

    text = opened(sign_in(cast.celina), license, "history/")

    assert "was suspended" not in text


def test_the_history_of_the_company_leads_to_the_license(cast: Cast, sign_in: SignIn) -> None:
    noted(cast, cast.alfa_license, Kind.LICENSE_REGISTERED)

    answer = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/history/?group=licenses")

    assert f'href="{cast.alfa_license.get_absolute_url()}"' in answer.content.decode()


def test_the_history_costs_the_same_for_one_event_and_for_many(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.anna)
    for _ in range(120):
        noted(cast, cast.alfa_license, Kind.LICENSE_REGISTERED)

    with django_assert_max_num_queries(15):
        text = opened(browser, cast.alfa_license, "history/")

    assert 'rel="next"' in text


def test_an_associated_person_reads_the_state_but_not_the_number(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False)

    text = opened(sign_in(cast.dorota), cast.alfa_license)

    assert "ALFA1-…-444" in text
    assert "ALFA1-22222" not in text
