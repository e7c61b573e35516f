"""The whole import: everything is taken, a second time changes nothing, and what it may not touch stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.integrations.erp import licenses
from klucznik.integrations.erp.errors import WrongFile
from klucznik.integrations.erp.importing import import_file
from klucznik.licensing.models import License
from klucznik.transactions.models import Transaction
from tests import factories
from tests.integrations.conftest import DATA

KINDS = ("companies", "licenses", "transactions")
COMPANY = "K000001;PL;9159083011;Nowa Nazwa sp. z o.o.;Nowa 1;00-001;Radom;nowy@firma1.example;office;2020-02-03"


def counted(result):
    return result.new, result.changed, result.unchanged, result.refused


def import_all():
    return [counted(import_file(kind, DATA / f"{kind}.csv")) for kind in KINDS]


def test_all_is_taken_and_a_second_import_changes_nothing(catalog):
    assert import_all() == [(30, 0, 0, 0), (62, 0, 0, 0), (62, 0, 0, 0)]
    assert import_all() == [(0, 0, 30, 0), (0, 0, 62, 0), (0, 0, 62, 0)]

    assert (Company.objects.count(), License.objects.count(), Transaction.objects.count()) == (
        30,
        62,
        62,
    )


def test_companies_from_the_erp_are_known_and_keep_its_address_apart(customers):
    company = Company.objects.get(customer_no="K000001")

    assert company.is_known
    assert company.vendor_email == company.email == "biuro@firma1.example"
    assert company.edited_fields == []
    assert len({c.public_id for c in Company.objects.all()}) == 30


def test_each_run_that_took_a_file_is_one_event(customers):
    event = Event.objects.get(kind=Kind.ERP_IMPORTED)

    assert event.facts == {
        "file": "companies.csv",
        "new": 30,
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
    }


def test_contact_data_that_the_customer_edited_stays(customers, table):
    Company.objects.filter(customer_no="K000001").update(
        name="Nasza Nazwa", email="my@firma1.example", edited_fields=["name", "email"]
    )

    result = import_file("companies", table("companies", COMPANY))

    company = Company.objects.get(customer_no="K000001")
    assert counted(result) == (0, 1, 0, 0)
    assert (company.name, company.email) == ("Nasza Nazwa", "my@firma1.example")
    assert (company.street, company.city) == ("Nowa 1", "Radom")
    assert (company.vendor_email, company.kind) == ("nowy@firma1.example", "office")


def test_a_license_never_changes_its_company(customers, table):
    import_file("licenses", DATA / "licenses.csv")
    taken = License.objects.select_related("company").first()
    other = Company.objects.exclude(pk=taken.company_id).first()
    row = f"{taken.number};subiekt-gt;{other.tax_number};seats;1;2024-01-01;;registered;standard"

    result = import_file("licenses", table("licenses", row), keep_good=True)

    assert counted(result) == (0, 0, 0, 1)
    assert "transfer" in result.refusals[0][2]
    assert License.objects.get(pk=taken.pk).company_id == taken.company_id


def test_a_company_that_becomes_known_loses_its_unproven_founder_and_their_words(catalog, table):
    squatter = factories.person()
    company = factories.company(
        "Cudza Firma",
        known=False,
        tax_number="9159083011",
        email="zly@x.example",
        edited_fields=["name", "email"],
    )
    place = factories.membership(company, squatter, Role.GLOBAL_ADMINISTRATOR, proven=False)

    result = import_file("companies", table("companies", COMPANY))

    company.refresh_from_db()
    assert counted(result) == (0, 1, 0, 0)
    assert Membership.objects.get(pk=place.pk).role == Role.ASSOCIATED
    assert (company.name, company.email, company.edited_fields) == (
        "Nowa Nazwa sp. z o.o.",
        "nowy@firma1.example",
        [],
    )
    assert company.known_at is not None
    assert Event.objects.filter(kind=Kind.COMPANY_BECAME_KNOWN, company=company).count() == 1


def test_a_license_makes_its_company_known_too(catalog, table):
    company = factories.company(known=False, tax_number="9159083011")
    row = "AAAAA-11111;subiekt-gt;9159083011;seats;1;2024-01-01;;registered;standard"

    import_file("licenses", table("licenses", row))

    company.refresh_from_db()
    assert company.known_at is not None


def test_an_extension_is_no_license_of_its_own(customers, table):
    company = Company.objects.get(customer_no="K000001")
    row = (
        f"AAAAA-11111;uzytkownik-plus;{company.tax_number};users;3;2024-01-01;;registered;standard"
    )

    result = import_file("licenses", table("licenses", row), keep_good=True)

    assert counted(result) == (0, 0, 0, 1)
    assert "Name the program whose license it extends" in result.refusals[0][2]


def test_an_administrator_who_was_checked_keeps_the_role(customers, table):
    company = Company.objects.get(customer_no="K000001")
    place = factories.membership(company, factories.person(), Role.GLOBAL_ADMINISTRATOR)

    import_file("companies", table("companies", COMPANY))

    place.refresh_from_db()
    assert place.role == Role.GLOBAL_ADMINISTRATOR


def test_a_customer_number_belongs_to_one_company(customers, table):
    second = COMPANY.replace("9159083011", factories.tax_number())

    result = import_file("companies", table("companies", second))

    assert counted(result) == (0, 0, 0, 1)
    assert result.refusals[0][1] == "customer_no"


def test_transactions_of_unknown_companies_or_licenses_are_refused(customers, table):
    row = "ZAM/{};{};{};2026-01-02;100,00;23;123.00;PLN;paid"
    unknown = factories.tax_number()

    result = import_file(
        "transactions",
        table(
            "transactions", row.format(1, unknown, ""), row.format(2, "9159083011", "NOBODY-KNOWS")
        ),
    )

    assert [column for _line, column, _reason in result.refusals] == ["tax_id", "license"]


def test_changed_sizes_and_dates_are_taken(customers, table):
    row = "AAAAA-11111;subiekt-gt;9159083011;seats;{};2024-01-01;{};registered;standard"
    import_file("licenses", table("licenses", row.format(1, "")))

    result = import_file("licenses", table("licenses", row.format(9, "2030-12-31")))

    license = License.objects.get()
    assert counted(result) == (0, 1, 0, 0)
    assert (license.amount, license.valid_to.isoformat()) == (9, "2030-12-31")


def test_an_import_killed_half_way_is_simply_repeated(customers, monkeypatch):
    batches: list[object] = []

    def dies_after_the_first(records):
        if batches:
            raise KeyboardInterrupt
        batches.append(records)
        licenses_merge(records)

    licenses_merge = licenses.merge
    monkeypatch.setattr("klucznik.integrations.erp.importing.BATCH", 20)
    with monkeypatch.context() as killed:
        killed.setattr(licenses, "merge", dies_after_the_first)
        with pytest.raises(KeyboardInterrupt):
            import_file("licenses", DATA / "licenses.csv")
    half = License.objects.count()

    again = import_file("licenses", DATA / "licenses.csv")

    assert half == 20
    assert counted(again) == (42, 0, 20, 0)
    assert License.objects.count() == 62


def test_a_staged_file_leaves_nothing_behind(customers, tmp_path):
    import_file("licenses", DATA / "licenses.csv")

    assert not list(tmp_path.glob("import-*"))


def test_columns_may_stand_in_any_order(customers, tmp_path):
    path = tmp_path / "licenses.csv"
    path.write_text(
        "variant,status,valid_to,valid_from,amount,metric,tax_id,product,number\n"
        "standard,registered,,2024-01-01,2,seats,9159083011,subiekt-gt,AAAAA-11111\n"
    )

    assert counted(import_file("licenses", path)) == (1, 0, 0, 0)


def test_a_file_of_another_kind_is_refused_whole(catalog):
    with pytest.raises(WrongFile, match="number;product;tax_id"):
        import_file("licenses", DATA / "companies.csv")


def test_the_clock_of_the_portal_marks_new_rows(customers):
    assert Company.objects.filter(known_at__lte=clock.now()).count() == 30


def test_an_address_that_the_erp_changes_is_fresh_and_the_one_before_is_kept(
    customers, table, travel
):
    own = Company.objects.get(customer_no="K000001")
    row = COMPANY.replace("nowy@firma1.example", "{email}")
    import_file("companies", table("companies", row.format(email="raz@oszust.example")))
    travel(days=2)
    import_file("companies", table("companies", row.format(email="dwa@oszust.example")))

    own.refresh_from_db()
    assert (own.vendor_email, own.vendor_email_before) == (
        "dwa@oszust.example",
        "biuro@firma1.example",
    )
    assert clock.now() - own.vendor_email_since < timedelta(days=1)
    travel(days=91)
    import_file("companies", table("companies", row.format(email="trzy@alfa.example")))
    own.refresh_from_db()
    assert own.vendor_email_before == "dwa@oszust.example"
