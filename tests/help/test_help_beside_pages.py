"""Each page of the portal offers its articles without leaving it, and asks the database nothing for that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from klucznik.core import clock
from klucznik.help.fitting import EVERYWHERE, FALLBACK, fallback, fitting, order
from tests.help import library
from tests.help.starter import KEYS, source, written

# Files, answers for machines, the gallery of components, and the pages of help itself.
WITHOUT_HELP = {"vendor_file", "alive", "ready", "styleguide"}
PARTS_WITHOUT_HELP = ("api:", "help:", "contact:", "news:", "demo")
PANEL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "help_here"}


def page_names(resolver: URLResolver | None = None, part: str = "") -> Iterator[str]:
    """Every name of the URL configuration, as the panel gets it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{part}{pattern.name}"
        else:
            yield from page_names(
                pattern, f"{part}{pattern.namespace}:" if pattern.namespace else part
            )


def named_in_articles() -> list[tuple[str, list[str]]]:
    return [(key, source(key, "pl").front.get("pages", [])) for key in KEYS if written(key, "pl")]


def keys_on(page: str) -> list[str]:
    return [text.article.key for text in fitting(page, language="pl")]


def test_each_page_has_an_article_of_its_own():
    named = named_in_articles()
    pages = set(page_names()) - WITHOUT_HELP
    asked = [name for name in pages if not name.startswith(PARTS_WITHOUT_HELP)]

    assert len(asked) > 250
    assert not [name for name in asked if not order(name, named) and fallback(name) is EVERYWHERE]


def test_what_pages_fall_back_on_is_written_and_needed():
    names = set(page_names())

    assert {key for keys in FALLBACK.values() for key in keys} | set(EVERYWHERE) <= KEYS
    assert not [begins for begins in FALLBACK if not any(name.startswith(begins) for name in names)]


def test_articles_name_pages_that_exist():
    names = set(page_names())
    parts = {f"{name.rpartition(':')[0]}:*" for name in names if ":" in name}
    strange = {
        key: set(pages) - names - parts
        for key, pages in named_in_articles()
        if set(pages) - names - parts
    }

    assert not strange


@pytest.mark.django_db
def test_the_page_itself_comes_before_its_part_and_what_it_falls_back_on():
    library.text(library.article("roles", pages=["members:*"]), "Role")
    library.text(library.article("history", pages=["members:members", "members:invite"]), "Inni")
    library.text(library.article("add-users", pages=["members:invite"]), "Dodaj osoby")
    library.text("no-rights", "Nie masz uprawnień")

    assert keys_on("members:invite") == ["add-users", "history", "roles"]
    assert keys_on("members:leave") == ["roles", "add-users", "no-rights"]


@pytest.mark.django_db
def test_withdrawn_articles_are_not_offered_and_the_other_language_is_better_than_none():
    gone = library.article("add-users", pages=["members:invite"], withdrawn_at=clock.now())
    library.text(gone, "Dodaj osoby")
    library.text(library.article("roles", pages=["members:invite"]), "Roles", language="en")

    assert keys_on("members:invite") == ["roles"]


@pytest.mark.django_db
def test_the_panel_gets_its_part_and_everybody_else_a_page(client, django_assert_max_num_queries):
    library.text(library.article("roles", pages=["members:*"]), "Role", summary="Kto co może.")
    url = f"{reverse('help:here')}?page=members:invite"

    with django_assert_max_num_queries(3):
        part = client.get(url, **PANEL).content.decode()

    whole = client.get(url).content.decode()
    assert "<html" not in part
    for answer in (part, whole):
        assert 'href="/help/roles/"' in answer
        assert "Kto co może." in answer
        assert 'role="search"' in answer


@pytest.mark.django_db
def test_an_article_opens_in_the_panel_with_the_way_back_and_to_its_page(client):
    made = library.text(library.article("roles", pages=["members:*"]), "Role")
    made.html = '<h2 id="content">Dwie</h2><p><a href="#content">w dół</a></p>'
    made.save()

    shown = client.get("/help/here/?page=members:invite&article=roles", **PANEL).content.decode()

    assert '<h2 id="help-content">' in shown  # the page beside the panel has a place of this name
    assert 'href="#help-content"' in shown
    assert 'href="/help/here/?page=members:invite" data-help-back' in shown
    assert 'href="/help/roles/" data-help-leave' in shown


@pytest.mark.django_db
def test_an_article_that_is_not_there_leaves_the_list(client):
    library.text(library.article("roles", pages=["members:*"]), "Role")

    shown = client.get("/help/here/?page=members:invite&article=gone", **PANEL)

    assert shown.status_code == 200
    assert 'href="/help/roles/"' in shown.content.decode()


@pytest.mark.django_db
def test_the_search_of_the_panel_finds_and_says_when_it_does_not(client):
    library.text("roles", "Role w firmie", "Kto może zapraszać innych.")

    assert 'href="/help/roles/"' in client.get("/help/here/?page=&q=rola", **PANEL).content.decode()
    nothing = client.get('/help/here/?page=home&q="><script>', **PANEL).content.decode()
    assert "<script>" not in nothing


@pytest.mark.parametrize("strange", ["%00", "a" * 3000, "<b>", "members:", ":", "*", "%22"])
@pytest.mark.django_db
def test_a_strange_name_of_a_page_offers_what_everybody_needs(client, strange):
    assert client.get(f"/help/here/?page={strange}").status_code in (200, 400)


def test_the_door_to_help_asks_the_database_nothing():
    request = RequestFactory().get("/account/sign-in/")
    request.resolver_match = resolve("/account/sign-in/")
    door = render_to_string("components/help_door.html", {"request": request})

    render_to_string("components/help_panel.html", {"request": request})  # no database in this test
    assert 'href="/help/here/?page=account_login"' in door


@pytest.mark.parametrize("url", ["/account/sign-in/", "/no-such-page/"])
@pytest.mark.django_db
def test_pages_carry_the_door_and_an_empty_panel(client, url):
    shown = client.get(url).content.decode()

    assert "data-help-door" in shown
    assert 'id="help_here"' in shown
