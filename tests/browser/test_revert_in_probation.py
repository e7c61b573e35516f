"""Rights were granted and somebody notices within the probation: a lead takes them back in one step."""

from __future__ import annotations

from tests.browser import pages

EMAIL = "lena@tatry.example"


def test_a_lead_takes_granted_rights_back_in_one_step(visitor):
    lena, henryk = visitor("lena"), visitor("henryk")
    accept_the_keys(lena)
    undo_the_grant(henryk)

    lena.signs_in_as("Lena").reads("Ta firma nie ma administratora globalnego")
    lena.opens_letter(EMAIL, "jest zakończona", "Otwórz sprawę")
    lena.looks("Sprawa OSW/").reads("Uprawnienia zostały cofnięte")


def accept_the_keys(lena):
    """The two weeks passed and nobody objected; Lena has a second step already."""
    lena.signs_in_as("Lena").click("Otwórz sprawę").looks("Sprawa OSW/")
    lena.click("Przyjmij uprawnienia").looks("Przyjmij uprawnienia").click("Przyjmij uprawnienia")
    lena.looks("Moje produkty").reads("Od teraz masz rolę administratora globalnego")


def undo_the_grant(henryk):
    """The reason is a must; the decision takes the second factor anew."""
    pages.begin_staff_session(henryk, name="Henryk")
    henryk.go("/staff/cases/all/").open_row("Przychodnia Tatry").looks("Przychodnia Tatry")
    henryk.write("Dlaczego cofasz nadanie", "Oświadczenie podpisała osoba bez umocowania.")
    henryk.click("Cofnij nadanie").looks("OSW/").reads("cofnięte")
