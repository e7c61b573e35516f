"""Staff begin an article with a title and its place; facts about it change, its address stays once it is known."""

from __future__ import annotations

import pytest

from klucznik.events.models import Event
from klucznik.help.models import Article, Text
from tests import factories
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, category, drafted, published

NEW = "/staff/help/new/"
TEXT = "/staff/help/articles/create-account/pl/"
ABOUT = {"number": "101", "key": "create-account", "category": "account"}


@pytest.fixture
def ewa(cast, sign_in):
    category()
    return at_work(sign_in, cast.ewa)


def test_an_article_begins_with_a_title_and_the_next_number(ewa, cast):
    article("older", 140)
    factories.product("subiekt-gt")
    shown = ewa.get(NEW, {"about": "zgubione hasło"})
    assert (shown.context["form"]["number"].value(), shown.context["form"]["title"].value()) == (
        10_000,
        "zgubione hasło",
    )

    given = ABOUT | {"title": "Jak założyć konto", "language": "pl", "keywords": "zgubione hasło"}
    answer = ewa.post(
        NEW,
        given
        | {"products": "subiekt-gt", "related": "140, older", "pages": "account_signup\nmembers:*"},
    )

    made = Article.objects.get(key="create-account")
    assert answer.url == TEXT
    assert [one.code for one in made.products.all()] == ["subiekt-gt"]
    assert [one.key for one in made.related.all()] == ["older"]
    assert made.pages == ["account_signup", "members:*"]
    draft = made.revisions.get()
    assert (draft.title, draft.keywords, draft.made_by) == (
        "Jak założyć konto",
        ["zgubione hasło"],
        cast.ewa,
    )
    assert Event.objects.filter(kind="article.created", actor=cast.ewa).count() == 1
    assert not Text.objects.exists()


def test_own_numbers_go_on_above_those_of_starter_articles(ewa):
    """An article of a later release never meets a number that the staff gave."""
    article("own", 10_007)
    article("starter", 906)

    assert ewa.get(NEW).context["form"]["number"].value() == 10_008


WRONG_FACTS = [
    ("key", "Założ konto", "small letters"),
    ("key", "101", "small letters"),
    ("key", "search", "itself uses this address"),
    ("key", "older", "Another article has this address"),
    ("number", "140", "The next free one is 10000"),
    ("number", "0", "greater than or equal to 1"),
    ("category", "nowhere", "Select a valid choice"),
    ("category", "", "Choose a category"),
    ("title", " \u200b ", "Fill this in"),
    ("products", "no-such", "Select a valid choice"),
    ("related", "no-such-article", "no article “no-such-article”"),
    ("related", "999999999999999999999", "no article"),
    ("pages", "backoffice:people", "no page “backoffice:people”"),
    ("pages", "*", "no page “*”"),
    ("language", "de", "Select a valid choice"),
]


def test_wrong_facts_are_told_at_their_field(ewa):
    article("older", 140)

    for field, value, sentence in WRONG_FACTS:
        given = ABOUT | {"title": "Jak założyć konto", "language": "pl"} | {field: value}
        answer = ewa.post(NEW, given)
        assert answer.status_code == 422, field
        assert sentence in " ".join(answer.context["form"].errors[field])
    assert Article.objects.count() == 1


def test_the_address_stays_once_readers_know_it(ewa, cast):
    found = article()
    url = "/staff/help/articles/create-account/about/"
    drafted(found)
    ewa.post(url, ABOUT | {"key": "new-account"})
    found.refresh_from_db()
    assert found.key == "new-account"
    published(found)

    answer = ewa.post("/staff/help/articles/new-account/about/", ABOUT)

    assert answer.status_code == 422
    assert "does not change" in " ".join(answer.context["form"].errors["key"])
    changed = ABOUT | {"key": "new-account", "number": "222", "pages": "account_signup"}
    assert ewa.post("/staff/help/articles/new-account/about/", changed).status_code == 302
    found.refresh_from_db()
    assert (found.number, found.pages) == (222, ["account_signup"])
