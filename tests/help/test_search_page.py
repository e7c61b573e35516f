"""The page of the search: by plain GET and while one types, narrowed, paged, with a next step; counted."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from klucznik.help import buckets
from klucznik.help.masking import masked
from klucznik.help.models import SearchCount
from klucznik.help.tasks import forget_old_searches
from klucznik.limits.buckets import Rate
from klucznik.limits.rules import LIMITS, Limit
from tests import factories
from tests.help import library

pytestmark = pytest.mark.django_db
PAGE = "/help/search/"
TYPING = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def shelf():
    gt = factories.product("subiekt-gt")
    library.text(
        library.article("register", products=(gt,)), "Rejestracja licencji", "Wpisz numer."
    )
    other = library.article("ends", category=library.category("licenses", "Licencje"))
    library.text(other, "Koniec licencji", "Licencja ma termin <ważności>.")


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "pl"})


def shown(reader, address=PAGE, **headers):
    buckets.BUCKETS.forget()
    answer = reader.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_results_come_with_marks_filters_and_the_way_back(shelf, reader):
    html = shown(reader, f"{PAGE}?q=licencje&category=licenses")

    assert "Koniec <mark>licencji</mark>" in html
    assert f'href="/help/ends/?from={quote("q=licencje&category=licenses")}"' in html
    assert 'value="licenses" selected>Licencje (1)' in html
    assert 'value="account">Konto (1)' in html
    assert "Rejestracja" not in html


def test_while_one_types_only_the_results_are_fresh(shelf, reader):
    html = shown(reader, f"{PAGE}?q=licen", **TYPING)

    assert html.strip().startswith('<div id="results"')
    assert "<mark>licencji</mark>" in html
    assert "settled=1" in html


def test_without_a_query_everything_is_listed_by_category(shelf, reader):
    html = shown(reader)

    assert html.index("<h2>Konto</h2>") < html.index("Rejestracja licencji")
    assert html.index("<h2>Licencje</h2>") < html.index("Koniec licencji")


def test_nothing_found_has_a_next_step(shelf, reader):
    html = shown(reader, f"{PAGE}?q=hipopotam&program=subiekt-gt")

    assert "hipopotam" in html
    assert f'href="{PAGE}?q=hipopotam"' in html
    assert reverse("help:category", args=["licenses"]) in html


def test_long_lists_have_pages_and_a_page_too_far_is_the_last(reader):
    for number in range(23):
        library.text(f"one-{number}", f"Faktura {number}")

    second = shown(reader, f"{PAGE}?q=faktura&page=2")
    assert f'href="{PAGE}?q=faktura&amp;page=3"' in second
    assert f'href="{PAGE}?q=faktura"' in second
    assert shown(reader, f"{PAGE}?q=faktura&page=99").count('class="hit"') == 3


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "q=" + "x" * 3000,
        "q=<script>zq</script>&program=<script>zq&category='--",
        "q=licencja&page=-1",
        "q=licencja&page=9e9",
        "q=licencja&page=%D9%A3",
        "program=no-such&category=no-such&page=0",
        "q=a&q=b&program[]=x",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(shelf, reader, query):
    assert "<script>zq" not in shown(reader, f"{PAGE}?{query}")


def counts():
    return dict(SearchCount.objects.values_list("query", "times"))


def test_settled_questions_are_counted_once_and_of_nobody(shelf, reader):
    shown(reader, f"{PAGE}?q=Licencja")
    shown(reader, f"{PAGE}?q=licencja")
    shown(reader, f"{PAGE}?q=licen", **TYPING)
    shown(reader, f"{PAGE}?q=licencja&category=licenses")
    shown(reader, f"{PAGE}?q=hasla")
    buckets.BUCKETS.forget()
    assert reader.get(f"{PAGE}?q=licencji&settled=1", headers=TYPING).status_code == 204
    shown(Client(REMOTE_ADDR="192.0.2.9", headers={"accept-language": "pl"}), f"{PAGE}?q=licencja")

    assert counts() == {"licencja": 2, "hasla": 1, "licencji": 1}
    assert SearchCount.objects.get(query="hasla").results == 0


def test_one_address_cannot_fill_the_table(shelf, reader, monkeypatch):
    monkeypatch.setitem(LIMITS, "help.count.address", Limit(3, timedelta(hours=1)))

    for word in ("raz", "dwa", "trzy", "cztery", "licencja"):
        assert "<form" in shown(reader, f"{PAGE}?q={word}")

    assert SearchCount.objects.count() == 3


def test_numbers_and_addresses_are_not_kept():
    assert masked("NIP 525-224-84-81 i Jan.Kowalski@firma.pl") == "nip ###-###-##-## i @"
    assert masked("subiekt 123", {"123"}) == "subiekt 123"
    assert len(masked("długie " * 50)) <= 80


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("hasło Anny Kowalskiej", "hasło …"),
        ("jan nowak konto", "… konto"),
        ("usunąć użytkownika Wiśniewski", "usunąć użytkownika …"),
        ("zaproszenie dla Marka Zielińskiego, biuro", "zaproszenie dla …, biuro"),
        ("licencja Katarzyny", "licencja …"),
        ("plik pobrania kodu", "plik pobrania kodu"),
        ("administrator Piotr nie żyje", "… nie żyje"),
    ],
)
def test_names_of_people_are_masked_where_questions_are_counted(asked, kept):
    known = {"konto", "haslo", "uzytkownika", "biuro", "licencja", "nie", "dla"}

    assert masked(asked, (), known) == kept


def test_the_help_beside_a_page_waits_too(shelf, client, monkeypatch):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    monkeypatch.setattr("klucznik.help.views.beside.asks_too_fast", lambda network: True)

    shown = client.get("/help/here/?page=members:invite&q=licencja").content.decode()

    assert "Many questions have come from your network" in shown
    assert "Many questions" not in client.get("/help/here/?page=members:invite").content.decode()


def test_counts_are_forgotten_after_400_days(shelf, reader, travel):
    shown(reader, f"{PAGE}?q=licencja")

    travel(days=400)
    forget_old_searches()
    assert counts()
    travel(days=1)
    forget_old_searches()
    assert not counts()


def test_whoever_asks_too_fast_waits_a_moment(shelf, reader, monkeypatch):
    buckets.BUCKETS.forget()
    monkeypatch.setattr(buckets, "PACE", Rate(burst=2, a_second=0.001))

    codes = [reader.get(f"{PAGE}?q=licencja").status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    assert 'name="q"' in reader.get(f"{PAGE}?q=licencja").content.decode()
    buckets.BUCKETS.forget()
