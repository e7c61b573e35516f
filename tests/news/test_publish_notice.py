"""A notice from the draft to its readers: seen in both languages, refused where something is missing, told once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.news.actions.publishing import plan, publish
from klucznik.news.actions.writing import correct, draft, edit
from klucznik.news.errors import PublishedAlready
from klucznik.news.models import Notice
from klucznik.news.states import Phase
from klucznik.news.tasks import publish_due
from tests import factories
from tests.backoffice.desk import at_work
from tests.cast import gather
from tests.companies.test_races import at_once
from tests.news.telling import content, drafted, told, typed

pytestmark = pytest.mark.django_db


def test_staff_write_look_and_publish(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)

    preview = browser.post("/staff/notices/new/", typed(act="preview", body_en="- one\n- two"))
    kept = browser.post("/staff/notices/new/", typed(), follow=True)
    notice = Notice.objects.get()
    published = browser.post(f"/staff/notices/{notice.public_id}/publish/", follow=True)

    assert b"<li>one</li>" in preview.content.replace(b"<p>", b"").replace(b"</p>", b"")
    assert b"It concerns 9 people today." in preview.content
    assert b"Nobody but the staff sees it." in kept.content
    assert b"Words in English." in kept.content
    assert "Treść po polsku." in kept.content.decode()
    assert b"Published." in published.content
    assert b"Letters go out" not in published.content
    assert b"Henryk Hen" in published.content
    assert Notice.objects.get().phase == Phase.STANDING
    assert b"Important words" in browser.get("/news/").content


def test_withdrawing_is_unfolded_first_and_says_what_it_does(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)
    sent = told(cast.henryk, "break", by_email=True)
    pages = {
        notice: browser.get(f"/staff/notices/{notice.public_id}/").content.decode()
        for notice in (sent, told(cast.henryk, "break"), drafted(cast.henryk))
    }

    for notice, page in pages.items():
        folded = page.split("<details")[-1]
        assert f"{notice.public_id}/withdraw/" in folded
        assert ("is told that it does not take place" in folded) == (notice == sent)
    assert "No customer has seen it" in page
    terms = drafted(cast.henryk, "terms")
    published = browser.post(f"/staff/notices/{terms.public_id}/publish/", follow=True)
    assert b"Published. Letters go out by themselves." in published.content


def test_support_and_reviewers_publish_nothing(cast, sign_in):
    for person in (cast.ewa, cast.filip):
        assert at_work(sign_in, person).get("/staff/notices/").status_code == 403


WRONG = [
    ({"kind": ""}, "Choose what the notice is about."),
    ({"kind": "party"}, "Choose one of these."),
    ({"title_pl": "", "title_en": ""}, "Type a title, at least in Polish."),
    ({"title_pl": "x" * 121}, "at most 120"),
    ({"starts_at": "jutro"}, "This is not a day and an hour."),
    ({"starts_at": "0001-01-01T00:00"}, "This is not a day and an hour."),
    ({"starts_at": "2027-03-28T02:30"}, "On this night the clocks change"),
    ({"starts_at": "2026-10-25T02:30"}, "On this night the clocks change"),
    ({"starts_at": "2026-12-05T22:00", "ends_at": "2026-12-05T02:00"}, "Mind the date"),
    ({"starts_at": "2026-12-05T22:00", "ends_at": "2026-12-05T22:00"}, "Mind the date"),
    ({"products": ["no-such-product"]}, "Choose products of the catalog."),
    ({"services": ["moon"]}, "moon"),
    ({"impact": "gone"}, "gone"),
    ({"body_pl": "a\0b"}, "Null characters are not allowed."),
]


def test_a_wrong_draft_comes_back_as_it_was_typed(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)

    for wrong, sentence in WRONG:
        for act in ({}, {"act": "preview"}):
            page = browser.post("/staff/notices/new/", typed(**wrong, **act))
            assert page.status_code == 422, wrong
            assert sentence in page.content.decode()
            assert "Words in English." in page.content.decode()
    assert not Notice.objects.exists()


def test_what_was_typed_waits_for_a_new_staff_session(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)
    address = f"/staff/notices/{told(cast.henryk, 'trouble').public_id}/"
    for path, back, words in [
        ("/staff/notices/new/", "/staff/notices/new/", typed(body_en="Long words")),
        (f"{address}continue/", address, {"words_pl": "Long words", "impact": "down"}),
    ]:
        browser.post("/staff/end/")
        asked = browser.post(path, words)
        assert asked.url.startswith("/staff/?next=")
        browser.post("/staff/")

        assert b"Long words" in browser.get(back).content
        assert b"Long words" not in browser.get(back).content
    assert Notice.objects.count() == 1


HOUR = timedelta(hours=1)


INCOMPLETE = [
    ("news", {"titles": {"pl": "", "en": "Words"}}, "notice_polish_missing"),
    ("news", {"bodies": {"pl": "Treść", "en": ""}}, "notice_english_missing"),
    ("news", {"bodies": {"pl": "[x](javascript:alert(1))", "en": "x"}}, "notice_words_broken"),
    ("break", {"starts_at": None}, "notice_hours_missing"),
    ("break", {"ends_at": None}, "notice_hours_missing"),
    ("break", {"starts_at": -3, "ends_at": -1}, "notice_in_the_past"),
    ("trouble", {"starts_at": 1}, "notice_trouble_in_the_future"),
    ("trouble", {"impact": "down", "services": []}, "notice_service_missing"),
]


def test_what_is_missing_is_named_before_anybody_is_told(cast):
    for kind, given, code in INCOMPLETE:
        moments = {
            name: clock.now() + value * HOUR if isinstance(value, int) else value
            for name, value in given.items()
        }
        notice = drafted(cast.henryk, kind, **moments)

        with pytest.raises(DomainError) as refusal:
            publish(cast.henryk, notice)

        assert refusal.value.code == code
    assert not Event.objects.filter(kind=Kind.NOTICE_PUBLISHED).exists()


def test_a_notice_for_nobody_is_refused(cast):
    unused = factories.product("nikt-nie-ma")
    notice = drafted(cast.henryk, products=[unused])

    with pytest.raises(DomainError) as refusal:
        publish(cast.henryk, notice)

    assert refusal.value.code == "notice_nobody_concerned"


def test_an_impossible_date_of_publication(cast, sign_in):
    browser = at_work(sign_in, cast.henryk)
    for kind, hours, code in [
        ("news", -1, "notice_date_in_the_past"),
        ("break", 25, "notice_date_after_start"),
        ("trouble", 5, "notice_trouble_at_once"),
    ]:
        notice = drafted(cast.henryk, kind)
        with pytest.raises(DomainError) as refusal:
            plan(cast.henryk, notice, publish_at=clock.now() + hours * HOUR)
        assert refusal.value.code == code

        address = f"/staff/notices/{notice.public_id}/plan/"
        page = browser.post(address, {"publish_at": "kiedyś"})
        assert page.status_code == 422
        assert "kiedyś" in page.content.decode()


def test_its_date_publishes_it(cast, travel, deliver):
    notice = drafted(cast.henryk)
    plan(cast.henryk, notice, publish_at=clock.now() + 5 * HOUR)

    publish_due()
    deliver()
    assert Notice.objects.get().phase == Phase.SCHEDULED
    travel(hours=5)
    publish_due()
    publish_due()
    deliver()

    assert Notice.objects.get().phase == Phase.STANDING
    assert Event.objects.filter(kind=Kind.NOTICE_PUBLISHED).count() == 1


def test_what_cannot_come_out_at_its_date_becomes_a_draft_again(cast, travel, deliver):
    notice = drafted(cast.henryk, products=[cast.alfa_license.product])
    plan(cast.henryk, notice, publish_at=clock.now() + 5 * HOUR)
    cast.alfa_license.product.licenses.update(status="suspended")

    travel(hours=6)
    publish_due()
    deliver()

    assert Notice.objects.get().phase == Phase.DRAFT
    held_back = Event.objects.told().get(kind=Kind.NOTICE_HELD_BACK)
    assert "It concerns nobody today" in held_back.sentence


def test_a_planned_notice_stays_complete(cast):
    notice = drafted(cast.henryk)
    plan(cast.henryk, notice, publish_at=clock.now() + HOUR)

    with pytest.raises(DomainError) as refusal:
        edit(cast.henryk, notice, content(titles={"pl": "Tylko po polsku", "en": ""}))

    assert refusal.value.code == "notice_english_missing"
    assert Notice.objects.get().titles["en"] == "Important words"


def test_published_words_are_corrected_and_nothing_else(cast, deliver, mailoutbox):
    notice = told(cast.henryk, by_email=True)
    deliver()
    before = len(mailoutbox)

    with pytest.raises(PublishedAlready):
        edit(cast.henryk, notice, content())
    words = {"pl": "Lepiej", "en": "Better"}
    correct(cast.grazyna, notice, titles=words, bodies=words)
    deliver()

    assert Notice.objects.get().title == "Better"
    assert len(mailoutbox) == before
    assert Event.objects.get(kind=Kind.NOTICE_CORRECTED).actor == cast.grazyna


def test_a_draft_is_found_by_nobody(cast, client):
    notice = draft(cast.henryk, content())

    assert client.get(notice.get_absolute_url()).status_code == 404
    assert b"Important" not in client.get("/news/").content


@pytest.mark.django_db(transaction=True)
def test_published_by_two_at_once_it_comes_out_once():
    cast = gather()
    notice = drafted(cast.henryk, by_email=True)

    results = at_once([partial(publish, cast.henryk, notice) for _ in range(4)])

    assert sum(isinstance(one, PublishedAlready) for one in results) == 3
    assert Event.objects.filter(kind=Kind.NOTICE_PUBLISHED).count() == 1
