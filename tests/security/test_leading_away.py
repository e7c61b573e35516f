"""Nobody is led to another site: whatever `next` says, the way goes on here."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from tests.accounts.people import form
from tests.factories import PASSWORD
from tests.security.links import links_of
from tests.security.people import undone

pytestmark = pytest.mark.django_db
HERE = "http://testserver/"
OUR_OTHER_NAME = "localhost:8000"
AWAY = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " https://evil.example",
    "\x00//evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "//testserver\\@evil.example",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil%E3%80%82example",
    "/%5c/evil.example\r\nLocation: https://evil.example",
    "ftp://evil.example",
    "/..//evil.example",
    "/.//evil.example",
]


def leads_here(place: str) -> bool:
    """As a browser reads it: tabs and newlines vanish, a backslash is a slash. Keys work at our name of localhost."""
    read = "".join(char for char in place.strip() if char not in "\t\r\n").replace("\\", "/")
    target = urlsplit(urljoin(HERE, read))
    return (target.scheme, target.netloc) in (("http", "testserver"), ("http", OUR_OTHER_NAME))


def follow(browser, answer):
    """Every stop of the way, until a page comes."""
    stops: list[str] = []
    while answer.status_code == 302 and len(stops) < 6:
        stops.append(answer["Location"])
        if not leads_here(stops[-1]):
            break
        answer = browser.get(stops[-1])
    return stops


@pytest.mark.parametrize("place", AWAY)
def test_after_signing_in(world, place):
    browser = world.browser("anonymous")
    typed = {"login": "bogna@example.com", "password": PASSWORD, "next": place}

    with undone():
        stops = follow(browser, browser.post("/account/sign-in/", typed))

    assert stops
    assert all(map(leads_here, stops)), stops


@pytest.mark.parametrize("place", AWAY)
@pytest.mark.parametrize(
    ("who", "method", "url", "more"),
    [
        ("user", "get", "/account/sign-in/", {}),
        ("user", "get", "/account/sign-up/", {}),
        ("user", "post", "/account/language/", {"language": "pl"}),
        ("user", "post", "/account/sign-out/", {}),
        ("user", "post", "/account/confirm/", {"password": PASSWORD}),
        ("global", "get", "/account/second-step/needed/", {}),
        ("lead", "get", "/staff/", {}),
        ("lead", "post", "/staff/", {}),
    ],
)
def test_every_page_that_leads_on(world, who, method, url, more, place):
    browser = world.browser(who)
    with undone():
        asked = browser.get(url, {"next": place}) if method == "get" else None
        answer = asked or browser.post(f"{url}", more | {"next": place})
        if answer.status_code == 302 and method == "post":
            assert leads_here(answer["Location"])
        stops = follow(browser, answer)

    assert all(map(leads_here, stops)), stops


@pytest.mark.parametrize("place", AWAY)
@pytest.mark.parametrize(
    ("who", "url"),
    [
        ("anonymous", "/account/sign-in/"),
        ("anonymous", "/account/sign-up/"),
        ("user", "/account/second-step/needed/"),
        ("user", "/account/confirm/"),
        ("lead", "/staff/"),
        ("user", "/account/"),
    ],
)
def test_no_page_offers_a_link_to_another_site(world, who, url, place):
    with undone():
        html = world.browser(who).get(url, {"next": place}).content.decode()

    assert all(leads_here(link) for link in links_of(html) if not link.startswith("mailto:"))


@pytest.mark.parametrize("place", AWAY)
def test_after_creating_an_account_and_after_the_second_step(world, place):
    browser = world.browser("anonymous")
    with undone():
        stops = follow(browser, browser.post("/account/sign-up/", form(next=place)))
        kept = str(browser.session.get("after_sign_in", ""))
        newcomer = world.browser("user")
        newcomer.get("/account/second-step/needed/", {"next": place})
        wanted = str(newcomer.session.get("after_factor", ""))

    assert all(map(leads_here, [*stops, kept, wanted]))


@pytest.mark.parametrize("place", AWAY)
def test_a_forged_page_that_led_here(world, place):
    """Some forms lead back to the page that showed them; a foreign one is not gone back to."""
    url = f"/staff/first-administrators/{world.ours['staff <invitation>']}/revoke/"
    with undone():
        answer = world.browser("lead").post(
            url, {"a": "b"}, headers={"referer": place.replace("\n", "").replace("\r", "")}
        )

    assert leads_here(answer["Location"])
