"""Every page, opened once in Polish: a heading, a title of its own, named fields, and no slip in its words.

It stands here because here is one of each thing that an address can name; the look is held by the browser stories.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from lxml import html

from klucznik.accounts.models import User
from tests.security.addresses import address
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows
from tests.security.people import undone

pytestmark = pytest.mark.django_db
LINES = [line for table in (ACCOUNT, CASES, COMPANY, OFFICES, STAFF) for line in rows(table)]
PAGES = [(route, expected) for method, route, expected in LINES if method == "GET"]
NAMED = (
    "(@aria-label or @aria-labelledby or .//*[@aria-label] or .//img[@alt] or normalize-space())"
)
FIELDS = "//input[not(@type='hidden' or @type='submit' or @hidden)] | //select | //textarea"
SLIPS = re.compile(r"\bNone\b|\{\{|\{%|%\(\w+\)s|&\w+;|(?<!\.)\.\.(?!\.)| [.,;:](?=\s|$)")


def opened(world, route, expected):
    """The page as somebody sees it who may, or nothing where the address shows no page."""
    for answer, who in {answer: who for who, answer in expected.items()}.items():
        if answer in ("404", "403", "405", "in"):
            continue
        with undone():
            User.objects.update(language="pl")
            said = world.browser(who).get(
                address(route, world.ours), headers={"accept-language": "pl"}
            )
        if said.status_code == 200 and said.headers["Content-Type"].startswith("text/html"):
            return said
    return None


def faults(page):
    """What is wrong with one page, in words."""
    if (count := len(page.xpath("//h1"))) != 1:
        yield f"{count} first headings"
    yield from (
        f"a table without a caption: {one.get('class')}"
        for one in page.xpath("//table[not(caption)]")
    )
    for one in page.xpath(
        f"//h1[not({NAMED})] | //h2[not({NAMED})] | //a[not({NAMED})] | //button[not({NAMED})]"
    ):
        yield f"nameless: {html.tostring(one, encoding='unicode')[:90]}"
    labelled = set(page.xpath("//label/@for"))
    for one in page.xpath(FIELDS):
        if (
            one.get("id") not in labelled
            and not one.get("aria-label")
            and not one.xpath("ancestor::label")
        ):
            yield f"a field without a label: {one.get('name')}"
    twice = [name for name, times in Counter(page.xpath("//@id")).items() if times > 1]
    yield from (f"the same id twice: {name}" for name in twice)
    yield from (f"a slip: {words}" for words in slips(page))


def slips(page):
    for text in page.xpath(
        "//body//text()[not(ancestor::script or ancestor::textarea or ancestor::pre)]"
    ):
        if SLIPS.search(text):
            yield " ".join(text.split())[:80]


def test_pages_read_well(world):
    wrong, titles = [], defaultdict(set)
    for route, expected in PAGES:
        said = opened(world, route, expected)
        if said is None:
            continue
        page, template = html.document_fromstring(said.content.decode()), said.templates[0].name
        titles[page.findtext(".//title"), template.partition("/")[0]].add(template)
        wrong += [f"/{route}: {fault}" for fault in faults(page)]
    wrong += [
        f"{title} stands on {pages}" for (title, _), pages in titles.items() if len(pages) > 1
    ]

    assert len(titles) > 100
    assert not wrong, "\n".join(wrong)
