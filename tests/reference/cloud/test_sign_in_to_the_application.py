"""People come into the application through the Account, and are out as soon as the Account says so."""

from __future__ import annotations

import pytest

from reference.cloud.signing_in import Begun, Entered
from reference.cloud.site import Site
from tests.reference.cloud.browsing import Browser
from tests.reference.cloud.conftest import come_in, lets
from tests.stub.world import ALFA


def test_the_code_is_confirmed_in_the_account_and_the_only_company_opens(browser, portal, time):
    lets(portal, ALFA["id"])
    browser.get("/subiekt-123/")
    assert "Zaloguj się Kontem" in browser.page

    browser.post("/subiekt-123/sign-in/")
    code = next(iter(portal.world.sign_ins.values())).user_code
    assert code in browser.page
    assert f"https://konto.example.com/program?code={code}" in browser.page

    portal.confirm(code)
    browser.get("/subiekt-123/sign-in/?asked=1")

    assert browser.path == f"/subiekt-123/{ALFA['id']}/"
    assert "Hurtownia Alfa sp. z o.o." in browser.page
    assert "Zalogowano: Anna Nowak" in browser.page


def test_the_portal_is_asked_no_more_often_than_it_wants(browser, portal, time):
    browser.get("/subiekt-123/").post("/subiekt-123/sign-in/")
    for _ in range(5):
        browser.get("/subiekt-123/sign-in/?asked=1")
    after_five_clicks = portal.routes.count("/api/v1/program-sign-in/token")
    time.passes(6)
    browser.get("/subiekt-123/sign-in/?asked=1")

    assert after_five_clicks == 1
    assert portal.routes.count("/api/v1/program-sign-in/token") == 2
    assert "Konto jeszcze nie potwierdziło logowania." in browser.page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("access_denied", "W\u00a0Koncie wybrano „Odmów”."),
        ("expired_token", "Kod stracił ważność."),
    ],
)
def test_a_sign_in_that_will_not_succeed_says_why(browser, portal, time, state, sentence):
    browser.get("/subiekt-123/").post("/subiekt-123/sign-in/")
    next(iter(portal.world.sign_ins.values())).state = state

    browser.get("/subiekt-123/sign-in/?asked=1")

    assert sentence in browser.page
    assert "Zacznij od nowa" in browser.page


def test_a_cookie_from_before_the_sign_in_is_worth_nothing_afterwards(browser, portal, time):
    lets(portal, ALFA["id"])
    browser.get("/subiekt-123/")
    planted = dict(browser.cookies)
    come_in(browser, portal, time)

    other = Browser(browser.site, cookies=planted).get("/subiekt-123/")

    assert "Zalogowano" in browser.page
    assert "Zaloguj się Kontem" in other.page


def test_signing_out_ends_the_token_in_the_portal(anna, portal):
    anna.post("/subiekt-123/sign-out/")

    assert not portal.world.tokens
    assert "Zaloguj się Kontem" in anna.page


def test_signing_out_works_here_also_without_the_portal(anna, portal):
    portal.accidents = ["down"] * 4
    anna.post("/subiekt-123/sign-out/")
    portal.accidents = []

    assert "Zaloguj się Kontem" in anna.get("/subiekt-123/").page


def test_whoever_the_account_signed_out_is_out_at_the_next_click(anna, portal):
    portal.world.tokens.clear()

    anna.get(f"/subiekt-123/{ALFA['id']}/")

    assert "Konto zakończyło to logowanie." in anna.page
    assert "Zalogowano" not in anna.page


def test_a_session_that_nobody_used_ends(anna, time):
    time.passes(13 * 3600)

    assert "Zaloguj się Kontem" in anna.get("/subiekt-123/").page


def test_tokens_lie_in_a_file_of_its_own_user_only(anna, tmp_path):
    files = sorted((tmp_path / "cloud").glob("*.sqlite3"))

    assert [path.name for path in files] == ["notebook.sqlite3", "sessions.sqlite3"]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


class ByRedirect:
    """What an OpenID Connect sign-in will look like: away to the portal, and back with an answer in the address."""

    def begin(self, portal):
        return Begun("state-1", "https://konto.example.com/authorize?state=state-1")

    def finish(self, portal, begun, answer):
        assert begun.secret == "state-1"
        return Entered("klt_by_redirect", "Anna Nowak") if answer.get("code") == "good" else begun


def test_another_way_to_sign_in_takes_the_same_place(portal, tmp_path):
    portal.world.tokens.add("klt_by_redirect")
    lets(portal, ALFA["id"])
    browser = Browser(Site(portal.url, tmp_path / "cloud", sign_in=ByRedirect()))
    browser.get("/subiekt-123/")
    mark = browser.page.split('name="mark" value="')[1].split('"')[0]

    away = browser.response("POST", "/subiekt-123/sign-in/", {"mark": mark})
    browser.get("/subiekt-123/sign-in/?code=good")

    assert ("Location", "https://konto.example.com/authorize?state=state-1") in away.headers
    assert "Zalogowano: Anna Nowak" in browser.page
