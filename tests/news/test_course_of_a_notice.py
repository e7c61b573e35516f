"""How a break or trouble goes on: a word more, other hours, the end, and what is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.news.actions.course import change_hours, continue_notice, end, withdraw
from klucznik.news.actions.writing import draft
from klucznik.news.board import board
from klucznik.news.models import Notice
from klucznik.news.states import Impact, Phase
from tests.backoffice.desk import at_work
from tests.news.telling import content, told

pytestmark = pytest.mark.django_db
WORDS = {"pl": "Szukamy przyczyny.", "en": "We look for the cause."}
HOUR = timedelta(hours=1)


def refused(act, *given, **more) -> str:
    with pytest.raises(DomainError) as refusal:
        act(*given, **more)
    return refusal.value.code


def test_a_trouble_goes_on_and_ends(cast, sign_in, client):
    browser = at_work(sign_in, cast.henryk)
    address = f"/staff/notices/{told(cast.henryk, 'trouble', impact='limited').public_id}"
    typed = {"words_pl": WORDS["pl"], "words_en": WORDS["en"], "impact": "down"}

    went_on = browser.post(f"{address}/continue/", typed, follow=True)

    assert b"Added. It stands on the status page now." in went_on.content
    assert board().sentence == "Some services do not work"
    assert [part.impact for part in board().parts][:2] == [Impact.DOWN, Impact.NONE]
    assert "Szukamy przyczyny." in client.get("/news/status/").content.decode().replace("\xa0", " ")

    ended = browser.post(f"{address}/end/", {"words_pl": "", "words_en": ""}, follow=True)

    assert b"It is over." in ended.content
    assert board().sentence == "All services work"
    assert [story.phase for story in board().past] == [Phase.OVER]
    kinds = [
        event.kind for event in Event.objects.filter(kind__startswith="notice.").order_by("id")
    ]
    assert kinds == ["notice.drafted", "notice.published", "notice.continued", "notice.ended"]


def test_a_word_that_is_not_complete_comes_back(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)
    address = f"/staff/notices/{told(cast.henryk, 'trouble').public_id}"

    without = browser.post(f"{address}/continue/", {"words_pl": "Tylko po polsku"})
    wrong = browser.post(f"{address}/hours/", {"starts_at": "wczoraj", "ends_at": ""})

    assert without.status_code == wrong.status_code == 422
    assert b"Say how it goes on, in English." in without.content
    assert b"Say what works now." in without.content
    assert b"Tylko po polsku" in without.content
    assert b"This is not a day and an hour." in wrong.content


def test_hours_change_and_are_checked_like_new_ones(cast):
    notice = told(cast.henryk, "break")
    start, stop = notice.starts_at, notice.ends_at
    hours = {"starts_at": start, "ends_at": stop}

    assert refused(change_hours, cast.henryk, notice, **hours) == "notice_hours_unchanged"
    same = {"starts_at": start, "ends_at": start}
    assert refused(change_hours, cast.henryk, notice, **same) == "notice_end_before_start"
    none = {"starts_at": start, "ends_at": None}
    assert refused(change_hours, cast.henryk, notice, **none) == "notice_hours_missing"
    past = {"starts_at": clock.now() - 3 * HOUR, "ends_at": clock.now() - HOUR}
    assert refused(change_hours, cast.henryk, notice, **past) == "notice_in_the_past"
    change_hours(cast.henryk, notice, starts_at=start + HOUR, ends_at=stop + HOUR)

    assert Notice.objects.get().ends_at == stop + HOUR
    assert Event.objects.get(kind=Kind.NOTICE_MOVED).facts["was_to"] == stop.isoformat()


def test_what_has_no_course_is_refused(cast, travel):
    news, planned = told(cast.henryk), told(cast.henryk, "break")
    unpublished = draft(cast.henryk, content("trouble"))

    assert refused(end, cast.henryk, news, words={}) == "notice_not_lasting"
    assert refused(end, cast.henryk, planned, words={}) == "notice_not_begun"
    assert refused(end, cast.henryk, unpublished, words={}) == "notice_not_published"
    travel(days=5)
    more = {"words": WORDS, "impact": "none"}
    assert refused(continue_notice, cast.henryk, planned, **more) == "notice_over_already"
    withdraw(cast.henryk, news)
    assert refused(withdraw, cast.henryk, news) == "notice_withdrawn_already"


def test_a_withdrawn_notice_says_so_and_nothing_else(cast, sign_in, client):
    notice = told(cast.henryk, "break")

    at_work(sign_in, cast.henryk).post(f"/staff/notices/{notice.public_id}/withdraw/")
    page = client.get(notice.get_absolute_url())

    assert page.status_code == 410
    assert b"Important words" not in page.content
    assert b"Important words" not in client.get("/news/").content
    assert board().planned == []


def test_a_break_is_planned_begins_takes_longer_and_is_over(cast, travel):
    told(cast.henryk, "break")

    assert [story.phase for story in board().planned] == [Phase.PLANNED]
    travel(days=1, hours=1)
    assert board().sentence == "Some services do not work"
    travel(hours=2)
    assert [story.phase for story in board().running] == [Phase.OVERDUE]
    travel(hours=13)
    assert [story.lasted for story in board().past] == ["2 hours"]
    travel(days=90)
    assert board().past == []
