"""Issuing a license: a number that nobody can guess, its first period, who is told, and how an account begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail

from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.issuing import MOST, issue_license
from klucznik.licensing.errors import PeriodBackwards, TooMuchToIssue, UnknownEdition
from klucznik.licensing.models import License, Period
from klucznik.licensing.numbers import ALPHABET
from klucznik.mail.models import SentEmail
from tests import factories
from tests.cast import Cast
from tests.licensing import lines

FIRST = date(2026, 12, 1)


def issued(cast: Cast, company: Company | None = None, **more: object) -> License:
    facts = {"product": lines.nexo(), "amount": 3, "valid_from": FIRST, "by_staff": True} | more
    return issue_license(cast.ewa, company or cast.alfa, **facts)


def test_a_license_is_issued_unregistered_with_its_first_period(cast: Cast) -> None:
    license = issued(cast, valid_to=date(2027, 11, 30), reference="ZAM/7")

    period = Period.objects.get(license=license)
    assert license.status == License.Status.UNREGISTERED
    assert (license.amount, license.metric, license.registered_at) == (3, "seats", None)
    assert (period.starts_on, period.ends_on) == (FIRST, date(2027, 11, 30))
    assert (period.source, period.reference, period.added_by) == ("staff", "ZAM/7", cast.ewa)


def test_numbers_are_long_readable_and_never_the_same(cast: Cast) -> None:
    numbers = {issued(cast).number for _ in range(50)}

    assert len(numbers) == 50
    for number in numbers:
        assert [len(group) for group in number.split("-")] == [5, 5, 5, 5]
        assert set(number) <= set(ALPHABET) | {"-"}


def test_the_administrators_are_told_with_the_number_that_only_the_message_carries(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    license = issued(cast)

    deliver()

    told = {letter.to[0] for letter in mail.outbox}
    assert told == {cast.anna.email, cast.bartek.email}
    assert all(license.number in letter.body for letter in mail.outbox)
    kept = SentEmail.objects.filter(message="licensing/emails/license_issued")
    assert not [row for row in kept if license.number in f"{row.text}{row.subject}{row.context}"]
    assert "(in the e-mail only)" in kept[0].body
    assert Event.objects.filter(kind=Kind.LICENSE_ISSUED, by_staff=True).count() == 1


def test_a_company_without_an_administrator_is_led_to_an_account(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    gamma = factories.company("Gamma", vendor_email="gamma@example.com", email="other@example.com")

    issued(cast, gamma)
    deliver()

    letter = mail.outbox[0]
    assert letter.to == ["gamma@example.com"]
    assert "/account/sign-up/" in letter.body
    assert gamma.tax_id_display in letter.body
    assert len(mail.outbox) == 1


def test_an_address_that_a_person_typed_gets_no_number(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    gamma = factories.company("Gamma", email="typed@example.com", edited_fields=["email"])

    issued(cast, gamma)
    deliver()

    assert not mail.outbox


def test_the_vendor_knows_the_company_from_now_on(cast: Cast) -> None:
    gamma = factories.company("Gamma", known=False)
    founder = factories.membership(gamma, cast.dorota, "global_administrator", proven=False)

    issued(cast, gamma)

    gamma.refresh_from_db()
    founder.refresh_from_db()
    assert gamma.is_known
    assert founder.role == "associated"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"amount": 0}, TooMuchToIssue),
        ({"amount": MOST + 1}, TooMuchToIssue),
        ({"valid_to": date(2026, 11, 30)}, PeriodBackwards),
        ({"edition": "pro"}, UnknownEdition),
    ],
)
def test_what_cannot_be_is_not_issued(
    cast: Cast, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        issued(cast, **wrong)

    assert not License.objects.filter(product__code="subiekt-nexo").exists()


def test_an_edition_of_the_product_is_kept(cast: Cast) -> None:
    product = lines.nexo("rewizor-nexo", stored_editions=[{"code": "pro", "name": {"pl": "PRO"}}])

    assert issued(cast, product=product, edition="pro").edition == "pro"
