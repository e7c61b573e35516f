"""Clocks: set back, dead, ahead. Nobody honest is hurt, and nobody gains a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from klucznik_client.clock import Clock
from tests.sdk.test_activate import activated
from tests.stub.world import BEGINNING

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OLD_BOARD = datetime(2001, 1, 1, tzinfo=UTC)


class Times:
    """A computer's clock and how long it has been running."""

    def __init__(self, now=BEGINNING, known=BEGINNING):
        self.now, self.running = now, 0.0
        self.clock = Clock(known, lambda: self.now, lambda: self.running)

    def read(self):
        reading = self.clock.read()
        return reading.now, reading.warning


def test_an_honest_clock_is_believed_and_remembered():
    times = Times(BEGINNING + timedelta(days=3))

    assert times.read() == (BEGINNING + timedelta(days=3), "")
    assert times.clock.known == BEGINNING + timedelta(days=3)


def test_a_correction_of_minutes_is_nobodys_business():
    assert Times(BEGINNING - timedelta(minutes=9)).read() == (
        BEGINNING - timedelta(minutes=9),
        "",
    )


def test_up_to_two_days_back_is_a_warning():
    times = Times(BEGINNING - timedelta(hours=48))

    assert times.read() == (BEGINNING - timedelta(hours=48), "clock_back")
    assert times.clock.known == BEGINNING


def test_further_back_the_highest_time_known_counts_and_goes_on():
    times = Times(EPOCH)

    first = times.read()
    times.running += 3600
    second = times.read()

    assert first == (BEGINNING, "clock_far_back")
    assert second == (BEGINNING + timedelta(hours=1), "clock_far_back")


def test_a_clock_far_ahead_is_believed_but_not_held_against_anybody():
    times = Times(BEGINNING + timedelta(days=4000))

    ahead = times.read()
    times.now = BEGINNING + timedelta(days=1)

    assert ahead == (BEGINNING + timedelta(days=4000), "clock_ahead")
    assert times.read() == (BEGINNING + timedelta(days=1), "")


def test_an_answer_to_our_own_question_corrects_what_was_seen():
    times = Times(BEGINNING + timedelta(days=100))
    times.read()

    times.clock.trust(BEGINNING)
    times.now = BEGINNING + timedelta(hours=1)

    assert times.read() == (BEGINNING + timedelta(hours=1), "")


def test_an_old_statement_never_turns_the_time_back():
    times = Times()

    times.clock.learn(BEGINNING - timedelta(days=10))

    assert times.clock.known == BEGINNING


def test_a_clock_that_fails_counts_as_dead():
    def broken():
        raise OverflowError

    assert Clock(BEGINNING, broken, lambda: 0.0).read().now == BEGINNING


def test_a_dead_battery_does_not_stop_honest_people(computer, portal):
    desk = computer()
    activated(desk, portal)
    portal.close()

    for dead in (EPOCH, OLD_BOARD):
        desk.time = dead
        verdict = desk.start().check()

        assert (verdict.verdict, verdict.mode) == ("valid", "full")
        assert verdict.warnings == ("clock_far_back",)


def test_a_dead_battery_and_a_new_disk_need_only_the_portal(computer, portal):
    desk = computer()
    desk.time = EPOCH

    verdict = activated(desk, portal).check()

    assert (verdict.verdict, verdict.mode) == ("valid", "full")
    assert verdict.warnings == ("clock_far_back",)


def test_setting_the_clock_back_gains_nothing_after_the_end(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    portal.close()
    desk.travel(days=46)
    ended = client.check()

    desk.time = BEGINNING + timedelta(days=5)
    back = desk.start().check()

    assert (ended.verdict, ended.mode) == ("no_contact", "read_only")
    assert (back.verdict, back.mode) == ("no_contact", "read_only")
    assert back.warnings == ("clock_far_back",)


def test_a_year_typed_wrongly_is_forgiven_when_it_is_corrected(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    portal.close()
    desk.time = BEGINNING.replace(year=2036)
    wrong = client.verdict()

    desk.time = BEGINNING + timedelta(days=1)
    corrected = desk.start().verdict()

    assert (wrong.mode, wrong.warnings) == ("read_only", ("clock_ahead",))
    assert (corrected.verdict, corrected.mode, corrected.warnings) == ("valid", "full", ())


def test_an_old_file_loaded_again_after_a_release_does_not_turn_the_time_back(computer, portal):
    desk = computer()
    client = activated(desk, portal, wants_file=True)
    old = client.state.text("file")
    desk.travel(days=40)
    client.check()
    client.release()
    portal.close()

    desk.time = BEGINNING + timedelta(days=1)
    client.load_license_file(old)
    verdict = desk.start().check()

    assert verdict.warnings[0] == "clock_far_back"
    assert verdict.source == "grace"


def test_a_new_license_file_starts_the_count_anew(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt")
    desk = computer()
    client = desk.start()
    client.load_license_file(portal.answer_request("GT127F3K", client.make_request()))
    desk.time += timedelta(days=100)  # wrong, but believable
    client.check()
    desk.time -= timedelta(days=99)
    portal.travel(days=1)

    client.load_license_file(portal.answer_request("GT127F3K", client.make_request()))

    assert client.check().warnings == ()
    assert client.check().mode == "full"
