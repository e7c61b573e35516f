"""The vendor's catalog: loaded from a checked file, changed by it, never deleted, and every change told."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.loading import SAMPLE, load_catalog, look_at_catalog
from klucznik.catalog.models import CatalogVersion, Category, Line, Product
from klucznik.catalog.rules import Rules
from klucznik.catalog.wording import names_of_products
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.catalog.files import EXTENSION, HEAD, LINE, PRODUCT, rules

pytestmark = pytest.mark.django_db


def told(path) -> list[str]:
    return list(load_catalog(path).difference.lines())


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


def test_all_that_a_file_says_of_a_product_is_kept(file):
    says = 'version = [{ number = "1.0", released = 2026-03-01 }]\n' + (
        'edition = [{ code = "pro", name = { pl = "PRO", en = "PRO" } }]\n'
        + rules("grace_days = 3", "notices_days = [10, 2]")
        + '[[product.step]]\nmetric = "seats"\nbase = 3\nby = 2\n'
    )

    load_catalog(file(HEAD + LINE + "[line.rules]\ncheck_days = 2\n" + PRODUCT + says))
    product = Product.objects.get()

    assert product.rules == Rules(
        ways=("online", "file", "card"), grace_days=3, notices_days=(10, 2), check_days=2
    )
    assert [(one.number, one.released) for one in product.versions] == [("1.0", "2026-03-01")]
    assert [one.code for one in product.editions] == ["pro"]
    assert product.steps == [{"metric": "seats", "base": 3, "by": 2, "edition": ""}]


def test_loading_again_changes_nothing_and_tells_nothing(file):
    load_catalog(file(HEAD + LINE + PRODUCT + EXTENSION))

    again = load_catalog(file(HEAD + LINE + PRODUCT + EXTENSION))

    assert (again.new, again.changed, again.retired) == (0, 0, 0)
    assert CatalogVersion.objects.count() == 1
    assert Event.objects.filter(kind=Kind.CATALOG_LOADED).count() == 1


def test_loading_is_remembered_with_its_file_and_who_did_it(file):
    ewa = factories.person("Ewa", "Ewska")

    load_catalog(file(HEAD + LINE + PRODUCT + EXTENSION), by=ewa)
    version, event = CatalogVersion.objects.get(), Event.objects.get(kind=Kind.CATALOG_LOADED)

    assert (version.version, len(version.sha256), version.loaded_by) == ("1", 64, ewa)
    assert version.counts == {
        "lines": 1,
        "programs": 1,
        "extensions": 1,
        "categories": 0,
        "new": 3,
        "changed": 0,
        "retired": 0,
    }
    assert event.actor == ewa
    assert event.facts["new"] == 3


def test_another_file_with_the_same_catalog_is_remembered_too(file):
    load_catalog(file(HEAD + LINE + PRODUCT))

    again = load_catalog(file(HEAD + LINE + PRODUCT + "# a word\n"))

    assert not again.difference
    assert CatalogVersion.objects.count() == 2


def test_what_differs_is_told_key_by_key(file):
    load_catalog(
        file(HEAD + LINE + PRODUCT + 'version = [{ number = "1", released = 2026-03-01 }]')
    )

    changes = told(
        file(
            HEAD
            + LINE
            + PRODUCT.replace('"seats"', '"users"').replace("Something", "Some thing")
            + 'version = [{ number = "2", released = 2026-09-01 }]\n'
            + rules("grace_days = 30", 'seating = "floating"')
            + EXTENSION
        )
    )

    assert changes == [
        "new: product more",
        "changed: product one",
        "    metric: seats → users; licenses that exist keep their own",
        "    purpose: en Something; pl Coś → en Some thing; pl Coś",
        "    rules.grace_days: 0 → 30",
        "    rules.seating: named → floating",
        "    version 2: 2026-09-01 (new)",
        "    version 1: 2026-03-01 (no longer)",
    ]


def test_licenses_keep_the_metric_with_which_they_were_sold(file):
    load_catalog(file(HEAD + LINE + PRODUCT))
    license = factories.license(factories.company(), product=Product.objects.get())

    load_catalog(file(HEAD + LINE + PRODUCT.replace('"seats"', '"users"')))
    license.refresh_from_db()

    assert Product.objects.get().metric == "users"
    assert license.metric == "seats"


def test_a_product_that_vanishes_retires_and_may_come_back(file):
    both = file(HEAD + LINE + PRODUCT + PRODUCT.replace("one", "two"))
    load_catalog(both)

    assert told(file(HEAD + LINE + PRODUCT)) == ["retired: product two"]
    retired = Product.objects.get(code="two").retired_at
    back = told(file(HEAD + LINE + PRODUCT + PRODUCT.replace("one", "two")))

    assert retired is not None
    assert back == ["changed: product two", "    sold: no → yes"]
    assert Product.objects.get(code="two").retired_at is None


def test_a_product_may_say_where_it_is_opened(file):
    address = 'address = "https://app.example/start?from=portal"'
    load_catalog(file(HEAD + LINE + PRODUCT + address))
    assert Product.objects.get().address == "https://app.example/start?from=portal"

    load_catalog(file(HEAD + LINE + PRODUCT))
    assert Product.objects.get().address == ""


def test_rows_of_an_older_database_get_their_rules():
    factories.product("subiekt-nexo", line="nexo", name="Subiekt")
    factories.product("subiekt-gt", line="gt", name="Subiekt GT")

    loaded = load_catalog(SAMPLE)
    product = Product.objects.get(code="subiekt-nexo")

    assert "product subiekt-nexo" in loaded.difference.changed
    assert product.name == "Subiekt nexo"
    assert product.rules.unregistered_days == 45
    assert load_catalog(SAMPLE).difference.changed == {}


def test_a_file_from_before_there_were_formats_is_still_read(file):
    load_catalog(file(LINE.replace("program_or_portal", "portal") + PRODUCT))
    product = Product.objects.get()

    assert product.rules == Rules(ways=("terms",))
    assert CatalogVersion.objects.get().version.startswith("sha256 ")


def test_extensions_are_no_programs(file, cast, sign_in):
    load_catalog(file(HEAD + LINE + PRODUCT + EXTENSION))

    assert {one.code for one in Product.objects.programs()} == {"one", "subiekt-gt"}
    assert [one.code for one in Product.objects.extensions()] == ["more"]
    assert "One" in names_of_products(None)
    assert "More" not in names_of_products(None)
    client, page = sign_in(cast.anna), f"companies/{cast.alfa.public_id}/access"
    assert client.get(f"/{page}/one/").status_code == 200
    assert client.get(f"/{page}/more/").status_code == 404
    assert client.get(f"/api/v1/{page}/one").status_code == 200
    assert client.get(f"/api/v1/{page}/more").status_code == 404


def test_looking_tells_the_same_and_writes_nothing(file, capsys):
    path = file(HEAD + LINE + PRODUCT)

    looked = look_at_catalog(path)
    call_command("catalog", path, check=True)

    assert list(looked.difference.lines()) == ["new: line gt", "new: product one"]
    assert capsys.readouterr().out == (
        "new: line gt\nnew: product one\nmine.toml, version 1: 1 lines, 1 programs, 0 extensions and 0 categories; "
        "2 would be new, 0 would be changed, 0 would be retired.\n"
    )
    assert not Line.objects.exists()
    assert not CatalogVersion.objects.exists()


@pytest.mark.parametrize("check", [True, False])
def test_a_wrong_file_stops_the_command_with_every_problem(file, check):
    path = file(HEAD + LINE + PRODUCT.replace("seats", "cows") + rules("grace_days = -1"))

    with pytest.raises(CommandError) as stopped:
        call_command("catalog", path, check=check)

    assert stopped.value.returncode == 2
    assert len(str(stopped.value).splitlines()) == 2


def test_a_wrong_file_changes_nothing(file):
    load_catalog(file(HEAD + LINE + PRODUCT))

    with pytest.raises(WrongCatalog):
        load_catalog(file(HEAD + LINE.replace("GT", "New") + PRODUCT + PRODUCT))

    assert Line.objects.get().name == "GT"


def test_categories_of_the_file_come_first_and_the_standard_ones_are_always_there(file):
    own = '[[category]]\ncode = "trainings"\nname = { pl = "Szkolenia", en = "Trainings" }\n'
    renamed = '[[category]]\ncode = "licenses"\nname = { pl = "Klucze", en = "Keys" }\n'

    assert told(file(HEAD + LINE + PRODUCT + own + renamed))[-2:] == [
        "new: category trainings",
        "new: category licenses",
    ]
    assert [one.code for one in Category.objects.all()[:3]] == ["trainings", "licenses", "account"]
    assert Category.objects.get(code="licenses").name == "Keys"
    assert Category.objects.count() == 12

    assert told(file(HEAD + LINE + PRODUCT)) == []
    assert Category.objects.count() == 12
