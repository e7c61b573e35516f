"""Staff read what is sold and by which rules; nothing can be changed there."""

from __future__ import annotations

import pytest

from klucznik.catalog.loading import SAMPLE, load_catalog
from klucznik.catalog.models import CatalogVersion, Product
from tests.backoffice.desk import at_work
from tests.catalog.files import EXTENSION, HEAD, LINE, PRODUCT, written


@pytest.fixture
def sample(cast):
    return load_catalog(SAMPLE, by=cast.henryk)


def shown(client, address: str = "") -> str:
    return client.get(f"/staff/catalog/{address}").content.decode()


def test_the_page_shows_every_line_with_its_programs_and_extensions(sample, cast, sign_in):
    page = shown(at_work(sign_in, cast.ewa))

    assert all(product.name in page for product in Product.objects.all())
    assert page.count("<h3>Extensions</h3>") == 3
    assert "Licenses are registered: only in the program." in " ".join(page.split())
    assert "1.88" in page


def test_the_page_tells_what_was_loaded_when_and_by_whom(sample, cast, sign_in, tmp_path):
    load_catalog(written(tmp_path, HEAD + LINE + PRODUCT + EXTENSION))
    page = shown(at_work(sign_in, cast.ewa))

    assert "2026-11-30" in page
    assert "Henryk Hen" in page
    assert "the operator, on the server" in page
    assert CatalogVersion.objects.first().sha256[:12] in page
    assert "No longer sold" in page


def test_a_product_is_told_with_its_rules_in_words(sample, cast, sign_in):
    page = shown(at_work(sign_in, cast.ewa), "gratyfikant-gt/")

    for words in (
        "from the program, by typing the activation code",
        "can only be read after 60 days",
        "After the last day</dt><dd>works fully on",
        "published until the end of the subscription, or within 90 days of the registration",
        "days before the end: 30, 14, 7, 1",
        "a place for each device",
        "3 times in 30 days, at least 24 hours apart",
        "employees: 30, then by 50",
        "entities: 5, then by 5 (for accounting offices)",
        "Pracownicy GT",
        "September 15, 2026",
    ):
        assert words in page.replace("\u00a0", " "), words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("gestor-nexo", "free again after 15 minutes without a sign of life"),
        ("gestor-nexo", "works fully for 45 days from the first use; then can only be read"),
        ("rewizor-gt", "as many as the size says"),
        ("subiekt-123", "30 days; size: 1 (users)"),
        ("subiekt-123", "works fully for 14 more days; then can only be read"),
        ("stanowiska-gt", "seats: +3"),
        ("stanowiska-gt", "/staff/catalog/subiekt-gt/"),
        ("rachmistrz-nexo", "entities: 20 (for accounting offices)"),
    ],
)
def test_each_way_has_its_words(sample, cast, sign_in, code, words):
    assert words in shown(at_work(sign_in, cast.ewa), f"{code}/")


def test_an_empty_catalog_says_how_to_fill_it(cast, sign_in):
    Product.objects.update(retired_at="2026-01-01T00:00:00Z")

    assert "klucznik catalog" in shown(at_work(sign_in, cast.ewa))


def test_more_products_need_no_more_queries(cast, sign_in, tmp_path, django_assert_num_queries):
    load_catalog(written(tmp_path, HEAD + LINE + PRODUCT))
    client = at_work(sign_in, cast.ewa)
    shown(client)
    with django_assert_num_queries(QUERIES):
        shown(client)

    load_catalog(SAMPLE)

    with django_assert_num_queries(QUERIES):
        shown(client)


QUERIES = 9
