"""Tax ID and license number lead to the invitation, and to nothing else; never to paper."""

from __future__ import annotations

import pytest

FIRST = "/subiekt-123/first/"


def ask(browser, tax_id="701-002-34-66", number="AAAA-BBBB"):
    browser.get("/subiekt-123/").get(FIRST)
    return browser.post(FIRST, tax_id=tax_id, number=number)


def test_the_invitation_is_sent_again_and_nobody_is_signed_in(browser, portal):
    ask(browser)

    assert portal.world.asked_for == [("701-002-34-66", "AAAA-BBBB")]
    assert "Otwórz zaproszenie z\u00a0wiadomości e-mail" in browser.page
    assert "Pismo do producenta nie jest potrzebne." in browser.page
    assert "Zalogowano" not in browser.page
    assert not portal.world.tokens


@pytest.mark.parametrize("number", ["AAAA-BBBB", "zły numer", "'; --"])
def test_the_answer_is_the_same_for_every_number(browser, portal, number):
    right = ask(browser).page
    other = ask(browser, number=number).page

    assert other == right


def test_both_are_needed(browser, portal):
    ask(browser, number=" ")

    assert browser.status == 422
    assert "Wpisz NIP i\u00a0numer licencji." in browser.page
    assert 'value="701-002-34-66"' in browser.page
    assert not portal.world.asked_for


def test_too_many_tries_are_told_in_the_words_of_the_portal(browser, portal):
    portal.world.most_finds = 0

    ask(browser)

    assert "Zbyt wiele prób. Spróbuj za 60 minut." in browser.page
