"""How an article is set: steps and headings that one can point at, notes, links, pictures, facts, Polish spaces."""

from __future__ import annotations

import pytest

from klucznik.help.facts import facts
from klucznik.help.rendering import Known, Rendered, render
from klucznik.help.rendering.known import File

FILES = {
    "a.png": File("a.png", "/help/files/x/a.png", True),
    "b.pdf": File("b.pdf", "/help/files/y/b.pdf", False),
}


def made(body: str, language: str = "pl") -> Rendered:
    return render(body, language=language, known=Known(frozenset({"two"}), FILES, facts()))


def test_steps_and_headings_can_be_pointed_at() -> None:
    article = made("1. Raz\n2. Dwa\n\n## Łódź\n\n1. Trzy\n\nI dalej:\n\n1. Cztery\n\n### Content\n")

    for name in ("krok-1", "krok-2", "lodz", "lodz-krok-1", "lodz-krok-2", "content-2"):
        assert f'id="{name}"' in article.html
    assert article.headings == [
        {"level": 2, "id": "lodz", "text": "Łódź"},
        {"level": 3, "id": "content-2", "text": "Content"},
    ]
    assert 'aria-label="Step 1"' in made("1. One", "en").html


def test_a_note_is_a_quote_that_begins_with_its_mark() -> None:
    assert 'class="note note--note" role="note"' in made("> **Uwaga.** Tak.").html
    assert 'class="note note--important"' in made("> **Important.** Yes.", "en").html
    assert "<blockquote>" in made("> Uwaga. Tak.").html


def test_links_lead_to_articles_pages_files_and_the_safe_web() -> None:
    article = made(
        "[a](article:two) [b](page:account_login) [c](page:members:members) [d](file:b.pdf) "
        "[e](https://example.com/ą?x=1) [f](mailto:{support_email})"
    )

    assert article.problems == []
    for address in (
        "/help/two/",
        "/account/sign-in/",
        "/help/go/members:members/",
        "/help/files/y/b.pdf",
        "https://example.com/%C4%85?x=1",
        f"mailto:{facts()['support_email']}",
    ):
        assert f'href="{address}"' in article.html


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("[a](article:three)", "There is no article “three”."),
        ("[a](page:nowhere)", "There is no page “nowhere”."),
        ("[a](page:members:member)", "There is no page “members:member”."),
        ("[a](file:c.pdf)", "The article has no file “c.pdf”."),
        ("![a](file:b.pdf)", "The article has no picture “b.pdf”."),
        ("![](file:a.png)", "The picture “a.png” has no alternative text."),
        ("[a](ftp://x.pl)", "“ftp://x.pl” is not a link that articles may have."),
        ("a {hours} b", "There is no fact {hours}."),
        ("a <b>c</b>", "HTML is not used in articles; it would be shown as text: “<b>”."),
    ],
)
def test_what_is_wrong_is_told_and_shown_as_words(body: str, problem: str) -> None:
    article = made(body)

    assert problem in article.problems
    assert "<a " not in article.html
    assert "<img" not in article.html
    assert "<b>" not in article.html


def test_polish_spaces_hold_across_marks_but_not_in_code() -> None:
    assert made("Wejdź w **Konto** i\nz `a b i c`.").html == (
        "<p>Wejdź w\u00a0<strong>Konto</strong> i\u00a0z\u00a0<code>a b i c</code>.</p>\n"
    )
    assert "\u00a0" not in made("I am a person", "en").html


def test_the_words_for_the_search_are_bare() -> None:
    article = made(
        "## Jak\n\n1. Otwórz **Konto** w [portalu](article:two) `x`.\n\n| A |\n|---|\n| {deletion_days} |"
    )

    assert article.plain.split("\n") == ["Jak", "Otwórz Konto w portalu x.", "A", "7"]


def test_a_table_is_named_by_the_heading_above_it_else_by_its_columns() -> None:
    table = "| Rola | Widzi |\n| --- | --- |\n| użytkownik | nic |\n"

    alone = made(table).html
    under = made(f"## Role\n\n{table}").html

    assert '<caption class="visually-hidden">Rola, Widzi</caption>' in alone
    assert (
        '<table class="table">\n<caption class="visually-hidden">Role</caption>\n<thead>' in under
    )
