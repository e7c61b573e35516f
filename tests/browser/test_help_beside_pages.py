"""Help where it is needed: the panel beside a page, the way from a refusal, and a page where no scripts run."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import NARROW, WIDE, Visitor

PANEL = "#help-panel"


def opens_help(visitor: Visitor) -> Visitor:
    """Press the door to help, and wait for what fits the page."""
    visitor.page.locator("[data-help-door]:visible").click()
    expect(visitor.page.locator(f"{PANEL} .help-here__article").first).to_be_visible()
    return visitor


def test_articles_are_read_beside_the_page(visitor):
    anna = visitor("anna")
    anna.signs_in_as("Anna").is_at("Moje produkty")
    panel = anna.page.locator(PANEL)

    for size in (WIDE, NARROW):  # beside the page, and over it
        anna.page.set_viewport_size(size)
        opens_help(anna).scans("the panel with its list")
        panel.locator(".help-here__article").first.click()
        expect(panel.get_by_role("article").get_by_role("heading").first).to_be_focused()
        anna.scans("the panel with an article")
        panel.get_by_role("link", name="Wróć do listy").click()
        expect(panel.locator(".help-here__article").first).to_be_visible()
        anna.page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(anna.page.locator("[data-help-door]:visible")).to_be_focused()
    anna.is_at("Moje produkty")


def test_the_panel_finds_what_does_not_fit_the_page(visitor):
    anna = visitor("anna-searches")
    anna.signs_in_as("Anna").is_at("Moje produkty")

    opens_help(anna)
    anna.page.locator(PANEL).get_by_role("searchbox").fill("odzyskac dostep")
    anna.page.keyboard.press("Enter")

    expect(anna.page.locator(f"{PANEL} [data-help-focus]")).to_be_focused()
    expect(anna.page.locator(f"{PANEL} .help-here__article").first).to_be_visible()


def test_a_refusal_opens_its_article_and_keeps_what_was_typed(visitor):
    dorota = visitor("dorota")
    dorota.signs_in_as("Dorota").go("/companies/connect/")

    dorota.write("NIP lub VATIN", "5252248480").click("Zatwierdź")
    dorota.page.get_by_role("link", name="Przeczytaj, co zrobić").first.click()

    expect(dorota.page.locator(PANEL).get_by_role("article")).to_be_visible()
    expect(dorota.page.get_by_role("textbox", name="NIP lub VATIN")).to_have_value("525-224-84-80")


def test_without_scripts_help_with_a_page_is_a_page(visitor):
    dorota = visitor("dorota-without-scripts", scripts=False)
    dorota.signs_in_as("Dorota").go("/companies/connect/").is_at("Dodaj firmę")

    dorota.page.locator("[data-help-door]:visible").click()
    dorota.is_at("Pomoc do tej strony").page.locator(".help-here__article").first.click()
    dorota.page.get_by_role("article").first.wait_for()
