"""The application before the stand-in for the portal, with a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reference.cloud.site import Site
from tests.reference.cloud.browsing import Browser
from tests.stub.world import ALFA

OPENS = {
    "opens": True,
    "verdict": "opens",
    "sentence": "Możesz otworzyć.",
    "url": "",
    "mode": "full",
}
URL = "https://konto.example.com/companies/c0mpanya1fa00001/access/subiekt-123/"


@dataclass
class Time:
    """Seconds that pass when the test says so."""

    seconds: float = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def passes(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def site(portal, tmp_path, time):
    return Site(portal.url, tmp_path / "cloud", now=time, timeout=5.0, pause=lambda seconds: None)


@pytest.fixture
def browser(site):
    return Browser(site)


@pytest.fixture
def anna(browser, portal, time):
    """Anna is signed in; she opens Subiekt 123 in Alfa."""
    lets(portal, ALFA["id"])
    return come_in(browser, portal, time)


def come_in(browser, portal, time, product="subiekt-123"):
    """Through the code of the portal."""
    browser.get(f"/{product}/").post(f"/{product}/sign-in/")
    for sign_in in portal.world.sign_ins.values():
        sign_in.state = "confirmed"
    return browser.get(f"/{product}/sign-in/?asked=1")


def lets(portal, place, product="subiekt-123", **answer):
    portal.world.accesses[place, product] = OPENS | answer


def refuses(portal, place, verdict, sentence, product="subiekt-123"):
    lets(portal, place, product, opens=False, verdict=verdict, sentence=sentence, url=URL)


def client(number, *, company="", name="", product="subiekt-123"):
    """A client of an office as the portal lists it."""
    shared = {"product": product, "company": company or None, "may_work": True}
    return {
        "id": f"client{number}",
        "name": name or f"Klient {number}",
        "tax_id": "PL7010023466",
        "office": {"id": "office1", "name": "Biuro Saldo"},
        "shared": shared,
    }
