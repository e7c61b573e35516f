"""Own companies and clients of an office to choose from; whoever does not open one reads why, and what to do."""

from __future__ import annotations

import pytest

from tests.reference.cloud.conftest import URL, client, come_in, lets, refuses
from tests.stub.world import ALFA


def test_somebody_of_an_office_works_for_a_client_in_the_clients_own_documents(
    browser, portal, time
):
    portal.world.companies = [ALFA, ALFA | {"id": "klientowska", "name": "Klient sp. z o.o."}]
    portal.world.clients = [client(1, company="klientowska")]
    lets(portal, "client1")
    lets(portal, "klientowska")
    come_in(browser, portal, time)
    assert "Klienci biura" in browser.page
    assert "biuro: Biuro Saldo" in browser.page

    browser.get("/subiekt-123/client-client1/")
    browser.post("/subiekt-123/client-client1/", day="2026-11-30", what="Od biura", third="1")

    assert "Pracujesz dla klienta jako Biuro Saldo" in browser.page
    assert "Od biura" in browser.get("/subiekt-123/klientowska/").page


def test_many_clients_come_in_pages(browser, portal, time):
    portal.world.clients = [client(number, company=f"c{number}") for number in range(1, 6)]
    come_in(browser, portal, time)

    first = browser.page
    second = browser.get("/subiekt-123/?after=2").page

    assert "Klient 2" in first
    assert "Klient 3" not in first
    assert "Następna strona" in first
    assert "Klient 3" in second
    assert ALFA["name"] not in second


def test_the_page_of_a_client_asks_for_that_client_only(browser, portal, time):
    portal.world.clients = [client(number, company=f"c{number}") for number in range(1, 6)]
    lets(portal, "client5")
    come_in(browser, portal, time)
    portal.requests.clear()

    browser.get("/subiekt-123/client-client5/")

    assert browser.status == 200
    assert [route.partition("?")[0] for route in portal.routes] == [
        "/api/v1/office/clients/client5",
        "/api/v1/office/clients/client5/access/subiekt-123",
    ]


def test_a_client_who_has_not_accepted_has_no_documents_yet(browser, portal, time):
    portal.world.clients = [client(1)]
    refuses(portal, "client1", "not_accepted", "Klient 1 jeszcze nie przyjął Subiekta 123.")
    come_in(browser, portal, time)
    listed = browser.page

    browser.get("/subiekt-123/client-client1/")

    assert "klient jeszcze nie przyjął zaproszenia" in listed
    assert 'href="/subiekt-123/client-client1/"' not in listed
    assert browser.status == 403
    assert "Klient 1 jeszcze nie przyjął Subiekta 123." in browser.page


def test_a_client_that_was_given_to_somebody_else_is_gone_at_the_next_click(browser, portal, time):
    portal.world.clients = [client(1, company="klientowska")]
    lets(portal, "client1")
    come_in(browser, portal, time)
    assert browser.get("/subiekt-123/client-client1/").status == 200
    portal.world.clients = []
    portal.world.accesses.clear()

    browser.get("/subiekt-123/client-client1/")

    assert browser.status == 404
    assert "Nie obsługujesz tego klienta" in browser.page


@pytest.mark.parametrize("verdict", ["no_tick", "associated", "tick_ended", "no_free_place"])
def test_what_an_administrator_can_mend_leads_to_asking_them(browser, portal, time, verdict):
    refuses(portal, ALFA["id"], verdict, "Nikt nie nadał Ci uprawnienia do Subiekta 123.")
    come_in(browser, portal, time)

    assert browser.status == 403
    assert "Nie masz uprawnienia do\u00a0" not in browser.page
    assert "Nie masz uprawnienia do aplikacji Subiekt 123" in browser.page
    assert "Nikt nie nadał Ci uprawnienia do Subiekta 123." in browser.page
    assert f'href="{URL}">Poproś administratora</a>' in browser.page


def test_anything_else_leads_to_what_comes_next(browser, portal, time):
    refuses(portal, ALFA["id"], "license_expired", "Licencja skończyła się.")
    come_in(browser, portal, time)

    assert "Poproś administratora" not in browser.page
    assert f'href="{URL}">Zobacz, co dalej</a>' in browser.page


def test_an_account_without_a_company_is_led_to_its_invitation(browser, portal, time):
    portal.world.companies = []
    come_in(browser, portal, time)

    assert "To Konto nie ma jeszcze firmy" in browser.page
    assert f'href="{portal.url}">Przejdź do Konta</a>' in browser.page
    assert 'href="/subiekt-123/first/"' in browser.page


def test_whoever_comes_to_choose_chooses_though_there_is_one_company_only(anna):
    assert "Wybierz firmę" in anna.get("/subiekt-123/?choose=1").page
