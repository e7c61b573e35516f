"""GET /api/v1/notices: programs and monitors read without a key what works, what does not, and what is planned."""

from __future__ import annotations

import pytest
from django.test import Client

from klucznik.news.actions.course import continue_notice, end, withdraw
from tests import factories
from tests.news.telling import drafted, told

pytestmark = pytest.mark.django_db
WORDS = {"pl": "Ustąpiło częściowo.", "en": "Partly mended."}


def read(**headers: str):
    return Client(headers=headers).get("/api/v1/notices")


def impacts() -> dict[str, str]:
    return {one["code"]: one["impact"] for one in read().json()["services"]}


def test_a_planned_break_is_told_and_does_nothing_yet(cast, travel):
    product = cast.alfa_license.product
    notice = told(cast.henryk, "break", products=[product], services=["portal"])

    answer = read().json()

    assert answer["impact"] == "none"
    assert answer["notices"] == [
        {
            "id": notice.public_id,
            "kind": "break",
            "phase": "planned",
            "impact": "down",
            "title": {"pl": "Ważna wiadomość", "en": "Important words"},
            "services": ["portal"],
            "products": [product.code],
            "published_at": answer["notices"][0]["published_at"],
            "changed_at": answer["notices"][0]["changed_at"],
            "starts_at": answer["notices"][0]["starts_at"],
            "ends_at": answer["notices"][0]["ends_at"],
            "url": f"http://127.0.0.1:8000/news/{notice.public_id}/",
        }
    ]
    travel(days=1, minutes=1)
    assert read().json()["impact"] == "down"
    assert impacts()["portal"] == "down"
    assert impacts()["programs"] == "none"


def test_a_trouble_goes_on_and_ends(cast):
    notice = told(cast.henryk, "trouble", impact="down", services=["programs"])
    assert impacts()["programs"] == "down"

    continue_notice(cast.henryk, notice, words=WORDS, impact="limited")
    assert impacts()["programs"] == "limited"

    end(cast.henryk, notice, words=WORDS)
    assert impacts()["programs"] == "none"
    assert read().json()["notices"] == []


def test_what_is_not_for_everybody_is_not_told(cast):
    drafted(cast.henryk)
    told(cast.henryk, "news", for_administrators=True)
    withdraw(cast.henryk, told(cast.henryk, "version"))

    assert read().json()["notices"] == []


def test_whoever_has_the_newest_gets_nothing_anew(cast):
    told(cast.henryk, "break")
    first = read()

    again = read(**{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=60"
    told(cast.henryk, "news")
    assert read(**{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_it_costs_the_same_for_many_notices(cast, django_assert_max_num_queries):
    for _ in range(20):
        told(cast.henryk, "news", products=[factories.product()])

    with django_assert_max_num_queries(4):
        assert len(read().json()["notices"]) == 20
