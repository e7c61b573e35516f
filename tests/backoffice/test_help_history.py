"""Every revision is kept: staff compare two, look at one, publish an older one again, withdraw and bring back."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from klucznik.backoffice.queries.help_links import linking_to
from klucznik.events.models import Event
from klucznik.help.models import Text
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, drafted, published

HISTORY = "/staff/help/articles/create-account/pl/history/"
COMPARE = "/staff/help/articles/create-account/pl/compare/"
REVISIONS = "/staff/help/articles/create-account/pl/revisions/"


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


@pytest.fixture
def found(cast):
    """An article that was published twice and is being written again."""
    made = article()
    published(made, by=cast.ewa, body="Otwórz [stronę](page:account_signup) i wpisz adres.")
    published(
        made,
        by=cast.henryk,
        body="Otwórz [stronę](page:account_login) i wpisz adres.",
        note="adres",
    )
    drafted(made, by=cast.ewa, title="Nowe konto", body="Otwórz stronę i podaj adres.")
    return made


def test_each_revision_says_who_when_why_and_what_became_of_it(ewa, found):
    page = ewa.get(HISTORY)

    rows = page.context["page"].rows
    assert [(row.number, row.state[1]) for row in rows] == [
        (3, "draft"),
        (2, "readers see it"),
        (1, "published earlier"),
    ]
    told = page.content.decode()
    assert "Henryk Hen" in told
    assert "adres" in told
    assert (
        "Nobody has written this text yet"
        in ewa.get(HISTORY.replace("/pl/", "/en/")).content.decode()
    )


def test_two_revisions_are_compared_word_by_word_links_too(ewa, found):
    for order in ({"from": "1", "to": "2"}, {"from": "2", "to": "1"}):
        page = ewa.get(COMPARE, order)
        (part,) = page.context["parts"]
        told = page.content.decode()
        assert part.label == "Text"
        assert "[stronę](page:account_signup)</del>" in told
        assert "[stronę](page:account_login)</ins>" in told


def test_the_title_is_compared_too_and_spaces_are_no_difference(ewa, found):
    drafted(found, title="Nowe konto", body="Otwórz stronę\ni  podaj adres.")
    parts = ewa.get(COMPARE, {"from": "2", "to": "3"}).context["parts"]
    same = ewa.get(COMPARE, {"from": "3", "to": "4"})

    assert [part.label for part in parts] == ["Title", "Text"]
    assert same.context["parts"] == []
    assert "The words are the same" in same.content.decode()


def test_revisions_that_are_not_there_cannot_be_compared(ewa, found):
    wrong = [
        {},
        {"from": "1"},
        {"from": "1", "to": "1"},
        {"from": "1", "to": "99"},
        {"from": "x", "to": "²"},
    ]
    for chosen in wrong:
        answer = ewa.get(COMPARE, chosen, follow=True)
        assert answer.redirect_chain == [(HISTORY, 302)]
        assert "Choose two different revisions" in answer.content.decode()


def test_a_revision_is_looked_at_as_readers_would_see_it(ewa, found):
    page = ewa.get(f"{REVISIONS}1/").content.decode()

    assert '<a href="/account/' in page
    assert "Otwórz [stronę](page:account_signup)" in page
    assert ewa.get(f"{REVISIONS}12345678901/").status_code == 404


def test_an_older_revision_is_published_again_as_a_new_one(ewa, found, cast):
    ewa.post(f"{REVISIONS}1/undo/")

    text = Text.objects.get()
    older = found.revisions.get(number=1)
    assert text.revision.number == 4
    assert (text.revision.body, text.revision.published_by) == (older.body, cast.ewa)
    assert found.revisions.filter(title="Nowe konto", dropped_at=None, published_at=None).exists()
    assert "page:account_signup" in text.revision.body


def test_what_cannot_be_published_now_is_not_brought_back(ewa, found):
    found.revisions.filter(number=1).update(body="[x](article:nic)")

    page = ewa.get(f"{REVISIONS}1/").content.decode()
    ewa.post(f"{REVISIONS}1/undo/")

    assert "undo/" not in page
    assert "no article “nic”" in page
    assert Text.objects.get().revision.number == 2


@pytest.mark.parametrize(("language", "title"), [("pl", "Inne konto"), ("en", "Another account")])
def test_related_articles_are_named_in_the_language_of_the_reader(found, language, title):
    other = article("other", 103)
    published(other, "pl", title="Inne konto")
    published(other, "en", title="Another account")
    other.related.add(found)

    with override(language):
        assert [one.title for one in linking_to(found)] == [title]


def test_an_article_is_withdrawn_after_a_look_at_what_leads_to_it_and_comes_back(ewa, found, cast):
    leading = article("activate-account", 102)
    published(leading, title="Aktywacja", body="Zobacz [konto](article:create-account).")
    article("other", 103).related.add(found)
    url = "/staff/help/articles/create-account/"

    shown = ewa.get(f"{url}withdraw/")
    ewa.post(f"{url}withdraw/")

    assert [one.key for one in shown.context["linking"]] == ["activate-account"]
    found.refresh_from_db()
    assert found.withdrawn_by == cast.ewa
    assert "Readers do not see this article" in ewa.get(url).content.decode()
    assert Event.objects.filter(kind="article.withdrawn").count() == 1
    ewa.post(f"{url}bring-back/")
    found.refresh_from_db()
    assert found.withdrawn_at is None
    assert Text.objects.filter(article=found).exists()
