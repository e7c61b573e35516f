"""Somebody who cannot sign in answers a few questions, and each way ends at a page that helps."""

from __future__ import annotations

from django.utils import translation
from playwright.sync_api import Response

from klucznik.help.guide import Step, step_at, steps
from klucznik.help.wording import address_of, told
from tests.browser.people import Visitor

GUIDE = "/help/cannot-sign-in/guide/"
ENDS = [step for step in steps() if step.is_end]


def answer(visitor: Visitor, step: Step) -> Visitor:
    """Take the answer that leads to this step, on the page of the question before it."""
    visitor.page.locator(f'.guide__answer[href="?way={step.way}"]').click()
    with translation.override("pl"):
        here = told(step)
        return visitor.is_at(here["end"]["title"] if step.is_end else here["question"])


def question_before(step: Step) -> str:
    return f"{GUIDE}?way={step.back}" if step.back else GUIDE


def is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and not 300 <= answer.status < 400


def open_door(visitor: Visitor) -> str:
    """Press the one button of an end; what is wrong with what opens."""
    with visitor.page.expect_response(is_page) as waiting:
        visitor.page.locator(".actions .button--primary").click()
    page = waiting.value
    return "" if page.ok else f"{page.url}: {page.status}"


def test_the_guide_is_entered_where_one_signs_in_and_can_be_walked_back(visitor):
    jan = visitor("jan")
    jan.go("/account/sign-in/").click("Nie mogę się zalogować").looks("Co przeszkadza?")

    end = max(ENDS, key=lambda step: len(step.given))
    for number in range(1, len(end.given) + 1):
        answer(jan, step_at(".".join(one.code for one in end.given[:number])))
    jan.scans("an end of the guide").reads("Ile to potrwa", "Przygotuj")

    for _answer in end.given:
        jan.click("Wróć")
    jan.is_at("Co przeszkadza?")


def test_each_way_ends_at_a_page_that_opens(visitor):
    jan = visitor("jan-everywhere")
    opened: set[str] = set()

    for step in steps():
        if step.given:
            jan.go(question_before(step))
            answer(jan, step)
        if step.is_end and address_of(step.here) not in opened:
            opened.add(address_of(step.here))
            assert not open_door(jan), step.way


def test_behind_sign_in_each_page_opens_for_a_member_of_a_company(visitor):
    bartek = visitor("bartek")
    bartek.signs_in_as("Bartek").is_at("Moje produkty")

    for step in {address_of(step.here): step for step in ENDS if step.here.signed_in}.values():
        bartek.go(f"{GUIDE}?way={step.way}")
        assert not open_door(bartek), step.way
