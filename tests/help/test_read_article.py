"""Readers of help: subjects, an article in their language, its files, the short link, the way into their company."""

from __future__ import annotations

import pytest

from klucznik.catalog.loading import load_catalog
from klucznik.catalog.models import Category, Product
from klucznik.core import clock
from klucznik.help.actions.files import add_attachment
from klucznik.help.actions.publishing import publish, save_draft, withdraw
from klucznik.help.files import FitFile, fit
from klucznik.help.models import Article, Voice
from tests import factories
from tests.help.safe import wrong_in

pytestmark = pytest.mark.django_db
BODY = (
    "Wstęp w [logowaniu](page:account_login).\n\n## Pierwsze\n\n1. Raz\n2. Dwa\n\n## Drugie\n\nA\n\n"
    "## Trzecie\n\n> **Uwaga.** Tak.\n"
)


def made(key: str, number: int, *, body: str = BODY, languages: str = "pl en", **fields) -> Article:
    category, _ = Category.objects.get_or_create(
        code="licenses", defaults={"names": {"pl": "Licencje", "en": "Licenses"}}
    )
    article = Article.objects.create(key=key, number=number, category=category, **fields)
    for language in languages.split():
        words = {"title": f"O czym jest {key} ({language})", "summary": "Po co."}
        draft = save_draft(None, article, language, **words, keywords=[], body=body, note="")
        publish(None, draft)
    return article


def test_an_article_is_read_with_everything_around_it(client, cast):
    load_catalog()
    other = made("other", 102)
    article = made("free-device", 601)
    article.related.set([other])
    article.products.set(
        Product.objects.filter(line__code="gt") | Product.objects.filter(code="subiekt-nexo")
    )
    add_attachment(cast.ewa, article, file=fit(b"a;b\n1;2\n", name="Wzór pliku.csv"))
    client.cookies["language"] = "pl"

    page = client.get("/help/free-device/").content.decode()

    for words in (
        "O\xa0czym jest free-device (pl)",
        "InsERT GT, Subiekt nexo",
        'href="/help/categories/licenses/"',
        'href="#pierwsze"',
        'id="krok-1"',
        'href="/help/other/"',
        "wzor-pliku.csv",
        "/help/601/",
    ):
        assert words in page
    assert wrong_in(article.texts.get(language="pl").html) == []


def test_a_missing_translation_is_said_and_the_text_has_its_language(client):
    made("only-polish", 103, languages="pl")

    page = client.get("/help/only-polish/", headers={"accept-language": "en"}).content.decode()

    assert "This article has no translation yet, so you read it in Polish." in page
    assert '<article class="article__text prose" lang="pl">' in page


def test_the_start_shows_each_subject_once_and_what_helped(client, cast):
    for number in range(601, 607):
        made(f"article-{number}", number, languages="pl")
    best = made("best", 610)
    Voice.objects.create(article=best, language="pl", person=cast.anna, helpful=True)
    worst = made("worst", 611)
    Voice.objects.create(
        article=worst, language="pl", person=cast.anna, helpful=False, at=clock.now()
    )

    page = client.get("/help/")

    assert [subject.count for subject in page.context["subjects"]] == [8]
    assert len(page.context["subjects"][0].texts) == 4
    assert [text.article.key for text in page.context["useful"]] == ["best"]
    listed = client.get("/help/categories/licenses/").context["listed"].rows
    assert [text.article.number for text in listed] == [601, 602, 603, 604, 605, 606, 610, 611]
    assert client.get("/help/categories/nothing/").status_code == 404


def test_more_articles_cost_no_more_queries(client, django_assert_max_num_queries):
    first = made("first", 701)
    for number in range(702, 706):
        first.related.add(made(f"next-{number}", number))
    client.get("/help/first/")

    with django_assert_max_num_queries(10):
        client.get("/help/first/")
    with django_assert_max_num_queries(4):
        client.get("/help/")
    with django_assert_max_num_queries(3):
        client.get("/help/categories/licenses/")


def test_the_number_leads_to_the_article_and_what_is_withdrawn_is_gone(client, cast):
    article = made("gone", 801)
    file = add_attachment(cast.ewa, article, file=fit(b"tekst", name="a.txt"))
    assert client.get("/help/801/").headers["Location"] == "/help/gone/"

    withdraw(cast.ewa, article)

    for address in ("/help/801/", "/help/gone/", f"/help/files/{file.public_id}/a.txt"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert 'action="/help/search/"' in answer.content.decode()
    assert client.get("/help/").context["subjects"] == []


@pytest.mark.parametrize(
    ("query", "back"),
    [
        (
            "?from=q%3Dlicencja%26program%3Dgt%26page%3D2",
            "/help/search/?q=licencja&program=gt&page=2",
        ),
        (
            "?from=q%3D%22%3E%3Cscript%3E%26next%3Dhttps://evil.example",
            "/help/search/?q=%22%3E%3Cscript%3E",
        ),
        ("?from=https://evil.example/", ""),
        ("?from=" + "q" * 5000, ""),
        ("", ""),
    ],
)
def test_the_way_back_leads_to_the_search_and_nowhere_else(client, query, back):
    made("found", 802)

    page = client.get(f"/help/found/{query}")

    assert page.context["back"] == back
    assert "<script>" not in page.content.decode().partition("<main")[2].partition("</main")[0]


def test_files_are_taken_and_pictures_are_seen(client, cast):
    article = made("files", 803)
    text = add_attachment(cast.ewa, article, file=fit(b"<script>x</script>", name="a.txt"))
    picture = add_attachment(
        cast.ewa, article, file=FitFile("b.png", "image/png", True, b"\x89PNG", "0" * 64)
    )

    taken = client.get(f"/help/files/{text.public_id}/a.txt")
    seen = client.get(f"/help/files/{picture.public_id}/b.png")

    assert taken.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert taken.headers["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert "Content-Disposition" not in seen.headers
    for answer in (taken, seen):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/help/files/{text.public_id}/other.txt").status_code == 404


def test_a_page_of_a_company_asks_who_and_in_which_one(client, cast, sign_in):
    address = "/help/go/members:members/"
    assert client.get(address).headers["Location"].startswith("/account/sign-in/?next=/help/go/")
    anna = sign_in(cast.anna)
    inside = f"/companies/{cast.alfa.public_id}/members/"
    assert anna.get(address).headers["Location"] == inside

    factories.membership(cast.beta, cast.anna)
    choice = anna.get(address).content.decode()
    assert f'href="{inside}"' in choice
    assert f'href="/companies/{cast.beta.public_id}/members/"' in choice
    assert sign_in(cast.dorota).get(address).headers["Location"] == "/companies/"
    for name in ("members:member", "backoffice:start", "account_login", "nothing", "../x"):
        assert anna.get(f"/help/go/{name}/").status_code == 404
