"""The end of a license is told 30, 14, 7 and 1 days ahead and on the last day: each once, one message a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from klucznik.catalog.rules import Rules
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing import expiring
from klucznik.licensing.expiring import Step, steps
from klucznik.licensing.models import License
from klucznik.licensing.tasks import send_license_digest, tell_ends_of_licenses
from tests import factories


@pytest.fixture
def days_pass(travel, deliver):
    """`days_pass(31)` lets the worker look once a day; the messages of each day to one person."""

    def live(days, to, *, each=1):
        seen = []
        for number in range(0, days, each):
            mail.outbox.clear()
            tell_ends_of_licenses()
            deliver()
            seen += [(number, letter.subject) for letter in mail.outbox if letter.to == [to]]
            travel(days=each)
        return seen

    return live


def about_ends():
    """Messages to customers, without the vendor's own one."""
    return [letter for letter in mail.outbox if "within 30 days" not in letter.subject]


def end_in(license, days):
    License.objects.filter(pk=license.pk).update(valid_to=clock.today() + timedelta(days=days))


def told_days(seen):
    return [number for number, _subject in seen]


def test_the_steps_of_the_rules_with_the_last_day():
    assert steps(Rules()) == [Step(0, 0), Step(1, 1), Step(7, 2), Step(14, 8), Step(30, 15)]
    assert steps(Rules(), is_trial=True) == [Step(0, 0), Step(1, 1), Step(7, 2)]
    assert steps(Rules(notices_days=())) == []
    assert steps(Rules(notices_days=(3,))) == [Step(0, 0), Step(3, 1)]


def test_each_step_is_told_once_and_on_its_day(cast, days_pass):
    end_in(cast.alfa_license, 31)

    assert told_days(days_pass(40, cast.anna.email)) == [1, 17, 24, 30, 31]


def test_the_clock_of_the_worker_does_not_matter_within_a_day(cast, deliver):
    end_in(cast.alfa_license, 14)

    for _ in range(3):
        tell_ends_of_licenses()
        deliver()

    assert [letter.to[0] for letter in about_ends()] == [cast.anna.email, cast.bartek.email]
    assert Event.objects.filter(kind=Kind.LICENSE_ENDING_TOLD).count() == 1


def test_a_worker_that_slept_tells_the_nearest_step_only(cast, days_pass):
    end_in(cast.alfa_license, 35)

    assert told_days(days_pass(40, cast.anna.email, each=10)) == [10, 30]


def test_one_message_lists_all_licenses_of_the_day(cast, days_pass):
    end_in(cast.alfa_license, 7)
    other = factories.license(cast.alfa, product=factories.product("gestor-gt"))
    end_in(other, 14)

    seen = days_pass(1, cast.anna.email)

    assert len(seen) == 1
    assert "2 licenses end soon" in seen[0][1]
    body = mail.outbox[0].body
    assert body.index("Subiekt Gt") < body.index("Gestor Gt")


def test_never_two_messages_on_one_day(cast, deliver, travel):
    end_in(cast.alfa_license, 7)
    tell_ends_of_licenses()
    other = factories.license(cast.alfa, product=factories.product("gestor-gt"))
    end_in(other, 14)

    tell_ends_of_licenses()
    assert Event.objects.filter(kind=Kind.LICENSE_ENDING_TOLD).count() == 1
    travel(days=1)
    tell_ends_of_licenses()

    assert Event.objects.filter(kind=Kind.LICENSE_ENDING_TOLD).count() == 2


def test_a_license_that_was_extended_is_told_anew_of_its_new_end(cast, days_pass):
    end_in(cast.alfa_license, 7)
    assert told_days(days_pass(1, cast.anna.email)) == [0]
    end_in(cast.alfa_license, 14)

    assert told_days(days_pass(1, cast.anna.email)) == [0]


def test_what_was_extended_before_the_message_went_out_is_left_out(cast, deliver):
    end_in(cast.alfa_license, 7)
    tell_ends_of_licenses()
    end_in(cast.alfa_license, 300)

    deliver()

    assert not about_ends()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "suspended"},
        {"status": "revoked", "revoked_at": clock.now()},
        {"status": "unregistered"},
    ],
)
def test_a_license_that_is_not_in_use_is_not_told_about(cast, days_pass, fields):
    end_in(cast.alfa_license, 7)
    License.objects.filter(pk=cast.alfa_license.pk).update(**fields)

    assert days_pass(10, cast.anna.email) == []


def test_only_people_who_see_the_licenses_and_else_the_companys_address(cast, days_pass, deliver):
    end_in(cast.alfa_license, 7)
    lonely = factories.company("Sama", vendor_email="ksiegowosc@sama.example", email="x@y.example")
    end_in(factories.license(lonely), 7)

    tell_ends_of_licenses()
    deliver()

    assert {letter.to[0] for letter in about_ends()} == {
        cast.anna.email,
        cast.bartek.email,
        "ksiegowosc@sama.example",
    }
    strange = next(letter for letter in mail.outbox if letter.to[0].startswith("ksiegowosc"))
    assert "/account/sign-up/" in strange.body


def test_the_words_say_what_happens_after_the_last_day(cast, days_pass):
    product = factories.product("rewizor-gt", rules={"grace_days": 14, "at_end": "read_only"})
    end_in(factories.license(cast.alfa, product=product), 7)

    days_pass(1, cast.anna.email)

    body = mail.outbox[0].body
    assert "works without limits until" in body
    assert "read and exported" in body


def test_my_products_speaks_from_the_same_day_as_the_messages(cast, sign_in):
    product = factories.product("rewizor-gt", rules={"notices_days": [60, 5]})
    end_in(factories.license(cast.alfa, product=product), 50)
    anna = sign_in(cast.anna)
    address = f"/companies/{cast.alfa.public_id}/products/"

    assert "ends in 51 days" in anna.get(address).content.decode()
    License.objects.filter(product=product).update(valid_to=clock.today() + timedelta(days=61))
    assert "ends in" not in anna.get(address).content.decode()


def test_the_number_of_queries_does_not_grow_with_licenses_that_are_told(
    cast, django_assert_max_num_queries
):
    for number in range(20):
        end_in(factories.license(cast.alfa, number=f"MANY{number}-AAAAA-BBBBB"), 7)
    tell_ends_of_licenses()

    with django_assert_max_num_queries(12):
        tell_ends_of_licenses()


def test_the_vendor_is_told_once_a_week_and_only_when_something_ends(cast, travel):
    send_license_digest()
    assert not Event.objects.filter(kind=Kind.LICENSE_DIGEST_SENT).exists()
    end_in(cast.alfa_license, 29)

    for _ in range(8):
        send_license_digest()
        travel(days=1)

    weeks = Event.objects.filter(kind=Kind.LICENSE_DIGEST_SENT).values_list(
        "facts__week", flat=True
    )
    assert len(weeks) == len(set(weeks)) == 2


def test_the_digest_is_silent_about_last_week_when_nothing_ended(cast, deliver):
    end_in(cast.alfa_license, 29)

    send_license_digest()
    deliver()

    letter = next(one for one in mail.outbox if "30" in one.subject)
    assert "within 30 days" in letter.body or "W ciągu 30" in letter.body
    assert "Last week" not in letter.body
    assert "W zeszłym tygodniu" not in letter.body.replace("\u00a0", " ")


def test_the_biggest_customers_come_first(cast):
    for number in range(3):
        end_in(factories.license(cast.beta, number=f"BIG{number}-AAAAA-BBBBB"), 9)
    end_in(cast.alfa_license, 9)

    soon = expiring.ending_soon(clock.today())

    assert expiring.biggest(soon) == [(cast.beta, 3), (cast.alfa, 1)]
    assert expiring.by_line(soon) == [("GT", 4)]
