"""The history of a company: sentences by day, narrowed, paged, the same cost at any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client

from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from tests.cast import Cast

SignIn = Callable[..., Client]


def happen(cast: Cast, times: int = 1, kind: Kind = Kind.MEMBER_INVITED, **facts: Any) -> None:
    with transaction.atomic():
        for number in range(times):
            record(
                kind,
                actor=cast.anna,
                company=cast.alfa,
                private={"email": f"osoba{number}@example.com"},
                role="user",
                **facts,
            )


def test_an_administrator_reads_who_did_what(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)

    text = sign_in(cast.bartek).get(f"/companies/{cast.alfa.public_id}/history/").content.decode()

    assert "Anna Alfowska invited osoba0@example.com as user" in text


def test_a_look_of_the_staff_stands_out_and_names_nobody(cast: Cast, sign_in: SignIn) -> None:
    with transaction.atomic():
        record(Kind.STAFF_VIEWED_COMPANY, actor=cast.ewa, company=cast.alfa, by_staff=True)

    text = (
        sign_in(cast.anna)
        .get(f"/companies/{cast.alfa.public_id}/history/?group=staff")
        .content.decode()
    )

    assert 'data-by="staff"' in text
    assert "looked at the company" in text
    assert "Erlich" not in text


def test_a_filter_narrows_and_a_wrong_one_does_nothing(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)
    happen(cast, kind=Kind.COMPANY_CHANGED, fields=["name"])
    browser = sign_in(cast.anna)
    address = f"/companies/{cast.alfa.public_id}/history/"

    assert "invited" not in browser.get(address + "?group=data").content.decode()
    assert "invited" in browser.get(address + "?group=nonsense&after=broken").content.decode()


def test_pages_follow_each_other_without_a_gap(cast: Cast, sign_in: SignIn) -> None:
    happen(cast, times=120)
    browser = sign_in(cast.anna)
    address = f"/companies/{cast.alfa.public_id}/history/"
    seen: list[str] = []

    while address:
        context = browser.get(address).context
        seen += [event.details.values["email"] for event in context["page"].rows]
        address = (
            f"/companies/{cast.alfa.public_id}/history/?after={context['page'].next}"
            if context["page"].next
            else ""
        )

    assert seen == [f"osoba{number}@example.com" for number in reversed(range(120))]


def test_the_number_of_queries_does_not_grow(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    happen(cast, times=45)
    browser = sign_in(cast.anna)
    browser.get(f"/companies/{cast.alfa.public_id}/history/")

    with django_assert_max_num_queries(10):
        browser.get(f"/companies/{cast.alfa.public_id}/history/")
