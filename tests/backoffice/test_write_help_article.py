"""Staff write an article, look at it, publish it now or later; nothing that was typed is ever lost."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from klucznik.backoffice.models import StaffSession
from klucznik.core import clock
from klucznik.core.templatetags.ui import datetime_long
from klucznik.events.models import Event
from klucznik.help.models import Article, Revision, Text
from klucznik.help.tasks import publish_texts
from tests.backoffice.desk import at_work
from tests.backoffice.help_desk import article, drafted, published, typed

TEXT = "/staff/help/articles/create-account/pl/"


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


def texts(answer) -> str:
    return answer.content.decode()


def test_a_draft_is_kept_and_readers_see_nothing_of_it(ewa, cast):
    found = article()
    answer = ewa.post(
        TEXT, typed(found, title="Konto", body="Wpisz adres.\r\n", keywords="a; b,\nA, a")
    )

    draft = found.revisions.get(dropped_at=None)
    assert answer.url == TEXT
    assert (draft.title, draft.body, draft.keywords) == ("Konto", "Wpisz adres.\n", ["a", "b", "A"])
    assert not Text.objects.exists()


def test_saving_what_is_there_already_makes_no_new_revision(ewa, cast):
    found = article()
    published(found)

    told = texts(ewa.post(TEXT, typed(found), follow=True))

    assert "Nothing has changed" in told
    assert found.revisions.count() == 1


TOO_MUCH = [
    ({"title": ""}, "title"),
    ({"title": "x" * 161}, "title"),
    ({"summary": "x" * 301}, "summary"),
    ({"keywords": "x" * 61}, "keywords"),
    ({"keywords": ",".join(map(str, range(31)))}, "keywords"),
    ({"note": "x" * 201}, "note"),
    ({"body": "x" * 60_001}, "body"),
]


def test_what_cannot_be_kept_is_told_at_its_field_and_stays_typed(ewa):
    found = article()

    for words, field in TOO_MUCH:
        answer = ewa.post(TEXT, typed(found, title="Konto", body="Tego nie zgubię.") | words)
        assert answer.status_code == 422, field
        assert answer.context["form"].errors[field]
        assert words.get("body", "Tego nie zgubię.") in texts(answer)
    assert not found.revisions.exists()


def test_the_preview_shows_the_page_and_keeps_nothing(ewa):
    found = article()
    words = typed(
        found, title="Konto <b>", body="## Tu\n\n<script>alert(1)</script>\n\n[x](article:nic)"
    )

    whole = ewa.post(f"{TEXT}preview/", words)
    part = ewa.post(
        f"{TEXT}preview/", words, headers={"hx-request": "true", "hx-target": "preview"}
    )

    assert whole.status_code == part.status_code == 200
    assert "<html" in texts(whole)
    assert "<html" not in texts(part)
    for page in (texts(whole), texts(part)):
        assert "<h2 id=" in page
        assert "<script>alert" not in page
        assert "Konto &lt;b&gt;" in page
        assert "Line 3: " in page
        assert "Line 5: " in page
    assert not found.revisions.exists()


# --- publishing


def test_publishing_saves_and_shows_it_to_readers(ewa, cast):
    found = article()

    ewa.post(f"{TEXT}publish/", typed(found, title="Konto", body="Wpisz adres.", note="pierwsza"))

    text = Text.objects.get()
    assert (text.title, text.revision.note, text.revision.published_by) == (
        "Konto",
        "pierwsza",
        cast.ewa,
    )
    assert "<p>Wpisz adres.</p>" in text.html
    assert Event.objects.filter(kind="article.published").count() == 1
    again = ewa.post(f"{TEXT}publish/", typed(found))
    assert again.status_code == 422
    assert "exactly these words already" in texts(again)


def test_a_text_with_problems_is_not_published_and_says_where(ewa):
    found = article()
    when = {"day": f"{clock.today() + timedelta(days=3):%Y-%m-%d}"}
    wrong = ["", "  \n", "[x](javascript:alert(1))", "[x](article:nic)", "![](file:nic.png)"]

    for act, body in itertools.product(["publish", "plan"], wrong):
        answer = ewa.post(f"{TEXT}{act}/", typed(found, title="Konto", body=body, **when))
        assert answer.status_code == 422, body
        assert answer.context["form"].errors["body"]
        assert answer.context["form"].words["body"].strip() == body.strip()
    assert not Text.objects.exists()
    assert not found.revisions.exists()


# --- at a day and time


def test_a_text_is_published_at_the_hour_in_poland(ewa, travel):
    found = article()
    day = clock.today() + timedelta(days=3)
    words = typed(found, title="Konto", body="Wpisz.", day=f"{day}")

    told = texts(ewa.post(f"{TEXT}plan/", words | {"hour": "17:30"}, follow=True))
    assert f"see it on {datetime_long(found.revisions.get().publish_at)}." in told
    ewa.post(f"{TEXT}plan/cancel/", {"draft": "1"})
    assert found.revisions.get().publish_at is None
    ewa.post(f"{TEXT}plan/", words | {"hour": "17:30", "base": typed(found)["base"]})

    wanted = datetime(day.year, day.month, day.day, 17, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert found.revisions.get().publish_at == wanted
    assert not Text.objects.exists()
    travel(days=4)
    publish_texts()
    assert Text.objects.get().revision == found.revisions.get()


def test_a_page_that_is_old_does_nothing_to_a_newer_draft(ewa):
    found = article()
    drafted(found)
    drafted(found, title="Nowsze")

    told = texts(ewa.post(f"{TEXT}drop/", {"draft": "1"}, follow=True))
    assert "This draft is no longer there" in told
    assert found.revisions.get(dropped_at=None).title == "Nowsze"

    page = texts(ewa.get(TEXT))
    assert page.count('name="draft" value="2"') == 1
    ewa.post(f"{TEXT}drop/", {"draft": "2"})
    assert not found.revisions.filter(dropped_at=None).exists()
    assert "This draft is no longer there" in texts(
        ewa.post(f"{TEXT}drop/", {"draft": "2"}, follow=True)
    )


NO_MOMENTS = [
    ("", "", "day"),
    ("2020-01-01", "08:00", "day"),
    ("2026-13-01", "", "day"),
    ("9999-12-31", "23:59", "day"),
    ("0001-01-01", "00:00", "day"),
    ("2027-03-28", "02:30", "hour"),
    ("2027-03-03", "25:00", "hour"),
]


def test_a_moment_that_is_none_is_refused(ewa):
    found = article()

    for day, hour, field in NO_MOMENTS:
        words = typed(found, title="Konto", body="Wpisz.", day=day, hour=hour)
        answer = ewa.post(f"{TEXT}plan/", words)
        assert answer.status_code == 422, (day, hour)
        assert answer.context["form"].errors[field]
    assert not found.revisions.exists()


def test_the_draft_is_dropped_and_its_words_stay_in_the_history(ewa, cast):
    found = article()
    published(found, body="Stare.")
    drafted(found, by=cast.ewa, body="Nowe.")

    ewa.post(f"{TEXT}drop/", {"draft": "2"})
    again = ewa.post(f"{TEXT}drop/", {"draft": "2"}, follow=True)

    assert again.status_code == 200
    assert found.revisions.filter(dropped_at__isnull=False, body="Nowe.").count() == 1
    assert ewa.get(TEXT).context["form"]["body"].value() == "Stare."


# --- two writers, and a session that ends


def test_the_second_of_two_writers_is_told_and_loses_nothing(ewa, cast, sign_in):
    found = article()
    published(found, body="Pierwsze zdanie tekstu.")
    hers = typed(found, body="Zdanie Ewy jest tutaj.")
    henryk = at_work(sign_in, cast.henryk)
    henryk.post(TEXT, typed(found, body="Zdanie Henryka jest tutaj.", note="poprawka"))

    answers = [ewa.post(f"{TEXT}{act}", hers) for act in ("", "publish/")]

    for answer in answers:
        page = texts(answer)
        assert answer.status_code == 422
        assert "Henryk Hen" in page
        assert "poprawka" in page
        assert "Zdanie Ewy jest tutaj." in page
        assert "Zdanie Henryka jest tutaj." in page
        assert "<del>" in page
    assert head_body(found) == "Zdanie Henryka jest tutaj."
    base = answers[0].context["form"]["base"].value()
    ewa.post(TEXT, hers | {"base": base})
    assert head_body(found) == "Zdanie Ewy jest tutaj."
    assert found.revisions.filter(body="Zdanie Henryka jest tutaj.\n").exists()


def head_body(found: Article) -> str:
    return found.revisions.get(published_at=None, dropped_at=None).body.strip()


def test_the_same_change_by_two_writers_is_no_quarrel(ewa, cast):
    found = article()
    published(found)
    hers = typed(found, body="To samo.")
    drafted(found, by=cast.henryk, body="To samo.")

    assert ewa.post(TEXT, hers | {"summary": "Zakładasz konto."}).status_code == 302


def test_words_sent_after_the_staff_session_are_kept_for_the_next_one(ewa, cast):
    found = article()
    StaffSession.objects.update(ends_at=timezone.now())

    answer = ewa.post(f"{TEXT}publish/", typed(found, title="Konto", body="Długi tekst."))

    assert answer.url == f"/staff/?next={TEXT.replace('/', '%2F')}"
    assert not found.revisions.exists()
    ewa.post("/staff/")
    back = ewa.get(TEXT)
    assert "Your words were kept" in texts(back)
    assert back.context["form"]["body"].value() == "Długi tekst."
    assert not found.revisions.exists()
    assert ewa.get(TEXT).context["form"]["body"].value() == ""


def test_a_preview_after_the_staff_session_says_so_in_its_place(ewa):
    found = article()
    StaffSession.objects.update(ends_at=timezone.now())

    part = ewa.post(f"{TEXT}preview/", typed(found, body="x"), headers={"hx-request": "true"})

    assert 'id="preview"' in texts(part)
    assert "staff session is over" in texts(part)


def test_what_is_not_there_is_not_found(ewa):
    article()

    for path in ("nowhere/", "nowhere/pl/", "create-account/de/", "create-account/de/history/"):
        assert ewa.get(f"/staff/help/articles/{path}").status_code == 404
    assert not Revision.objects.exists()
