"""How the mail programs of Polish customers quote: their own words stay, the rest goes; in doubt all of it stays."""

from __future__ import annotations

import pytest

from klucznik.contact.quoting import own_words

OWN = "Nadal nie działa."
US = "Konto Producenta <pomoc@producent.example>"
LONG = "<pomoc+abcdefghijklmnop-abcdefghijklmnopqrst@producent.example>"
QUOTED = {
    "outlook": f"\n\nPozdrawiam\nAnna Nowak\nKsięgowa\n\nOd: {US} \nWysłano: wtorek, 1 grudnia 2026 10:12\n"
    "Do: anna@example.com\nTemat: Zgłoszenie\n\nWłącz ją.",
    "outlook, bold": f"\n\n*Od:* {US}\n*Wysłano:* wtorek, 1 grudnia 2026 10:12\n*Do:* anna@example.com\n"
    "*Temat:* Zgłoszenie\n\nWłącz ją.",
    "outlook on the web": f"\n________________________________\nOd: {US}\nWysłane: wtorek, 1 grudnia 2026 10:12\n"
    "Do: anna@example.com\nTemat: Zgłoszenie\n\nWłącz ją.",
    "gmail": f"\n\nwt., 1 gru 2026 o 10:12 {US} napisał(a):\n\n> Włącz ją.\n",
    "gmail, two lines": f"\n\nwt., 1 gru 2026 o 10:12 {US}\nnapisał(a):\n\n> Włącz ją.\n",
    "gmail, three lines": f"\n\nwt., 1 gru 2026 o 10:12 Konto Producenta\n{LONG}\nnapisał(a):\n\n> Włącz ją.\n",
    "gmail, english": f"\n\nOn Tue, Dec 1, 2026 at 10:12 AM {US} wrote:\n\n> Włącz ją.\n",
    "thunderbird": "\n\nW dniu 01.12.2026 o 10:12, Konto Producenta pisze:\n> Włącz ją.\n",
    "thunderbird, older": "\n\nW dniu 1.12.2026 o 10:12, Konto Producenta napisał(a):\n> Włącz ją.\n",
    "iphone": "\n\nWysłane z iPhone'a\n\nWiadomość napisana przez "
    f"{US} w dniu 1 gru 2026, o godz. 10:12:\n\n> Włącz ją.\n",
    "iphone, inside": f"\n\nWysłane z iPhone’a\n\n> Wiadomość napisana przez {US} w dniu 1 gru 2026:\n> Włącz ją.\n",
    "samsung": "\n\nWysłano z mojego smartfona Galaxy.\n\n-------- Oryginalna wiadomość --------\n"
    f"Od: {US}\nData: 1.12.2026 10:12 (GMT+01:00)\nDo: anna@example.com\nTemat: Zgłoszenie\n\nWłącz ją.",
    "wp and o2": f"\n\nDnia 1 grudnia 2026 10:12 {US} napisał(a):\n\nWłącz ją.",
    "interia": "\n\n\nTemat: Zgłoszenie\nData: 2026-12-01 10:12\n"
    f"Nadawca: {US}\nAdresat: anna@example.com\n\n> Włącz ją.",
    "a signature": "\n\n-- \nAnna Nowak\ntel. 600 100 200",
}


@pytest.mark.parametrize("program", QUOTED)
def test_only_the_own_words_are_kept(program: str) -> None:
    assert own_words(OWN + QUOTED[program]) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "> Czy jest włączona?\nTak, jest.\n> A papier?\nTeż.",
        "Data: 5 maja faktura nie wyszła.\nTemat: jak wyżej.\nProszę o pomoc.",
        "Kolega napisał: nie działa.\nProszę o pomoc.",
        "On 5 May it worked.\nToday it does not.\nI wrote: why?",
    ],
)
def test_what_only_looks_like_a_quotation_is_kept(text: str) -> None:
    assert own_words(text) == text
