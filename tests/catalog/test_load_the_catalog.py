"""The vendor's catalog: loaded from a checked file, changed by it, never deleted."""

from __future__ import annotations

import pytest
from django.utils import translation

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.loading import SAMPLE, load_catalog
from klucznik.catalog.models import Line, Product

pytestmark = pytest.mark.django_db

LINE = """
[[line]]
code = "gt"
name = "GT"
registration = "program"
number_help = { pl = ["Krok"], en = ["Step"] }
"""
PRODUCT = """
[[product]]
code = "one"
name = "One"
line = "gt"
metric = "seats"
purpose = { pl = "Coś", en = "Something" }
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_sample_holds_seventeen_programs_in_three_lines():
    loaded = load_catalog(SAMPLE)

    assert (loaded.lines, loaded.products, loaded.new) == (3, 17, 20)
    assert list(Product.objects.filter(needs_access=True).values_list("code", flat=True)) == [
        "subiekt-123",
        "zarezerwuj-pl",
    ]
    assert {line.code: line.registration for line in Line.objects.all()} == {
        "gt": "program",
        "nexo": "program_or_portal",
        "cloud": "portal",
    }


def test_texts_are_in_the_language_of_the_reader():
    load_catalog(SAMPLE)
    product, line = Product.objects.get(code="subiekt-gt"), Line.objects.get(code="gt")

    with translation.override("pl"):
        assert product.purpose == "Sprzedaż i magazyn"
        assert any(
            "Pomoc → Zarządzanie licencjami → Licencje podmiotu" in step
            for step in line.number_steps
        )
    with translation.override("en"):
        assert product.purpose == "Sales and warehouse"


def test_loading_again_changes_nothing(file):
    load_catalog(file(LINE + PRODUCT))

    again = load_catalog(file(LINE + PRODUCT))

    assert (again.new, again.changed, again.retired) == (0, 0, 0)


def test_a_product_that_vanishes_retires_and_may_come_back(file):
    load_catalog(file(LINE + PRODUCT + PRODUCT.replace("one", "two")))

    load_catalog(file(LINE + PRODUCT))
    retired = Product.objects.get(code="two").retired_at
    load_catalog(file(LINE + PRODUCT + PRODUCT.replace("one", "two")))

    assert retired is not None
    assert Product.objects.get(code="two").retired_at is None


def test_a_product_may_say_where_it_is_opened(file):
    load_catalog(file(LINE + PRODUCT + 'address = "https://app.example/start?from=portal"'))
    assert Product.objects.get().address == "https://app.example/start?from=portal"

    load_catalog(file(LINE + PRODUCT))
    assert Product.objects.get().address == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[line]", "mine.toml"),
        (LINE, "there is no [[product]]"),
        (
            LINE + PRODUCT.replace("seats", "cows"),
            "product 1 (one): metric is 'cows'; choose one of: seats",
        ),
        (LINE + PRODUCT.replace('"gt"', '"nexo"'), "line is 'nexo'; choose one of: gt"),
        (LINE + PRODUCT.replace('name = "One"', ""), "product 1 (one): name is missing"),
        (LINE + PRODUCT + PRODUCT, "the code one stands at two entries"),
        (LINE + PRODUCT + 'colour = "red"', "colour is not a known key"),
        (
            LINE + PRODUCT.replace(', en = "Something"', ""),
            "purpose must be given in exactly these languages",
        ),
        (LINE.replace('["Krok"]', '"Krok"') + PRODUCT, "number_help.pl must be a list of steps"),
        (LINE + PRODUCT.replace('"one"', '"One!"'), "code may have small letters"),
        ("brand = 1" + LINE, "brand is not known"),
        (
            LINE + PRODUCT + 'address = "http://app.example"',
            "address is not an address that begins with https://",
        ),
        (LINE + PRODUCT + 'address = "javascript:alert(1)"', "begins with https://"),
        (LINE + PRODUCT + "address = 'https://a.example/\"x'", "begins with https://"),
    ],
)
def test_a_wrong_file_is_refused_with_the_key(file, text, sentence):
    with pytest.raises(WrongCatalog) as wrong:
        load_catalog(file(text))

    assert sentence in str(wrong.value)
    assert not Product.objects.exists()
