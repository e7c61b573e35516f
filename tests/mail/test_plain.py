"""The text part is made from the HTML part and reads well alone."""

from __future__ import annotations

from klucznik.mail.plain import plain


def test_paragraphs_lists_and_links_become_readable_text() -> None:
    html = """<html><head><title>no</title><style>p{}</style></head><body><p>Dzień dobry,</p>
      <p>masz <strong>2</strong> sprawy:</p><ul><li>pierwsza</li><li>druga</li></ul>
      <p><a href="https://portal.example/a?b=1&amp;c=2">Otwórz</a></p>
      <p data-html-only>ukryte <b>wcale</b> <br> nie</p><p>Koniec &lt;3</p></body></html>"""

    assert plain(html) == (
        "Dzień dobry,\n\nmasz 2 sprawy:\n\n- pierwsza\n- druga\n\n"
        "Otwórz:\nhttps://portal.example/a?b=1&c=2\n\nKoniec <3\n"
    )


def test_an_address_shown_as_itself_is_not_repeated() -> None:
    assert plain('<p><a href="mailto:a@b.example">a@b.example</a></p>') == "a@b.example\n"
