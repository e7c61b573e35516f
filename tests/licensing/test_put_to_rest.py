"""A global administrator puts a part of a license to rest: at least one stays, what is in use is left alone."""

from __future__ import annotations

import pytest

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.periods import add_extension, rest
from klucznik.licensing.errors import NotRestable, TooMuchAtRest
from klucznik.licensing.models import License
from klucznik.members.errors import RightMissing
from tests import factories


def address(license):
    return f"{license.get_absolute_url()}rest/"


def resting(license):
    return License.objects.get(pk=license.pk).suspended_amount


def test_a_part_rests_and_wakes_through_the_page(cast, sign_in):
    anna = sign_in(cast.anna)

    assert anna.post(address(cast.alfa_license), {"amount": 2}).status_code == 302
    shown = anna.get(f"{cast.alfa_license.get_absolute_url()}periods/").content.decode()
    assert "1 seat" in shown
    assert "2 at rest" in shown
    anna.post(address(cast.alfa_license), {"amount": 0})

    assert resting(cast.alfa_license) == 0
    facts = [event.facts for event in Event.objects.filter(kind=Kind.LICENSE_RESTED)]
    assert sorted((one["before"], one["after"]) for one in facts) == [(0, 2), (2, 0)]


def test_only_what_is_paid_anew_speaks_of_a_next_period(cast, sign_in):
    page = f"{cast.alfa_license.get_absolute_url()}periods/"
    anna = sign_in(cast.anna)

    License.objects.filter(pk=cast.alfa_license.pk).update(valid_to=None)
    assert "the next period costs less" not in anna.get(page).content.decode()
    License.objects.filter(pk=cast.alfa_license.pk).update(valid_to=clock.today())
    assert "the next period costs less" in anna.get(page).content.decode()


def test_the_same_again_changes_nothing(cast):
    rest(cast.anna, cast.alfa_license, amount=0)

    assert not Event.objects.filter(kind=Kind.LICENSE_RESTED).exists()


def test_at_least_one_stays_of_what_the_extensions_of_today_cover_too(cast):
    with pytest.raises(TooMuchAtRest):
        rest(cast.anna, cast.alfa_license, amount=3)
    add_extension(cast.henryk, cast.alfa_license, metric="seats", amount=2, starts_on=clock.today())

    rest(cast.anna, cast.alfa_license, amount=4)

    assert License.objects.told().get(pk=cast.alfa_license.pk).size == 1


def test_a_wrong_amount_is_told_at_the_field(cast, sign_in):
    anna = sign_in(cast.anna)

    for wrong in ("3", "-1", "x", ""):
        answer = anna.post(address(cast.alfa_license), {"amount": wrong})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()


def test_administrators_see_it_and_only_global_ones_change_it(cast, sign_in):
    page = f"{cast.alfa_license.get_absolute_url()}periods/"

    assert "A global administrator of the company can change it" in (
        sign_in(cast.bartek).get(page).content.decode()
    )
    assert sign_in(cast.bartek).post(address(cast.alfa_license), {"amount": 1}).status_code == 403
    assert sign_in(cast.bogna).get(page).status_code == 403
    with pytest.raises(RightMissing):
        rest(cast.bartek, cast.alfa_license, amount=1)


@pytest.mark.parametrize(
    "fields",
    [{"metric": "users"}, {"variant": "trial"}, {"status": "suspended"}, {"status": "expired"}],
)
def test_what_cannot_rest(cast, sign_in, fields):
    License.objects.filter(pk=cast.alfa_license.pk).update(**fields)

    with pytest.raises(NotRestable):
        rest(cast.anna, cast.alfa_license, amount=1)
    page = f"{cast.alfa_license.get_absolute_url()}periods/"
    assert "Put a part to rest" not in sign_in(cast.anna).get(page).content.decode()


def test_the_next_company_gets_what_was_left_awake(cast):
    beta = factories.license(cast.beta, amount=1)

    with pytest.raises(TooMuchAtRest):
        rest(cast.celina, beta, amount=1)
