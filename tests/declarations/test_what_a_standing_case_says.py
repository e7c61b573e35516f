"""While a case stands still, its page tells until when, and promises nothing that would not hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.sums import evidence_context
from klucznik.declarations.timeline import earliest_grant
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.in_notice(cast)


def page(case, browser) -> str:
    return browser.get(reverse("declarations:case", args=[case.public_id])).content.decode()


def test_the_claimant_reads_until_when_the_objector_may_send_evidence(case, cast, sign_in):
    contest = object_to(cases.voice(case, "former_administrator"))
    case = cases.fresh(case)
    shown = page(case, sign_in(cast.dorota))

    assert f"has until {date_long(contest.look_until)}" in shown
    assert earliest_grant(case) >= contest.look_until + timedelta(days=1)
    assert f"{timezone.localtime(case.notice_ends_at):%-d}" in shown


def test_nothing_is_said_to_shorten_a_wait_that_stands_or_stood_still(case):
    assert evidence_context(case)["ways"]

    contest = object_to(cases.voice(case, "former_administrator"))
    assert not evidence_context(cases.fresh(case))["ways"]
    contest.declaration.refresh_from_db()
    case = cases.fresh(case)
    case.frozen_at, case.about = None, {"stood_still": True}
    assert not evidence_context(case)["ways"]


def test_whoever_may_object_reads_when_it_happens_and_whom_to_ask(case):
    secret = cases.secret_of(cases.voice(case, "former_administrator"))
    browser = Client(headers={"accept-language": "en"})
    shown = browser.get(reverse("declarations:objection", args=[secret])).content.decode()

    assert "this can happen after" in shown
    assert f"give the number {case.number}" in shown


def test_an_objection_is_taken_back_on_its_page(case):
    contest = object_to(cases.voice(case, "former_administrator"))
    secret = cases.secret_of(cases.voice(case, "former_administrator"))
    browser = Client(headers={"accept-language": "en"})
    address = reverse("declarations:objection_back", args=[secret])
    assert "Take the objection back" in browser.get(address.removesuffix("back/")).content.decode()
    assert browser.get(address).status_code == 405

    browser.post(address)

    contest.refresh_from_db()
    assert contest.taken_back_at
    assert (
        "You took the objection back" in browser.get(address.removesuffix("back/")).content.decode()
    )


def test_a_second_click_on_send_says_that_it_was_sent(case, cast, sign_in):
    browser = sign_in(cast.bogna)
    sent = cases.submitted(cast.bogna, cast.alfa)
    answer = browser.post(reverse("declarations:submit", args=[sent.public_id]), follow=True)

    assert answer.status_code == 200
    assert "It has been sent already." in answer.content.decode()


def test_paper_is_named_among_what_would_help(cast):
    cases.lose_the_keys(cast)
    draft = cases.draft(cast.dorota, cast.alfa)

    labels = [way.label for way in evidence_context(draft)["ways"]]
    assert "handwritten signatures, compared with the register" in labels
