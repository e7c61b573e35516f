"""The card of a license that shares: its tab, its counter, its history, and why it stays with the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.licensing.transfers import why_held
from klucznik.offices.models import Client, Share
from tests.offices import factory
from tests.offices.sharing import license_of, offer

pytestmark = pytest.mark.django_db


def url(client: Client, step: str = "") -> str:
    return f"/companies/{client.office.public_id}/clients/{client.public_id}/share/{step}"


@pytest.fixture
def way(sign_in) -> tuple[Browser, Client]:
    """The head of an office before the first step, with a client."""
    office, head = factory.office()
    return sign_in(head), factory.client(office, "Piekarnia Rogal")


def test_of_two_licenses_the_one_of_the_card_is_chosen(way):
    browser, client = way
    second = factory.sharing_license(client.office, 5)

    page = browser.get(f"{url(client)}?license={second.public_id}").content.decode()

    assert f'<option value="{second.public_id}" selected>' in page


def test_the_card_of_the_license_tells_to_whom_it_is_shared(way):
    browser, client = way
    share = offer(head_of(client), client)
    license = license_of(client.office)
    path = f"/companies/{client.office.public_id}/products/{license.public_id}/shares/"

    page = browser.get(path).content.decode()

    assert client.name in page
    assert "1 of 100 shares used" in page
    assert share.email in page
    free = factory.client(client.office, "Kwiaciarnia Róża")
    choice = browser.get(f"{path}client/?q=róża").content.decode()
    assert free.name in choice
    assert client.name not in choice


def test_the_shares_of_a_license_cost_the_same_for_one_and_for_many(way):
    browser, client = way
    offer(head_of(client), client)
    license = license_of(client.office)
    path = f"/companies/{client.office.public_id}/products/{license.public_id}/shares/"
    browser.get(path)
    count = queries_of(browser, path)
    for _ in range(12):
        factory.share(factory.client(client.office))

    assert queries_of(browser, path) == count


def test_a_license_that_shares_nothing_has_no_such_tab(way):
    browser, client = way
    books = License.objects.get(company=client.office, product=factory.books())
    base = f"/companies/{client.office.public_id}/products/{books.public_id}/"

    assert browser.get(f"{base}shares/").status_code == 404
    assert "shares/" not in browser.get(base).content.decode()


def test_a_license_in_use_is_not_passed_on(way):
    _browser, client = way
    license = license_of(client.office)
    assert why_held(license) == ""
    offer(head_of(client), client)

    assert "it is shared with 1 client" in why_held(license)


def test_without_a_license_that_works_the_client_page_says_so(way):
    browser, client = way
    License.objects.filter(pk=license_of(client.office).pk).update(valid_to="2024-02-01")

    page = browser.get(client.get_absolute_url()).content.decode()

    assert f"The office has no license of {client.program.name} that works now" in page


def test_my_products_counts_the_shares_and_says_what_came_back(way):
    browser, client = way
    share = offer(head_of(client), client)
    Share.objects.filter(pk=share.pk).update(bounced_at=clock.now())

    page = browser.get(client.office.get_absolute_url()).content.decode()

    assert "The invitation of 1 client came back" in page
    assert "1 of 100 shares" in page


def test_the_history_of_the_license_tells_what_it_shared(way):
    browser, client = way
    offer(head_of(client), client)
    license = license_of(client.office)

    page = browser.get(
        f"/companies/{client.office.public_id}/products/{license.public_id}/history/"
    )

    assert f"offered to share Subiekt 123 with {client.name}" in page.content.decode()


def queries_of(browser: Browser, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def head_of(client: Client) -> Any:
    return client.office.memberships.get(role=Role.GLOBAL_ADMINISTRATOR).user
