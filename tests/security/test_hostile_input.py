"""Hostile values in every field of every form: a page comes back, nothing of it runs, and nothing typed is lost."""

from __future__ import annotations

import os
import zlib
from html import escape
from urllib.parse import urlencode

import pytest

from tests.security.addresses import address, parts
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows
from tests.security.forms import forms_of
from tests.security.people import undone

pytestmark = pytest.mark.django_db
MARK = "zq7"
VALUES = {
    "nul": f"a\x00{MARK}",
    "half of a pair": "\ud800",
    "long": "x" * 100_000,
    "right to left": f"\u202e{MARK}\u2066",
    "markup": f"'\"></textarea><script>{MARK}</script><img src=x onerror={MARK}>",
    "formula": f'=HYPERLINK("https://evil.example";"{MARK}")',
    "template": "{{ request.user.password }}{% debug %}${7*7}#{7*7}",
    "sql": "1' OR '1'='1'; DROP TABLE accounts_user;--",
    "path": "../../../../etc/passwd",
    "format": "%s%n%(password)s{0.__class__}",
    "list": "[]",
}
RUNNING = [f"<script>{MARK}", "<img src=x", f"onerror={MARK}>"]
PAGES = {
    route: max(expected, key=lambda who: (expected[who] == "200", who in ("global", "lead")))
    for table in (ACCOUNT, CASES, COMPANY, OFFICES, STAFF)
    for method, route, expected in rows(table)
    if method == "GET"
    and "200" in expected.values()
    and not route.startswith(("api/", "styleguide", "livez", "readyz", "vendor/"))
}
# Each page gets a few of the values, all pages together all of them; KLUCZNIK_DEEP=1 tries every one everywhere.
DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
QUERIES = ["q", "after", "role", "state", "kind", "group", "person", "product", "next", "page"]


def pages():
    return [pytest.param(route, who, id=f"/{route}") for route, who in PAGES.items()]


def share_of(values, route, most):
    """The part of `values` that is this page's turn."""
    if DEEP:
        return list(values)
    first = zlib.crc32(route.encode()) % len(values)
    return [*values, *values][first : first + min(most, len(values))]


def encoded(value):
    """As a browser or an attacker would send it; a lone half of a pair only an attacker can."""
    return value.encode("utf-8", "surrogatepass")


def send(browser, url, fields):
    body = urlencode([(name, encoded(value)) for name, value in fields], doseq=False)
    return browser.post(url, body, content_type="application/x-www-form-urlencoded")


def forms_on(world, route, who):
    with undone():
        url = address(route, world.ours)
        html = world.browser(who).get(url).content.decode(errors="replace")
    return url, forms_of(html)


@pytest.mark.parametrize(("route", "who"), pages())
def test_no_value_breaks_or_enters_a_page(world, route, who):
    url, forms = forms_on(world, route, who)

    for form in forms:
        for value in share_of(list(VALUES.values()), route, 2):
            with undone():
                browser = world.browser(who)
                answer = send(browser, form.action or url, [(name, value) for name in form.data])
                follow = browser.get(answer["Location"]) if answer.status_code == 302 else answer
            assert answer.status_code < 500
            assert not [mark for mark in RUNNING if mark in follow.content.decode(errors="replace")]


@pytest.mark.parametrize(("route", "who"), pages())
def test_one_hostile_field_among_good_ones(world, route, who):
    """A refused form comes back with everything that was typed, but for passwords and codes."""
    url, forms = forms_on(world, route, who)

    shown = escape(VALUES["markup"])

    for form in forms:
        for name in form.typed:
            answer = alone(world, who, form, url, name, VALUES["markup"])
            if answer.status_code == 422 and not secret(name):
                assert shown in answer.content.decode().replace("&#39;", "&#x27;"), name


@pytest.mark.parametrize(("route", "who"), pages())
def test_a_text_that_grows_or_vanishes_when_it_is_cleaned(world, route, who):
    """As long as the field allows, three times as long in composed form; and nothing but invisible characters."""
    url, forms = forms_on(world, route, who)

    for form in forms:
        for name in form.typed:
            for value in share_of(["\ufb2c" * form.longest[name], "\u200b" * 12], route + name, 1):
                alone(world, who, form, url, name, value)


def alone(world, who, form, url, name, value):
    fields = form.sensible() | {name: value}
    with undone():
        answer = send(world.browser(who), form.action or url, fields.items())
    assert answer.status_code < 500, name
    return answer


def secret(name):
    return name in (
        "password",
        "current",
        "code",
        "files_hash",
        "credential",
        "for",
        "version",
        "next",
        "plan",
        "versions",
    )


@pytest.mark.parametrize(("route", "who"), pages())
def test_fields_sent_twice_and_as_lists(world, route, who):
    url, forms = forms_on(world, route, who)

    for form in forms:
        good = list(form.sensible().items())
        twice = [(name, value) for name, value in good for _ in range(2)]
        lists = [(f"{name}[]", value) for name, value in good]
        deep = [(f"{name}[a][0]", value) for name, value in good]
        many = good[:1] + [("x", "y")] * 990
        for fields in share_of([twice, lists, deep, many], route, 2):
            with undone():
                assert send(world.browser(who), form.action or url, fields).status_code < 500


@pytest.mark.parametrize(("route", "who"), pages())
def test_hostile_addresses(world, route, who):
    values = ["%00", "a%00b", "%ED%A0%80", "%F4%90%80%80", "x" * 3000, "..%2f..", "%E2%80%AE", "-1"]
    urls = [
        address(route, world.ours, **{part: "@@"}).replace("@@", value)
        for part in parts(route)
        for value in values
    ]
    urls += [
        f"{address(route, world.ours)}?{name}={value}" for name in QUERIES for value in values[:5:2]
    ]

    for url in share_of(urls, route, 4):
        with undone():
            assert world.browser(who).get(url).status_code < 500, url
