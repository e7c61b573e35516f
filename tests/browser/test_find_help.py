"""An answer is found in one's own words, read, printed and judged; without an account, and without scripts."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.people import Visitor

SEARCH, ARTICLE = "Szukaj w pomocy", "Jak dodać użytkownika do firmy"
# Without diacritics, and with a letter that is missing.
ASKED = "dodac uzytkownka"
THANKS = "Dziękujemy. Poprawimy artykuł z pomocą Twojej odpowiedzi."
HELPED = "Dziękujemy. Dobrze wiedzieć, że artykuł pomógł."


def words(visitor: Visitor) -> Locator:
    """The field of the page of the search."""
    return visitor.page.get_by_role("searchbox", name="Czego szukasz?")


def category(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("combobox", name="Kategoria")


def test_an_article_is_found_while_one_types_and_the_search_is_kept(visitor):
    jan = visitor("jan")
    jan.go("/help/").looks("Jak możemy pomóc?")
    jan.page.get_by_role("main").get_by_role("searchbox").fill("konto")
    jan.page.keyboard.press("Enter")
    jan.is_at(SEARCH)

    words(jan).fill("")
    words(jan).press_sequentially(ASKED)
    hit = jan.page.get_by_role("main").get_by_role("link", name=ARTICLE)
    expect(hit).to_be_visible()
    expect(words(jan)).to_be_focused()
    jan.reads("Szukano też").looks(SEARCH)
    category(jan).select_option("people")
    jan.page.wait_for_url("**category=people**")
    expect(category(jan)).to_have_value("people")

    hit.click()
    jan.looks(ARTICLE).click("Wróć do wyszukiwarki").is_at(SEARCH)
    expect(words(jan)).to_have_value(ASKED)
    expect(category(jan)).to_have_value("people")
    expect(hit).to_be_visible()


def test_a_reader_says_no_with_a_reason_and_then_yes(visitor):
    jan = visitor("jan-judges")
    jan.go("/help/add-users/").is_at(ARTICLE)

    jan.click("Nie").reads("Dlaczego artykuł oceniasz jako nieprzydatny?")
    jan.click("Wyślij powód").reads("Wybierz powód.")
    jan.choose("Nie rozumiem go").write("Czego zabrakło lub co się nie zgadza?", "Gdzie to jest?")
    jan.looks(ARTICLE).click("Wyślij powód").reads(THANKS, "Tutaj nie odpowiadamy.")

    jan.click("Zmień odpowiedź").click("Tak").reads(HELPED)
    jan.go("/help/add-users/").reads(HELPED).does_not_read(THANKS)


def test_nothing_found_leads_on(visitor):
    jan = visitor("jan-in-vain")
    jan.go("/help/search/?q=hipopotam").looks(SEARCH).reads("Nie ma artykułu na temat „hipopotam”")

    jan.click("Nie mogę się zalogować: znajdź właściwą drogę w kilku pytaniach")
    jan.is_at("Co przeszkadza?").page.go_back()
    jan.page.get_by_role("main").get_by_role("link", name="Napisz do nas").click()
    jan.is_at("Napisz do nas").page.go_back()
    jan.click("Licencje").is_at("Licencje")


def test_a_link_of_an_article_leads_into_the_readers_company(visitor):
    anna, urszula = visitor("anna"), visitor("urszula")

    anna.signs_in_as("Anna").go("/help/no-rights/")
    anna.page.get_by_role("article").get_by_role("link", name="Twój dostęp").click()
    anna.is_at("Twój dostęp").reads("Piekarnia Alfa")

    urszula.signs_in_as("Urszula").go("/help/no-rights/")
    urszula.page.get_by_role("article").get_by_role("link", name="Twój dostęp").click()
    urszula.looks("W której firmie?").page.get_by_role("main").get_by_role("searchbox").fill("a")
    urszula.page.keyboard.press("Enter")
    urszula.page.wait_for_url("**q=a")
    urszula.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    urszula.is_at("Twój dostęp")


def test_an_article_is_printed_without_what_surrounds_it(visitor):
    jan = visitor("jan-prints")
    jan.go("/help/add-users/").is_at(ARTICLE)

    jan.page.emulate_media(media="print")
    jan.reads(ARTICLE, "Krótki link").scans("the article on paper")
    for part in ("banner", "navigation", "search", "button", "contentinfo"):
        expect(jan.page.get_by_role(part)).to_have_count(0)
    for said in ("Czy artykuł był pomocny?", "Artykuły pokrewne", "Wróć do"):
        jan.does_not_read(said)


def test_help_works_without_scripts(visitor):
    jan = visitor("jan-without-scripts", scripts=False)
    jan.go("/help/")
    jan.page.get_by_role("main").get_by_role("searchbox").fill(ASKED)
    jan.click("Szukaj").is_at(SEARCH)
    category(jan).select_option("people")
    jan.click("Zawęź").click(ARTICLE).is_at(ARTICLE)

    jan.click("Nie").choose("Jest za długi").click("Wyślij powód").reads(THANKS)
    jan.click("Zmień odpowiedź").click("Tak").is_at(ARTICLE).reads(HELPED)
    jan.click("Użytkownicy i uprawnienia").is_at("Użytkownicy i uprawnienia")
