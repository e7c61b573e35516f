"""Staff write an article of help: a problem found before publishing, a colleague's change meanwhile, a step back."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser import pages
from tests.browser.people import Visitor

KEY, TITLE = "receipt-printer", "Jak podłączyć drukarkę"
WRONG = "1. Otwórz [**Moje produkty**](page:licensing:products).\n2. Przeczytaj [więcej](article:brak-takiego)."
RIGHT = WRONG.replace("[więcej](article:brak-takiego)", "[więcej](article:contact-us)")


def body(staff: Visitor) -> Locator:
    return staff.page.locator("#id_body")


def preview(staff: Visitor) -> Locator:
    return staff.page.locator("#preview")


def test_an_article_is_written_mended_and_published(visitor):
    ewa, jan = visitor("ewa"), visitor("jan")
    pages.begin_staff_session(ewa, name="Ewa")

    ewa.go("/staff/help/").looks("Artykuły").click("Nowy artykuł").looks("Nowy artykuł")
    ewa.write("Tytuł", TITLE).write("Adres", KEY).page.get_by_label("Numer").fill("950")
    ewa.select("Kategoria", "Pomoc i kontakt").click("Dalej, do tekstu").is_at(TITLE)

    # The preview comes while she writes, and names the line.
    ewa.write("Streszczenie", "Podłączasz drukarkę i drukujesz pierwszy paragon.")
    body(ewa).fill(WRONG)
    expect(preview(ewa)).to_contain_text("Wiersz 2: Nie ma artykułu „brak-takiego”.")
    ewa.click("Opublikuj teraz").reads("Wiersz 2:").looks(TITLE)
    body(ewa).fill(RIGHT)
    expect(preview(ewa)).not_to_contain_text("Do poprawienia przed publikacją")
    ewa.click("Opublikuj teraz").reads("Opublikowano. Czytelnicy już widzą ten tekst.")
    ewa.looks(TITLE)

    jan.go("/help/search/?q=drukarka").click(TITLE).is_at(TITLE)
    jan.page.get_by_role("article").get_by_role("link", name="więcej").click()
    jan.is_at("Jak do nas napisać")


def test_two_write_at_once_and_an_older_text_comes_back(visitor):
    ewa, henryk, jan = visitor("ewa-again"), visitor("henryk"), visitor("jan-reads")
    text = "/staff/help/articles/contact-us/pl/"
    pages.begin_staff_session(ewa, name="Ewa")
    pages.begin_staff_session(henryk, name="Henryk")

    ewa.go(text).is_at("Jak do nas napisać")
    henryk.go(text).is_at("Jak do nas napisać").write("Tytuł", "Jak się z nami skontaktować")
    henryk.write("Notatka dla współpracowników", "Krócej.").click("Opublikuj teraz")
    henryk.reads("Opublikowano.")

    # What Ewa wrote stays, with Henryk's words beside it; saved once more, hers hold.
    ewa.write("Tytuł", "Jak napisać do producenta").click("Zapisz szkic")
    ewa.reads("Ten tekst tymczasem się zmienił", "Henryk Hen", "Krócej.")
    ewa.looks("Jak się z nami skontaktować")
    expect(ewa.page.get_by_role("textbox", name="Tytuł")).to_have_value("Jak napisać do producenta")
    ewa.click("Opublikuj teraz").reads("Opublikowano.")
    jan.go("/help/contact-us/").is_at("Jak napisać do producenta")

    # The text of the beginning comes back from the history.
    ewa.click("Historia").looks("Jak napisać do producenta").click("Pokaż różnice")
    ewa.looks("Jak napisać do producenta").click("Historia").click("1. Jak do nas napisać")
    ewa.looks("Jak napisać do producenta").click("Opublikuj te słowa ponownie")
    ewa.reads("Opublikowano")
    jan.go("/help/contact-us/").is_at("Jak do nas napisać")


def test_the_figures_lead_from_what_is_asked_in_vain_to_an_article(visitor):
    jan, ewa = visitor("jan-in-vain"), visitor("ewa-counts")
    jan.go("/help/search/?q=hipopotam").reads("Nie ma artykułu na temat „hipopotam”")

    pages.begin_staff_session(ewa, name="Ewa")
    ewa.go("/staff/help/").click("Przydatność i pytania").looks("Przydatność i pytania")
    ewa.open("To samo w tabeli").reads("hipopotam")
    ewa.click("Napisz o tym artykuł: hipopotam").is_at("Nowy artykuł")
    expect(ewa.page.get_by_role("textbox", name="Tytuł")).to_have_value("hipopotam")
