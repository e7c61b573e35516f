"""The sample catalog: the 17 programs, each with the rules of its line, and what extends them."""

from __future__ import annotations

from collections import Counter

import pytest

from klucznik.catalog.entries import ProductEntry
from klucznik.catalog.loading import SAMPLE
from klucznik.catalog.reading import read
from klucznik.catalog.rules import Rules

CATALOG = read(SAMPLE)
PRODUCTS = {product.code: product for product in CATALOG.products}
# Without extensions, and without what only accounting offices buy to share an application.
OF_CUSTOMERS = [
    product
    for product in CATALOG.products
    if not product.is_extension and not product.stored_rules.get("shares")
]
PROGRAMS = {
    "gt": {
        "biuro-gt",
        "gestor-gt",
        "gratyfikant-gt",
        "insert-gt",
        "rachmistrz-gt",
        "rewizor-gt",
        "subiekt-gt",
        "mikrogratyfikant-gt",
    },
    "nexo": {
        "biuro-nexo",
        "gestor-nexo",
        "gratyfikant-nexo",
        "insert-nexo",
        "rachmistrz-nexo",
        "rewizor-nexo",
        "subiekt-nexo",
    },
    "cloud": {"subiekt-123", "zarezerwuj-pl"},
}


def programs(line: str) -> list[ProductEntry]:
    return [PRODUCTS[code] for code in sorted(PROGRAMS[line])]


def every(line: str, name: str) -> set[object]:
    """What the programs of a line say to one rule."""
    return {getattr(Rules.of(product.stored_rules), name) for product in programs(line)}


def size(code: str, metric: str, edition: str = "") -> tuple[int, int]:
    [step] = [
        step
        for step in PRODUCTS[code].steps
        if (step["metric"], step["edition"]) == (metric, edition)
    ]
    return step["base"], step["by"]


def test_there_are_exactly_seventeen_programs_in_three_lines():
    found = {product.code: product.line for product in OF_CUSTOMERS}

    assert len(found) == 17
    assert {line.code: line.registration for line in CATALOG.lines} == {
        "gt": "program",
        "nexo": "program_or_portal",
        "cloud": "portal",
    }
    assert all({c for c in found if found[c] == line} == PROGRAMS[line] for line in PROGRAMS)


def test_two_are_packages_two_are_opened_in_the_browser_and_only_these_need_a_tick():
    kinds = Counter(product.kind for product in OF_CUSTOMERS)

    assert kinds == {"program": 13, "package": 2, "app": 2}
    assert {p.code for p in CATALOG.products if p.needs_access} == PROGRAMS["cloud"]
    assert {p.code for p in OF_CUSTOMERS if p.kind == "app"} == PROGRAMS["cloud"]


def test_what_offices_share_lives_on_what_they_keep_books_with():
    found = {p.code: p.stored_rules for p in CATALOG.products if p.stored_rules.get("shares")}

    assert set(found) == {"subiekt-123-gt", "subiekt-123-nexo"}
    for code, line in (("subiekt-123-gt", "gt"), ("subiekt-123-nexo", "nexo")):
        rules = found[code]
        assert (rules["shares"], rules["shared_people"], rules["reading_days"]) == (
            "subiekt-123",
            3,
            30,
        )
        assert rules["clients_from"] == [f"rachmistrz-{line}", f"rewizor-{line}"]
        assert rules["client_unregistered_days"] == 60
        assert size(code, "shares") == (100, 0)


def test_gt_is_registered_only_from_the_program():
    assert every("gt", "ways") == {("online", "code")}
    assert every("gt", "unregistered_days") == {0}


def test_gt_works_on_after_the_subscription_in_the_version_that_it_covered():
    assert every("gt", "follows") == {"subscription"}
    assert every("gt", "at_end") == {"full"}
    assert all(len(product.stored_versions) == 4 for product in programs("gt"))


def test_gt_covers_versions_of_90_days_after_the_registration():
    assert every("gt", "care_days") == {90}


def test_nexo_works_45_days_without_being_registered():
    assert every("nexo", "unregistered_days") == {45}


def test_nexo_is_registered_from_the_program_with_a_file_or_with_a_card():
    assert every("nexo", "ways") == {("online", "file", "card")}
    assert every("nexo", "at_end") == {"restricted"}


def test_an_entity_of_a_client_that_nobody_registered_can_be_read_after_60_days():
    assert every("gt", "client_unregistered_days") == {60}
    assert every("nexo", "client_unregistered_days") == {60}


def test_online_applications_take_terms_and_have_a_trial_of_30_days():
    assert every("cloud", "ways") == {("terms",)}
    assert every("cloud", "trial_days") == {30}
    assert every("cloud", "at_end") == {"read_only"}
    assert {product.metric for product in programs("cloud")} == {"users"}


@pytest.mark.parametrize("line", PROGRAMS)
def test_people_are_told_30_14_7_and_1_days_ahead(line):
    assert every(line, "notices_days") == {(30, 14, 7, 1)}


@pytest.mark.parametrize("code", ["subiekt-gt", "gestor-gt"])
def test_seats_of_gt_begin_with_3_and_grow_by_3(code):
    assert size(code, "seats") == (3, 3)


def test_employees_of_gratyfikant_gt_begin_with_30_and_grow_by_50():
    assert size("gratyfikant-gt", "employees") == (30, 50)


def test_an_office_begins_with_30_entities_of_rachmistrz_gt_and_grows_by_20():
    assert size("rachmistrz-gt", "entities", "office") == (30, 20)


@pytest.mark.parametrize("code", ["rewizor-gt", "gratyfikant-gt"])
def test_an_office_begins_with_5_entities_and_grows_by_5(code):
    assert size(code, "entities", "office") == (5, 5)


def test_programs_for_offices_register_as_many_entities_as_their_size_says():
    by_size = {c for c, p in PRODUCTS.items() if p.stored_rules.get("entities") == "size"}

    assert by_size == {
        f"{name}-{line}" for name in ("biuro", "rachmistrz", "rewizor") for line in ("gt", "nexo")
    }


def test_one_program_has_floating_seats():
    floating = {c for c, p in PRODUCTS.items() if p.stored_rules.get("seating") == "floating"}

    assert floating == {"gestor-nexo"}


def test_a_license_number_alone_activates_nothing():
    assert {every(line, "activation").pop() for line in PROGRAMS} == {"sign_in"}


def test_registrations_of_schools_wait_for_the_vendor():
    waiting = {
        (edition["code"], edition["needs_acceptance"])
        for product in CATALOG.products
        for edition in product.stored_editions
    }

    assert waiting == {("standard", False), ("pro", False), ("office", False), ("education", True)}


def test_extensions_name_what_they_extend_by_how_much():
    assert size("stanowiska-gt", "seats") == (0, 3)
    assert size("pracownicy-gt", "employees") == (0, 50)
    assert size("podmioty-rachmistrz-gt", "entities") == (0, 20)
    assert size("uzytkownik-plus", "users") == (0, 3)
    assert PRODUCTS["uzytkownik-plus"].extends == ["subiekt-123"]
