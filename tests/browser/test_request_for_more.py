"""The scan cannot be read: the reviewer asks, the claimant reads why, adds a file, and both reviewers decide anew."""

from __future__ import annotations

from klucznik.demo.paper import signed_scan
from tests.browser import pages

COMPANY = "Księgarnia Gwiazda"
EMAIL = "iga@gwiazda.example"
ASKED = "Dolna połowa strony jest czarna. Zrób zdjęcie przy oknie, całej strony."


def test_a_scan_that_cannot_be_read_is_asked_for_again_and_decided_anew(visitor):
    filip, grazyna, iga = visitor("filip"), visitor("grazyna"), visitor("iga")

    pages.approve_case(grazyna, name="Grażyna", company=COMPANY, note="Wspólniczka według KRS.")
    ask_for_more(filip)
    answer(iga)
    for reviewer, name in ((filip, "Filip"), (grazyna, "Grażyna")):
        iga.reads("Sprawdzamy oświadczenie")
        pages.approve_case(reviewer, name=name, company=COMPANY, note="Teraz czytelne; KRS.")
        iga.page.reload()
    iga.looks("Sprawa OSW/").reads("Wszyscy, których to dotyczy, mogą zgłosić sprzeciw")


def ask_for_more(filip):
    """A reason from the list, and words that the claimant reads."""
    pages.begin_staff_session(filip, name="Filip")
    filip.looks("Sprawy").open_row(COMPANY).looks(COMPANY)
    filip.choose("Wezwij do uzupełnienia").select("Powód", "Skan jest nieczytelny.")
    filip.write("Co i gdzie udało się ustalić", ASKED).click("Zapisz decyzję")
    filip.reads("Twoja decyzja")


def answer(iga):
    """From the e-mail to the page of the case: the reason, the words, a better picture."""
    iga.signs_in_as("Iga")
    iga.opens_letter(EMAIL, "oświadczenie wymaga uzupełnienia", "Odpowiedz")
    iga.looks("Sprawa OSW/").reads("Skan jest nieczytelny.", ASKED)
    scan = signed_scan(iga.download("Pobierz oświadczenie jeszcze raz"), by="I. Gwiazdowska")
    iga.attach("Podpisane oświadczenie", "wyrazny-skan.jpg", scan).click("Dodaj kolejny plik")
    iga.reads("wyrazny-skan.jpg").click("Wyślij odpowiedź").looks("Sprawa OSW/")
