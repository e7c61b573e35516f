"""Whether an article helped: one voice for a person or a browser, changeable, with a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from klucznik.core import clock
from klucznik.help.departures import Voices
from klucznik.help.figures import (
    by_month,
    helpfulness,
    latest_words,
    most_searched,
    searched_in_vain,
    worst,
)
from klucznik.help.models import SearchCount, Voice
from klucznik.help.take_outs import voices
from klucznik.help.tasks import forget_old_words
from tests.help import library

pytestmark = pytest.mark.django_db
VOICE = "/help/free-device/voice/"
WHY = {"why": "1", "reason": "unclear", "words": "Nie wiem, gdzie kliknąć."}


@pytest.fixture
def article():
    return library.text(
        library.article("free-device"), "How to free a device", language="en"
    ).article


@pytest.fixture
def reader(article):
    return Client(headers={"accept-language": "en"})


def said():
    return list(Voice.objects.order_by("pk").values_list("helpful", "reason", "words"))


def test_a_reader_says_yes_without_signing_in(reader):
    assert "Was the article helpful?" in reader.get("/help/free-device/").content.decode()

    answer = reader.post(VOICE, {"helpful": "yes"})

    assert answer["Location"] == "/help/free-device/#voice"
    assert "It is good to know" in reader.get("/help/free-device/").content.decode()
    assert said() == [(True, "", "")]
    cookie = answer.cookies["reader"]
    assert cookie["httponly"]
    assert Voice.objects.get().visitor not in cookie.value


def test_one_browser_has_one_voice_signed_in_and_out(reader, cast):
    reader.force_login(cast.anna)
    reader.post(VOICE, {"helpful": "yes"})
    reader.logout()
    assert not reader.cookies.get(
        "reader"
    )  # the test's client forgets everything; a browser does not
    kept = Voice.objects.get()

    stays = Client(headers={"accept-language": "en"})
    stays.force_login(cast.anna)
    stays.post(VOICE, {"helpful": "yes"})
    cookie = stays.cookies["reader"].value
    stays.logout()
    stays.cookies["reader"] = cookie
    assert Voice.objects.get().pk == kept.pk
    assert "Was the article helpful?" in stays.get("/help/free-device/").content.decode()
    stays.post(VOICE, {"helpful": "no"})
    assert said() == [(False, "", "")]

    stays.force_login(cast.anna)
    stays.post(VOICE, {"helpful": "yes"})
    assert said() == [(True, "", "")]


def test_a_browser_without_a_voice_takes_no_other_one_away(reader, cast):
    reader.force_login(cast.anna)
    reader.post(VOICE, {"helpful": "yes"})

    Client().post(VOICE, {"helpful": "no"})

    assert sorted(said()) == [(False, "", ""), (True, "", "")]


def test_after_a_no_the_reason_is_asked_for(reader):
    reader.post(VOICE, {"helpful": "no"})
    assert "Why was the article of no use?" in reader.get("/help/free-device/").content.decode()

    reader.post(VOICE, WHY)

    assert said() == [(False, "unclear", "Nie wiem, gdzie kliknąć.")]
    assert "make the article better" in reader.get("/help/free-device/").content.decode()


def test_a_voice_can_be_changed_and_stays_one(reader):
    reader.post(VOICE, {"helpful": "no"})
    reader.post(VOICE, WHY)
    assert "Was the article helpful?" in reader.get(f"{VOICE}?change=1").content.decode()

    reader.post(VOICE, {"helpful": "yes"})

    assert said() == [(True, "", "")]


def test_in_place_only_the_block_is_fresh(reader):
    answer = reader.post(
        VOICE, {"helpful": "no"}, headers={"HX-Request": "true", "HX-Target": "voice"}
    )

    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith('<section id="voice"')
    assert "reader" in answer.cookies


@pytest.mark.parametrize(
    "sent", [{}, {"helpful": "perhaps"}, {"why": "1"}, {"why": "1", "reason": "x"}]
)
def test_what_says_nothing_is_refused_in_words(reader, sent):
    answer = reader.post(VOICE, sent)

    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()
    assert said() == []


def test_there_is_no_voice_about_what_nobody_can_read(article, reader):
    article.withdrawn_at = clock.now()
    article.save()

    assert reader.post(VOICE, {"helpful": "yes"}).status_code == 404
    assert reader.get("/help/nothing/voice/").status_code == 404


def test_whoever_signs_in_later_still_has_one_voice(article, cast, sign_in):
    browser = Client(headers={"accept-language": "en"})
    browser.post(VOICE, {"helpful": "no"})
    browser.force_login(cast.bogna)
    assert "Why was the article of no use?" in browser.get("/help/free-device/").content.decode()

    browser.post(VOICE, WHY)

    assert [(one.person, one.visitor, one.reason) for one in Voice.objects.all()] == [
        (cast.bogna, "", "unclear")
    ]
    sign_in(cast.bogna).post(VOICE, {"helpful": "yes"})
    assert said() == [(True, "", "")]


def test_an_address_that_forgets_its_cookie_is_stopped(article):
    codes = [Client().post(VOICE, {"helpful": "yes"}).status_code for _ in range(11)]

    assert codes == [302] * 10 + [422]
    assert Voice.objects.count() == 10


def test_a_forged_cookie_is_another_browser(reader):
    reader.post(VOICE, {"helpful": "yes"})
    stranger = Client()
    stranger.cookies["reader"] = Voice.objects.get().visitor

    stranger.post(VOICE, {"helpful": "no"})

    assert Voice.objects.count() == 2


def test_the_person_takes_it_out_and_it_goes_with_them(article, cast, sign_in):
    sign_in(cast.bogna).post(VOICE, WHY)

    assert voices(cast.bogna)[0]["words"] == WHY["words"]
    assert Voices().inventory(cast.bogna)[0].count == 1

    Voices().anonymize(cast.bogna)

    kept = Voice.objects.get()
    assert (kept.person, kept.helpful, kept.reason, kept.words) == (None, False, "unclear", "")
    assert len(kept.visitor) == 64


def test_words_are_forgotten_after_400_days(reader, travel):
    reader.post(VOICE, WHY)

    travel(days=401)
    forget_old_words()

    assert said() == [(False, "unclear", "")]


def test_the_staff_sees_what_helps_and_what_is_searched_in_vain(article, reader):
    for number in range(4):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(VOICE, WHY if number else {"helpful": "yes"})
    SearchCount.objects.create(
        day=clock.today(), language="pl", query="hipopotam", results=0, times=3
    )
    SearchCount.objects.create(
        day=clock.today(), language="pl", query="licencja", results=5, times=9
    )

    assert [(one.of, one.yes, one.no, one.percent) for one in helpfulness()] == [
        (article, 1, 3, 25)
    ]
    assert worst()[0].of == article
    assert (by_month(article)[-1].yes, by_month()[-1].no, by_month()[0].voices) == (1, 3, 0)
    assert latest_words(article)[0].words == WHY["words"]
    assert [(one.query, one.times) for one in most_searched()] == [
        ("licencja", 9),
        ("hipopotam", 3),
    ]
    assert [one.query for one in searched_in_vain()] == ["hipopotam"]
