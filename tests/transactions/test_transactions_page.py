"""The history of transactions: for global administrators, newest first, in the reader's form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]


def test_a_global_administrator_sees_what_was_bought(cast: Cast, sign_in: SignIn) -> None:
    factories.transaction(
        cast.alfa, number="ZAM/2025/1", on=date(2025, 2, 3), net=Decimal("1234.50")
    )
    factories.transaction(cast.alfa, number="ZAM/2026/2", on=date(2026, 2, 3))
    factories.transaction(cast.beta, number="ZAM/2026/OBCE")

    text = (
        sign_in(cast.anna, language="pl")
        .get(f"/companies/{cast.alfa.public_id}/transactions/")
        .content.decode()
    )

    assert text.index("ZAM/2026/2") < text.index("ZAM/2025/1")
    assert "OBCE" not in text
    assert "1\xa0234,50\xa0zł" in text
    assert "3\xa0lutego 2025" in text


@pytest.mark.parametrize("who", ["bartek", "bogna"])
def test_others_learn_whom_to_ask(cast: Cast, sign_in: SignIn, who: str) -> None:
    answer = sign_in(getattr(cast, who)).get(f"/companies/{cast.alfa.public_id}/transactions/")

    assert answer.status_code == 403
    assert "global administrator" in answer.content.decode()


def test_a_company_without_orders_says_when_they_appear(cast: Cast, sign_in: SignIn) -> None:
    text = (
        sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/transactions/").content.decode()
    )

    assert "No transactions yet" in text
