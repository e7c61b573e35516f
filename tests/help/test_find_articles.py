"""Finding articles: inflection, missing diacritics, synonyms, mistakes, beginnings, filters; nothing breaks it."""

from __future__ import annotations

import pytest

from klucznik.help import synonyms
from klucznik.help.finding import find
from klucznik.help.indexing import forget, index
from klucznik.help.models import Entry, Index, Term
from klucznik.help.stems import stems, words
from tests import factories
from tests.help import library

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Four articles that have little in common."""
    library.text(
        library.article("register", category=library.category("licenses", "Licencje")),
        "Jak zarejestrować licencję",
        "Otwórz produkty i wpisz numer licencji. Licencję zarejestruje administrator globalny.",
        summary="Numer, firma i gotowe.",
        keywords=("nowa licencja",),
    )
    library.text(
        "get-back",
        "Jak odzyskać dostęp do konta",
        "Napisz oświadczenie i wyślij je. Dostęp odzyskasz po czternastu dniach.",
        keywords=("usunięte konto",),
    )
    library.text("password", "Nowe hasło", "Kliknij link w wiadomości i wpisz nowe hasło.")
    library.text(
        "password-en", "A new password", "Follow the link and type it twice.", language="en"
    )


def keys(query, language="pl", **more):
    return [hit.article.key for hit in find(query, language=language, **more).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("licencja", "register"),
        ("licencji", "register"),
        ("LICENCJE", "register"),
        ("odzyskac dostep", "get-back"),
        ("odzyskiwanie dostępu", "get-back"),
        ("hasla", "password"),
        ("licnecja", "register"),
        ("haslo zapomniane", "password"),
        ("portal klienta", "get-back"),
        ("zarejestr", "register"),
        ("od", "get-back"),
        ("ha", "password"),
    ],
)
def test_the_right_article_comes_first(shelf, query, first):
    assert keys(query)[:1] == [first]


def test_each_language_has_its_own_articles(shelf):
    assert keys("passwords", "en") == ["password-en"]
    assert keys("password") == ["password"]  # a synonym of the Polish word
    assert keys("twice", "en") == ["password-en"]
    assert keys("twice") == []


def test_a_mistyped_word_is_told(shelf):
    found = find("zarejestrowac licnecje", language="pl")

    assert found.corrected in ("zarejestrowac licencję", "zarejestrowac licencji")
    assert find("zarejestrować licencje", language="pl").corrected == ""


def test_words_are_marked_in_escaped_text():
    library.text(
        "danger", "Kod <b>aktywacji</b>", '<script>alert("x")</script> wpisz kod & gotowe.'
    )

    hit = find("kody", language="pl").hits[0]

    assert hit.title == "<mark>Kod</mark> &lt;b&gt;aktywacji&lt;/b&gt;"
    assert "<mark>kod</mark> &amp; gotowe" in hit.snippet
    assert "<script>" not in hit.snippet


def test_a_passage_around_the_words_is_shown_of_a_long_text():
    library.text(
        "long", "Długi", "Nic tu nie ma. " * 200 + "Faktura przychodzi pocztą. " + "I dalej. " * 99
    )

    snippet = find("faktury", language="pl").hits[0].snippet

    assert snippet.startswith("…<mark>Faktura</mark> przychodzi")
    assert len(snippet) < 260


def test_programs_and_categories_are_counted_within_each_other(shelf):
    nexo, gt = factories.product("subiekt-nexo", line="nexo"), factories.product("subiekt-gt")
    licenses = library.category("licenses", "Licencje")
    library.text(library.article("one", products=(nexo, gt), category=licenses), "Druk licencji")
    library.text(library.article("two", products=(nexo,)), "Inna licencja")

    found = find("licencja", language="pl", product=nexo.code)

    assert {hit.article.key for hit in found.hits} == {"one", "two"}
    assert {(one.code, one.count) for one in found.categories} == {("licenses", 1), ("account", 1)}
    assert {(one.code, one.count) for one in found.products} == {(nexo.code, 2), (gt.code, 1)}
    assert keys("licencja", product=gt.code, category="account") == []
    assert keys("subiekt nexo")[0] in ("one", "two")
    assert keys("licencja", product="no-such", category="'; --") == keys("licencja")


def test_without_a_word_everything_is_listed_by_category(shelf):
    for query in ("", "   ", "?!", "jak i co"):
        assert set(keys(query)) == {"register", "get-back", "password", "password-en"}

    assert [hit.article.key for hit in find("", language="pl", limit=1, offset=1).hits] != keys("")[
        :1
    ]


@pytest.mark.parametrize(
    "query",
    ["\ud800", "a\x00b", "x" * 100_000, "ﷺ" * 5000, "%_'\"\\", "🙂 licencja", "\u202elicencja"],
)
def test_no_query_breaks_it(shelf, query):
    find(query, language="pl")


def test_terms_are_counted_right_whatever_happens_to_the_texts(shelf):
    def counts():
        return dict(Term.objects.filter(language="pl", texts__gt=0).values_list("term", "texts"))

    before = counts()
    extra = library.text("extra", "Licencja dodatkowa", "Oświadczenie inne.")
    index(extra)
    assert counts()["licencj"] == before["licencj"] + 1
    assert Index.objects.get(language="pl").texts == 4

    extra.title = "Zupełnie co innego"
    index(extra)
    assert counts()["licencj"] == before["licencj"]

    forget(extra.article)
    forget(extra.article)
    assert counts() == before
    assert Index.objects.get(language="pl").texts == 3
    assert not Entry.objects.filter(text=extra).exists()


def test_a_search_asks_the_database_a_constant_number_of_times(
    shelf, django_assert_max_num_queries
):
    for number in range(12):
        library.text(f"more-{number}", f"Licencja {number}", "Tekst o licencji.")
    find("x", language="pl")

    with django_assert_max_num_queries(9):
        assert len(find("licencja konta", language="pl", product="x", category="y").categories) < 9


def test_words_survive_any_text():
    assert words("Łódź, e-mail\x00 2\u00ad0 ") == ["łódź", "e", "mail", "2", "0"]
    assert max(map(len, words("ą" * 500_000))) == 40
    assert stems("użytkowników", "pl") == ("uzytkownik", "uzytkownikow")


def test_the_vendors_synonyms_add_to_ours(shelf, tmp_path, settings):
    (tmp_path / "help").mkdir()
    file = tmp_path / "help" / "synonyms.toml"
    file.write_text('[also.pl]\n"pudełko" = ["licencja"]\n')
    settings.VENDOR_DIR = str(tmp_path)

    assert keys("pudełka")[:1] == ["register"]
    assert keys("moje konto")[:1] == ["get-back"]
    assert synonyms.vendors_file(None) == []


def test_a_broken_file_of_synonyms_is_told_at_start_and_breaks_no_search(shelf, tmp_path, settings):
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "synonyms.toml").write_text('[same]\npl = [["licencja", 3]]\n')
    settings.VENDOR_DIR = str(tmp_path)

    assert keys("licencja")[:1] == ["register"]
    assert "same.pl" in synonyms.vendors_file(None)[0].msg
