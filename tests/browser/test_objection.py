"""An administrator who was passed over objects from the e-mail, without signing in, and the case stands still."""

from __future__ import annotations

from tests.browser import pages

COMPANY = "Transport Wisła"


def test_an_objection_without_sign_in_stops_the_clock_and_is_decided(visitor):
    kazimierz, jacek, filip = visitor("kazimierz"), visitor("jacek"), visitor("filip")

    kazimierz.opens_letter("kazimierz@wisla.example", "ktoś prosi", "Zobacz i zgłoś sprzeciw")
    kazimierz.looks("Transport Wisła").reads("Jacek Wiślicki")
    kazimierz.write("Co powinniśmy wiedzieć?", "Nadal prowadzę firmę i nie znam tej osoby.")
    kazimierz.click("Zgłaszam sprzeciw").reads("Mamy Twój sprzeciw").looks("Transport Wisła")

    jacek.lets_time_pass("14 dni").signs_in_as("Jacek").click("Otwórz sprawę")
    jacek.looks("Sprawa OSW/").reads("Zgłoszono sprzeciw").does_not_read(
        "Możesz przyjąć uprawnienia do"
    )

    pages.begin_staff_session(filip, name="Filip")
    filip.go("/staff/objections/").looks("Sprawy").open_row(COMPANY).looks(
        "Sprzeciw w sprawie OSW/"
    )
    filip.reads("Nadal prowadzę firmę i nie znam tej osoby.")
