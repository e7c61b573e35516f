"""Every answer carries the headers that keep it from being framed, sniffed, cached or mixed with foreign content."""

from __future__ import annotations

import pytest

from tests.security.addresses import address
from tests.security.asking import ask
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows

pytestmark = pytest.mark.django_db
LINES = [line for table in (ACCOUNT, CASES, COMPANY, OFFICES, STAFF) for line in rows(table)]
# The vendor's logo and colors, and feeds, are for everybody; open pages are asked for again by their mark.
KEPT = {
    "vendor/<name>": "public, max-age=3600",
    "help/files/<attachment>/<name>": "public, max-age=3600",
    "news/feed.rss": "public, max-age=60",
    "news/status.rss": "public, max-age=60",
    "api/v1/notices": "public, max-age=60",
    "news/": "private, no-cache",
    "news/status/": "private, no-cache",
    "news/<notice>/": "private, no-cache",
}
# What people sent is shown by no browser, and may do even less than a page.
SANDBOXED = {
    "staff/cases/<case>/files/<file>/",
    "staff/cases/<case>/files/<file>/<number>/",
    "staff/tickets/<ticket>/files/<attached>/",
    "contact/tickets/<ticket>/files/<file>/",
    "contact/t/<token>/files/<file>/",
    "help/files/<attachment>/<name>",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
POLICY = {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"}


@pytest.mark.parametrize(
    ("method", "route", "expected"),
    [pytest.param(*line, id=f"{line[0]} /{line[1]}") for line in LINES],
)
def test_headers_of_every_kind_of_answer(world, method, route, expected):
    url = address(route, world.ours)

    for who in {answer: who for who, answer in expected.items()}.values():
        answer = ask(world, who, method, url)
        assert {name: answer.headers.get(name) for name in FIXED} == FIXED
        policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
        if route in SANDBOXED and answer.status_code == 200:
            assert policy == {"default-src 'none'", "sandbox"}
        else:
            assert policy >= POLICY
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
        if route in KEPT:
            assert answer.headers["Cache-Control"] == KEPT[route]
        else:
            assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("url", ["/nothing/here/", "/companies/%00/data/", "/?q=%00"])
def test_headers_of_what_is_not_there(world, url):
    answer = ask(world, "global", "GET", url)

    assert answer.status_code in (400, 404)
    assert {name: answer.headers.get(name) for name in FIXED} == FIXED
    assert "no-store" in answer.headers["Cache-Control"]
