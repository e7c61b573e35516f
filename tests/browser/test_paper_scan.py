"""A paper scan on the desk: taken up by one, approved by two who know nothing of each other, until the wait begins."""

from __future__ import annotations

from tests.browser import pages

COMPANY = "Księgarnia Gwiazda"
NOTE = "Wspólniczka, reprezentacja samodzielna, odpis z dzisiaj."


def test_two_reviewers_approve_a_scan_without_knowing_each_others_word(visitor):
    filip, grazyna, iga = visitor("filip"), visitor("grazyna"), visitor("iga")

    take_it_up(filip)
    look_for_it(grazyna)
    look_closely(filip)
    filip.page.keyboard.press("1")
    pages.fill_in_approval(filip, note=NOTE)
    decide_blind(grazyna)

    iga.signs_in_as("Iga").click("Otwórz sprawę").looks("Sprawa OSW/")
    iga.reads("Wszyscy, których to dotyczy, mogą zgłosić sprzeciw")


def take_it_up(filip):
    """One button says to the others that somebody reads the case."""
    pages.begin_staff_session(filip, name="Filip")
    filip.looks("Sprawy").open_row(COMPANY).looks(COMPANY).reads(
        "Nikt jeszcze nie czyta tej sprawy"
    )
    filip.click("Weź sprawę").reads("Czytasz tę sprawę")


def look_for_it(grazyna):
    """It is not on her list, but she finds who reads it."""
    pages.begin_staff_session(grazyna, name="Grażyna")
    grazyna.looks("Sprawy").reads("Nic na Ciebie nie czeka")
    grazyna.go("/staff/cases/others/").looks("Sprawy").reads("czyta Filip Fąfara")


def look_closely(filip):
    """Larger, turned and back; the keys of the page in a list."""
    filip.page.locator(".sheet img").first.wait_for()
    filip.click("Większe").click("Obróć").looks(COMPANY)
    filip.click("Mniejsze").click("Obróć").click("Obróć").click("Obróć")
    filip.page.keyboard.press("?")
    filip.reads("uwzględnij, wezwij do uzupełnienia, odrzuć")


def decide_blind(grazyna):
    """After Filip's word the case waits for her, and nothing of that word is on the page."""
    grazyna.go("/staff/cases/").open_row(COMPANY).looks(COMPANY).does_not_read(NOTE)
    pages.fill_in_approval(grazyna, note="Zgadza się z KRS.")
