"""Somebody writes to the vendor, with and without an account; the staff answer, and replies come back by e-mail."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.people import Visitor

EMAIL, SUBJECT = "nowak@poczta.example", "Gdzie jest numer licencji?"
ARTICLE = ("202", "Gdzie znajdę numer licencji")
ANNAS = "Stary komputer zajmuje stanowisko"


def said(visitor: Visitor, words: str) -> Visitor:
    """It stands in the conversation."""
    expect(visitor.page.locator(".said", has_text=words)).to_be_visible()
    return visitor


def test_somebody_without_an_account_is_answered_and_writes_back(visitor):
    jan, ewa = visitor("jan"), visitor("ewa")

    jan.go("/help/").click("Kontakt").looks("Napisz do nas")
    jan.click("Licencje, urządzenia i rejestracja").looks("Licencje, urządzenia i rejestracja")
    jan.write("Imię i nazwisko", "Jan Nowak").write("Adres e-mail", EMAIL)
    jan.write("Temat", SUBJECT).write("O co chodzi?", "Mam program od dawna, ale bez pudełka.")
    ewa.lets_time_pass("1 godzina")  # a machine would be quicker
    jan.click("Wyślij zgłoszenie").looks("Jeszcze jeden krok: potwierdź adres").reads(EMAIL)
    jan.opens_letter(EMAIL, "Potwierdź adres", "Potwierdź i wyślij")
    jan.looks("Czy to Twoja wiadomość?").click("Tak, wyślij")
    jan.looks(SUBJECT).reads("Odpowiemy najpóźniej")

    # Ewa finds it among what nobody has taken, and answers with an article.
    pages.begin_staff_session(ewa, name="Ewa")
    ewa.click("Zgłoszenia").looks("Zgłoszenia").search("Nowak").open_row("Nowak")
    ewa.looks(SUBJECT).reads("bez konta").click("Weź zgłoszenie").is_at(SUBJECT)
    ewa.write("Odpowiedź", "Numer jest w programie.").write("Artykuł pomocy", "99999")
    ewa.click("Wyślij odpowiedź").reads("Nie ma artykułu o tym numerze.")
    ewa.write("Artykuł pomocy", ARTICLE[0]).click("Wyślij odpowiedź")
    ewa.is_at("Zgłoszenia").reads("kolej klienta").open_row("Nowak")
    said(ewa, ARTICLE[1]).looks(SUBJECT)

    # He reads it by the link of the message, looks into the article and writes on the page.
    jan.opens_letter(EMAIL, SUBJECT, "Otwórz zgłoszenie")
    said(jan, "Numer jest w programie.").looks(SUBJECT).reads("Mamy dla Ciebie odpowiedź")
    jan.page.locator(".said").get_by_role("link").click()
    jan.is_at(ARTICLE[1]).page.go_back()
    jan.write("Twoja wiadomość", "Tam go nie ma.").click("Wyślij wiadomość")
    said(jan, "Tam go nie ma.").reads("Odpowiemy najpóźniej")


def test_a_reply_by_e_mail_lands_in_the_ticket_and_the_ticket_is_closed(visitor):
    anna, ewa = visitor("anna"), visitor("ewa-reads")
    email = "anna@alfa.example"

    # Anna sees in the bar that an answer waits, reads it, and the number is gone.
    unread = anna.page.get_by_role("link", name=re.compile(r"^Moje zgłoszenia\s*1"))
    anna.signs_in_as("Anna").go("/account/").is_at("Moje konto")
    unread.click()
    anna.looks("Moje zgłoszenia").reads("nowa odpowiedź").click(ANNAS)
    said(anna, "Dane zostają na dysku").looks(ANNAS)
    anna.go("/account/").is_at("Moje konto")
    expect(unread).to_have_count(0)

    # She replies from her mail program; what she answers is not repeated in the ticket.
    letter = anna.letter(email, ANNAS)
    assert "+" in letter["reply_to"]
    anna.page.locator(".mailbox__item", has_text=ANNAS).first.click()
    anna.write("Odpowiedź e-mailem", "Udało się, dziękuję.").click("Wyślij odpowiedź")
    anna.reads("Odpowiedź dotarła do portalu.").go("/contact/tickets/").click(ANNAS)
    said(anna, "Udało się, dziękuję.").reads("e-mailem")
    expect(anna.page.locator(".said", has_text="Dane zostają na dysku")).to_have_count(1)

    pages.begin_staff_session(ewa, name="Ewa")
    ewa.go("/staff/tickets/in/mine/").open_row("Alfowska")
    said(ewa, "Udało się, dziękuję.").reads("nasza kolej")

    anna.click("Nic więcej nie potrzebuję: zamknij zgłoszenie").reads("Zgłoszenie zamknięto")
    anna.looks(ANNAS).write("Twoja wiadomość", "A jednak jeszcze jedno.").click("Wyślij wiadomość")
    said(anna, "A jednak jeszcze jedno.").reads("Odpowiemy najpóźniej")
