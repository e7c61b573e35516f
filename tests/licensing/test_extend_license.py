"""Periods and extensions: a license lasts as long as what hangs together, and grows for the days of an extension."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.periods import add_extension, add_period, end_extension
from klucznik.licensing.errors import (
    ExtensionAddsNothing,
    ExtensionNotOfProduct,
    NotPossibleNow,
    PeriodBackwards,
)
from klucznik.licensing.models import License, Period
from klucznik.licensing.tasks import begin_periods
from tests import factories


def day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


def fresh(license: License) -> License:
    return License.objects.told().get(pk=license.pk)


def added(actor, license, first, last, kind="validity"):
    return add_period(
        actor, license, kind=kind, starts_on=first, ends_on=last, source=Period.Source.STAFF
    )


@pytest.fixture
def limited(cast):
    return factories.license(cast.alfa, valid_from=day(-100), valid_to=day(10))


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (11, 375, 375),  # the day after
        (5, 375, 375),  # overlapping
        (-50, 5, 10),  # within
        (-200, -101, 10),  # before
        (12, 375, 10),  # a day of a gap: not before it begins
    ],
)
def test_the_license_ends_with_the_last_day_of_what_hangs_together(
    cast, limited, first, last, ends
):
    added(cast.henryk, limited, day(first), day(last))

    assert fresh(limited).valid_to == day(ends)


def test_a_period_without_an_end_makes_a_license_without_an_end(cast, limited):
    added(cast.henryk, limited, day(0), None)

    assert fresh(limited).valid_to is None


def test_a_period_that_was_sold_ahead_of_a_gap_counts_from_its_day(cast, limited, travel):
    added(cast.henryk, limited, day(20), day(400))
    first, last = day(20), day(400)

    travel(days=15)
    begin_periods()
    assert fresh(limited).valid_to < first

    travel(days=5)
    begin_periods()
    assert fresh(limited).valid_to == last


def test_a_license_that_ended_lives_again(cast, limited):
    License.objects.filter(pk=limited.pk).update(valid_to=day(-5), status="expired")

    added(cast.henryk, limited, day(0), day(365))

    assert (fresh(limited).status, fresh(limited).valid_to) == ("registered", day(365))


def test_days_that_are_over_bring_nothing_back(cast, limited):
    License.objects.filter(pk=limited.pk).update(valid_to=day(-50), status="expired")

    added(cast.henryk, limited, day(-49), day(-10))

    assert (fresh(limited).status, fresh(limited).valid_to) == ("expired", day(-10))


def test_a_subscription_leaves_the_license_as_it_is(cast, limited):
    added(cast.henryk, limited, day(0), day(365), kind="subscription")

    assert fresh(limited).valid_to == day(10)
    event = Event.objects.get(kind=Kind.LICENSE_EXTENDED)
    assert (event.facts["period"], event.by_staff) == ("subscription", True)


def test_what_cannot_be(cast, limited):
    with pytest.raises(PeriodBackwards):
        added(cast.henryk, limited, day(5), day(4))
    License.objects.filter(pk=limited.pk).update(status="revoked", revoked_at=clock.now())
    with pytest.raises(NotPossibleNow):
        added(cast.henryk, limited, day(5), day(6))
    with pytest.raises(NotPossibleNow):
        add_extension(cast.henryk, limited, metric="seats", amount=1, starts_on=day(0))

    assert not Period.objects.exists()


def test_the_administrators_are_told_until_when_it_lasts(cast, limited, deliver):
    added(cast.henryk, limited, day(11), day(375))
    deliver()

    assert {letter.to[0] for letter in mail.outbox} == {cast.anna.email, cast.bartek.email}
    assert str(day(375).year) in mail.outbox[0].body


def test_an_extension_counts_for_its_days_only(cast, limited, travel):
    add_extension(cast.henryk, limited, metric="seats", amount=2, starts_on=day(3), ends_on=day(5))

    sizes = [fresh(limited).size]
    for _ in range(3):
        travel(days=3)
        sizes.append(fresh(limited).size)

    assert sizes == [3, 5, 3, 3]


def test_an_extension_ends_once_and_what_is_in_use_stays(cast, limited):
    one = add_extension(cast.henryk, limited, metric="seats", amount=2, starts_on=day(0))
    assert fresh(limited).size == 5

    end_extension(cast.henryk, one)
    end_extension(cast.henryk, one)

    assert fresh(limited).size == 3
    assert Event.objects.filter(kind=Kind.LICENSE_EXTENSION_ENDED).count() == 1


def test_one_place_stays_when_less_is_left_than_what_is_at_rest(cast, limited):
    one = add_extension(cast.henryk, limited, metric="seats", amount=2, starts_on=day(0))
    License.objects.filter(pk=limited.pk).update(suspended_amount=4)

    end_extension(cast.henryk, one)

    assert fresh(limited).size == 1


def test_a_part_of_the_program_belongs_to_its_product(cast, limited):
    own = factories.product("plus", kind="extension", extends=[limited.product.code])
    strange = factories.product("sfera", kind="extension", extends=["rewizor-gt"])

    one = add_extension(cast.henryk, limited, product=own, starts_on=day(0))
    assert (one.product, one.metric) == (own, "")
    with pytest.raises(ExtensionNotOfProduct):
        add_extension(cast.henryk, limited, product=strange, starts_on=day(0))
    with pytest.raises(ExtensionAddsNothing):
        add_extension(cast.henryk, limited, metric="seats", starts_on=day(0))
    with pytest.raises(PeriodBackwards):
        add_extension(cast.henryk, limited, product=own, starts_on=day(2), ends_on=day(1))
