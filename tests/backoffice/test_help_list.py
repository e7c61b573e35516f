"""Those who write help articles see where each text stands, and find an article in a moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.help.actions.publishing import plan, withdraw
from klucznik.help.models import Article, Revision, Voice
from tests import factories
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, drafted, published

LIST = "/staff/help/"


@pytest.fixture
def shelf(cast):
    """One article of each state; the first in both languages."""
    both = article("create-account", 101)
    published(both, "pl", by=cast.ewa, title="Jak założyć konto")
    published(both, "en", by=cast.ewa, title="Create an account")
    draft = article("activate-account", 102)
    drafted(draft, by=cast.ewa, title="Aktywacja konta")
    planned = article("new-password", 104)
    plan(cast.ewa, drafted(planned, title="Nowe hasło"), clock.now() + timedelta(days=2))
    filed = article("passkeys", 107)
    published(filed, title="Klucze dostępu")
    drafted(filed, title="Klucze dostępu inaczej")
    Revision.objects.filter(title__endswith="inaczej").update(source=Revision.Source.FILE)
    gone = article("lost-mailbox", 109)
    published(gone, title="Ślad po skrzynce")
    withdraw(cast.ewa, gone)


def found(client, **search) -> list[int]:
    return [row.article.number for row in client.get(LIST, search).context["page"].rows]


def test_each_row_says_what_readers_see_and_what_waits(shelf, cast, sign_in):
    first = Article.objects.get(number=101)
    Voice.objects.create(article=first, language="pl", visitor="a", helpful=True)
    page = at_work(sign_in, cast.ewa).get(LIST)

    rows = {row.article.number: row for row in page.context["page"].rows}
    told = {number: row.standings[0].status[1] for number, row in rows.items()}
    assert told == {
        101: "published",
        102: "not published",
        104: "not published",
        107: "published",
        109: "withdrawn",
    }
    assert rows[101].standings[1].status[1] == "published"
    assert rows[102].standings[1].status[1] == "missing"
    assert rows[104].standings[0].waiting.startswith("planned for ")
    assert rows[107].standings[0].waiting == "changed in the file"
    assert (rows[101].title, rows[101].share, rows[101].voices) == ("Create an account", 100, 1)
    assert "Ewa Erlich" in page.content.decode()


SEARCHES = [
    ({"q": "101"}, [101]),
    ({"q": "passkeys"}, [107]),
    ({"q": "ślad"}, [109]),
    ({"q": "konta aktywacja"}, [102]),
    ({"q": "%"}, []),
    ({"where": "published"}, [101, 107]),
    ({"where": "draft"}, [102, 107]),
    ({"where": "planned"}, [104]),
    ({"where": "file"}, [107]),
    ({"where": "withdrawn"}, [109]),
    ({"where": "missing"}, [102, 104, 107]),
    ({"where": "nonsense", "category": "nowhere", "product": "-"}, [101, 102, 104, 107, 109]),
    ({"category": "account", "after": "broken"}, [101, 102, 104, 107, 109]),
]


def test_articles_are_found_and_narrowed_down(shelf, cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    for search, numbers in SEARCHES:
        assert found(client, **search) == numbers, search


def test_articles_of_a_program_are_found(shelf, cast, sign_in):
    Article.objects.get(number=107).products.add(factories.product("subiekt-gt"))

    assert found(at_work(sign_in, cast.ewa), product="subiekt-gt") == [107]


def test_the_list_is_paged_at_a_constant_cost(cast, sign_in, django_assert_max_num_queries):
    for number in range(101, 130):
        drafted(article(f"article-{number}", number), by=cast.ewa)
    client = at_work(sign_in, cast.ewa)

    with django_assert_max_num_queries(17):
        first = client.get(LIST).context["page"]
    rest = client.get(LIST, {"after": first.next}).context["page"]

    assert [row.article.number for row in first.rows + rest.rows] == list(range(101, 130))
    assert rest.next is None


def test_an_empty_list_says_how_to_begin(cast, sign_in):
    page = at_work(sign_in, cast.ewa).get(LIST).content.decode()

    assert "No articles yet" in page
    assert 'href="/staff/help/new/"' in page
