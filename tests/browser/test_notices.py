"""A break and a trouble are told to whom they concern, on the status page and in its feed, until they are over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.people import Visitor

STATUS, FEED = "/news/status/", "/news/status.rss?lang=pl"
BREAK, TROUBLE = "Przerwa w logowaniu", "Logowanie nie działa"


def in_days(days: int, hour: str) -> str:
    """A moment as the browser's own control gives it."""
    return f"{timezone.localdate() + timedelta(days=days)}T{hour}"


def fill_in(staff: Visitor, *, title: str, words: str) -> Visitor:
    """Both languages, what it does, and to what."""
    staff.write("Tytuł po polsku", title).write("Treść po polsku", words)
    staff.write("Tytuł po angielsku", "Sign-in is away").write("Treść po angielsku", "We mend it.")
    return staff.choose("nie działa").tick("Portal klienta")


def feed(visitor: Visitor) -> str:
    """The status page for programs."""
    answer = visitor.page.request.get(FEED)
    assert answer.ok
    assert answer.headers["content-type"].startswith("application/rss+xml")
    return answer.text()


def test_a_break_is_announced_and_put_away(visitor):
    henryk, anna = visitor("henryk"), visitor("anna")
    pages.begin_staff_session(henryk, name="Henryk")

    henryk.click("Komunikaty").looks("Komunikaty").click("Nowy komunikat")
    henryk.choose("planowana przerwa")
    fill_in(henryk, title=BREAK, words="Wymieniamy **serwer**, dane zostają.")
    henryk.page.get_by_label("Początek").fill(in_days(3, "22:00"))
    henryk.page.get_by_label("Koniec").fill(in_days(3, "02:00"))
    henryk.click("Podgląd").reads("Koniec musi być późniejszy niż początek.")
    henryk.page.get_by_label("Koniec").fill(in_days(4, "02:00"))
    henryk.click("Podgląd").reads("Nic jeszcze nie zapisano.").looks("Nowy komunikat")
    henryk.click("Zapisz szkic").is_at(BREAK).click("Opublikuj teraz")
    henryk.looks(BREAK).reads("tak widzą go klienci", "Wymieniamy serwer")

    # Anna is told where her companies are listed, reads it, and has read enough.
    anna.signs_in_as("Anna").click("Twoje firmy")
    told = anna.page.locator(".notice", has_text=BREAK)
    told.get_by_role("link", name="Przeczytaj komunikat").click()
    anna.looks(BREAK).reads("planowane", "Wymieniamy serwer").page.go_back()
    told.get_by_role("button", name="Ukryj").click()
    anna.reads("Ukryto.")
    expect(told).to_have_count(0)

    anna.go(STATUS).looks("Stan usług").reads(BREAK, "Wszystkie usługi działają")
    assert BREAK in feed(anna)


def test_a_trouble_stands_before_sign_in_until_it_is_over(visitor):
    henryk, jan = visitor("henryk-in-haste"), visitor("jan")
    pages.begin_staff_session(henryk, name="Henryk")

    henryk.go("/staff/notices/").click("Zgłoś awarię")
    fill_in(henryk, title=TROUBLE, words="Szukamy przyczyny.")
    henryk.click("Zapisz szkic").is_at(TROUBLE).click("Opublikuj teraz").looks(TROUBLE)

    jan.go("/account/sign-in/").looks("Zaloguj się").reads(TROUBLE).click("Zobacz stan usług")
    jan.looks("Stan usług").reads("Część usług nie działa", TROUBLE)
    assert TROUBLE in feed(jan)

    henryk.click("Dodaj").reads("Napisz, co dalej, po polsku.", "Zaznacz, co teraz działa.")
    henryk.write("Co dalej, po polsku", "Działa, ale wolno.")
    henryk.write("Co dalej, po angielsku", "It works, but slowly.")
    henryk.choose("działa z ograniczeniami").click("Dodaj").looks(TROUBLE).reads("Dodano.")
    jan.go(STATUS).reads("Część usług działa z ograniczeniami", "Działa, ale wolno.")

    henryk.write("Komentarz po polsku", "Naprawione.")
    henryk.write("Komentarz po angielsku", "Mended.").click("Zakończ").reads("zakończone")
    jan.go(STATUS).reads("Wszystkie usługi działają").click(TROUBLE)
    jan.looks(TROUBLE).reads("Naprawione.", "Działa, ale wolno.")
    jan.go("/account/sign-in/").is_at("Zaloguj się").does_not_read(TROUBLE)
    assert "Naprawione." in feed(jan)
