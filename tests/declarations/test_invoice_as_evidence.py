"""Number and gross amount of an invoice: three tries, and never what was wrong."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from klucznik.core import clock
from klucznik.declarations.actions.proving import name_invoice
from klucznik.declarations.errors import (
    NoSuchInvoice,
    NoTriesLeft,
)
from klucznik.declarations.models import Evidence
from klucznik.declarations.proving import tries_left
from klucznik.declarations.scoring import Proof
from tests import factories
from tests.declarations import cases, evidence

Status = Evidence.Status
REGISTER = Proof.REGISTER_CODE
CONTACT = Proof.CONTACT_CODE


@pytest.fixture
def case(cast):
    """Dorota's case in review; the register knows an address and a domain of the company."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example", domain="www.alfa.example")
    return case


def path(case, *rest: str) -> str:
    return "/".join(["/cases", case.public_id, "evidence", *rest, ""])


def test_number_and_amount_of_an_invoice_count(cast, case, sign_in):
    order = factories.transaction(cast.alfa, gross=Decimal("1234.50"), on=clock.today())
    browser = sign_in(cast.dorota)

    typed = {"number": order.number.lower(), "gross": "1 234,50 zł"}
    assert browser.post(path(case, "invoice"), typed).status_code == 302

    assert evidence.row(case, Proof.INVOICE).status == Status.VALID


@pytest.mark.parametrize(
    ("change", "number", "gross"),
    [
        ({}, "ZAM/1", "99"),
        ({}, "ZAM/2", "100"),
        ({"on": clock.today() - timedelta(days=366)}, "ZAM/1", "100"),
        ({"status": "cancelled"}, "ZAM/1", "100"),
    ],
)
def test_what_is_wrong_is_never_told(cast, case, change, number, gross):
    given = {"number": "ZAM/1", "gross": Decimal(100), "on": clock.today()} | change
    factories.transaction(cast.alfa, **given)

    with pytest.raises(NoSuchInvoice) as refused:
        name_invoice(cast.dorota, case, number=number, gross=Decimal(gross))

    assert str(refused.value) == "Number and amount do not belong together. Tries left: 2."


def test_a_company_without_invoices_answers_the_same(cast, case):
    with pytest.raises(NoSuchInvoice) as refused:
        name_invoice(cast.dorota, case, number="ZAM/1", gross=Decimal(100))

    assert str(refused.value) == "Number and amount do not belong together. Tries left: 2."


def test_an_invoice_of_another_company_does_not_fit(cast, case):
    order = factories.transaction(cast.beta, gross=Decimal(100), on=clock.today())

    with pytest.raises(NoSuchInvoice):
        name_invoice(cast.dorota, case, number=order.number, gross=Decimal(100))


def test_three_tries_in_a_case_and_no_more(cast, case):
    order = factories.transaction(cast.alfa, gross=Decimal(100), on=clock.today())
    for _ in range(2):
        with pytest.raises(NoSuchInvoice):
            name_invoice(cast.dorota, case, number="X", gross=Decimal(1))
    for number in ("X", order.number):
        with pytest.raises(NoTriesLeft):
            name_invoice(cast.dorota, case, number=number, gross=Decimal(100))

    assert evidence.row(case, Proof.INVOICE).status == Status.INVALID
    assert tries_left(case) == 0


@pytest.mark.parametrize("typed", ["", "abc", "-5", "0", "NaN", "1e400", "inf"])
def test_an_amount_that_is_none_costs_no_try(cast, case, sign_in, typed):
    answer = sign_in(cast.dorota).post(path(case, "invoice"), {"number": "X", "gross": typed})

    assert answer.status_code == 422
    assert tries_left(case) == 3
