"""News, the state of the services and their feeds: for everybody, nothing about customers, cheap to ask for again."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from klucznik.news.actions.course import continue_notice, end
from klucznik.news.models import Notice
from tests import factories
from tests.news.telling import told

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WORDS = {"pl": "Trwa naprawa.", "en": "Repair & <b>tests</b>."}
FEEDS = ("/news/feed.rss", "/news/status.rss")


def english(client, path: str, **headers: str) -> str:
    return client.get(path, headers=EN | headers).content.decode().replace("\xa0", " ")


def test_the_list_has_kinds_and_pages(cast, client, django_assert_num_queries):
    for number in range(23):
        told(cast.henryk, "news", titles={"pl": f"P{number:02d}", "en": f"News {number:02d}"})
    told(cast.henryk, "break")

    with django_assert_num_queries(3):
        first = english(client, "/news/")
    after = first.partition('href="?after=')[2].partition('"')[0]
    second = english(client, f"/news/?after={after}")

    assert "News 22" in first
    assert "News 02" not in first
    assert "News 02" in second
    assert "Important words" in english(client, "/news/?kind=break")
    assert "News 22" not in english(client, "/news/?kind=break")
    assert "News 22" in english(client, "/news/?kind=<script>&after=broken")


def test_what_is_for_administrators_stands_on_no_open_page(cast, client, sign_in):
    notice = told(cast.henryk, "trouble", for_administrators=True)
    url = notice.get_absolute_url()

    for path in ("/news/", "/news/status/", *FEEDS):
        assert "Important words" not in english(client, f"{path}?lang=en")
    assert client.get(url).status_code == 404
    assert sign_in(cast.bogna).get(url).status_code == 404
    assert "Important words" in sign_in(cast.anna).get(url).content.decode()


def test_a_notice_about_a_product_tells_nothing_about_its_users(cast, client):
    notice = told(cast.henryk, "version", products=[cast.alfa_license.product])

    page = english(client, notice.get_absolute_url())

    assert "Words in English." in page
    for secret in ("Alfa", "Anna", "Henryk", "people"):
        assert secret not in page


def test_the_board_shows_each_service_and_refreshes_itself(cast, client, django_assert_num_queries):
    factories.product("w-przegladarce", name="W przeglądarce", kind="app")
    trouble = told(cast.henryk, "trouble", impact="down", services=["app:w-przegladarce"])
    continue_notice(cast.henryk, trouble, words=WORDS, impact="limited")
    old = told(cast.henryk, "trouble", titles={"pl": "Dawna", "en": "Old one"})
    end(cast.henryk, old, words={})

    with django_assert_num_queries(3):
        page = english(client, "/news/status/")
    part = english(client, "/news/status/", **{"HX-Request": "true", "HX-Target": "board"})

    for text in (page, part):
        assert "Some services work with limits" in text
        assert "What works with limits: W przeglądarce." in text
        assert "Repair &amp; &lt;b&gt;tests&lt;/b&gt;." in text
        assert "Old one" in text
    assert 'hx-trigger="every 60s"' in part
    assert "<html" not in part


@pytest.mark.parametrize("path", ["/news/", "/news/status/", *FEEDS])
def test_whoever_has_it_gets_no_second_copy(cast, client, path, travel):
    told(cast.henryk, "break")
    first = client.get(path)
    etag = {"if-none-match": first.headers["ETag"]}

    assert client.get(path, headers=etag).status_code == 304
    travel(days=1)  # the break has begun, and nobody touched it
    assert client.get(path, headers=etag).status_code == 200
    Notice.objects.update(withdrawn_at=Notice.objects.get().published_at)
    assert client.get(path, headers=etag).status_code == 200


def test_a_person_never_gets_the_copy_of_another(cast, client, sign_in):
    etag = client.get("/news/").headers["ETag"]

    assert sign_in(cast.anna).get("/news/", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_are_valid_and_their_items_keep_their_names(cast, client, path):
    notice = told(
        cast.henryk,
        "trouble",
        titles={"pl": "Żółć & <jaźń>", "en": "A & <b>"},
        bodies={"pl": "Zob. [pomoc](page:news:news).", "en": "See [news](page:news:news)."},
        starts_at=None,
    )
    continue_notice(cast.henryk, notice, words=WORDS, impact="down")

    found = {}
    for language in ("pl", "en", "xx"):
        answer = client.get(f"{path}?lang={language}")
        assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies
        found[language] = ElementTree.fromstring(answer.content).find("channel")

    assert found["pl"].findtext("language") == found["xx"].findtext("language") == "pl"
    items = found["en"].findall("item")
    assert [item.findtext("guid") for item in items][-1] == f"notice:{notice.public_id}"
    assert items[-1].findtext("title") == "A & <b>"
    assert "http" in items[-1].findtext("link")
    assert 'href="http' in items[-1].findtext("description")
    assert [item.findtext("guid") for item in found["pl"].findall("item")] == [
        item.findtext("guid") for item in items
    ]
    assert len(items) == (2 if "status" in path else 1)
    for item in items:
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("pubDate")


def test_empty_pages_say_what_will_be_there(client):
    assert "will stand here" in english(client, "/news/")
    assert "All services work" in english(client, "/news/status/")
    for path in FEEDS:
        assert ElementTree.fromstring(client.get(path).content).find("channel/item") is None


def test_pages_lead_feed_readers_to_the_feeds(client):
    page = english(client, "/news/status/")

    assert page.count('type="application/rss+xml"') == 2
    assert client.get("/news/nothing-like-this/").status_code == 404
    assert client.post("/news/").status_code == 405


def test_the_last_change_is_told(cast, client):
    notice = told(cast.henryk, "trouble")
    Notice.objects.update(changed_at=notice.published_at - timedelta(days=1))

    assert "Last-Modified" in client.get("/news/status/").headers
