"""What the portal knows for and against a claimant by itself, each fact with the day on which it turns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from klucznik.accounts import oddities
from klucznik.accounts.models import Device
from klucznik.companies.models import FormerAdministrator, Membership
from klucznik.core import clock
from klucznik.declarations.scoring import Proof
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.standing import standing_of
from tests import factories
from tests.declarations import cases

D, H = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.draft(cast.dorota, cast.alfa)


def facts(case) -> set[Proof]:
    return set(standing_of(cases.fresh(case)))


def test_an_ordinary_claimant_has_nothing_for_and_nothing_against(case):
    assert facts(case) == set()


@pytest.mark.parametrize(("days", "holds"), [(179, False), (181, True)])
def test_half_a_year_in_the_company_counts(cast, case, days, holds):
    places = Membership.objects.filter(company=cast.alfa, user=cast.dorota)
    places.update(joined_at=clock.now() - days * D)

    assert (Proof.LONG_ASSOCIATED in facts(case)) == holds


def test_who_was_an_administrator_and_left_counts_as_one(cast):
    cases.lose_the_keys(cast)
    factories.membership(cast.alfa, cast.anna, proven=False)

    assert Proof.WAS_ADMINISTRATOR in facts(cases.draft(cast.anna, cast.alfa))


def test_who_was_removed_by_another_administrator_does_not(cast):
    factories.membership(cast.alfa, cast.celina, "global_administrator")
    end_membership(cases.place_of(cast.celina, cast.alfa), actor=cast.anna, reason=Reason.REMOVED)
    cases.lose_the_keys(cast)
    place = {"joined": Membership.Joined.INVITED, "joined_at": clock.now() + H}
    factories.membership(cast.alfa, cast.celina, proven=False, **place)

    assert Proof.WAS_ADMINISTRATOR not in facts(cases.draft(cast.celina, cast.alfa))


def test_a_tombstone_past_its_time_counts_no_more(cast, travel):
    cases.lose_the_keys(cast)
    factories.membership(cast.alfa, cast.anna, proven=False)
    case = cases.draft(cast.anna, cast.alfa)
    FormerAdministrator.objects.update(forget_at=clock.now())

    assert Proof.WAS_ADMINISTRATOR not in facts(case)


@pytest.mark.parametrize(("hours", "holds"), [(71, True), (73, False)])
def test_an_account_of_these_days_counts_against(cast, case, hours, holds):
    cast.dorota.joined_at = clock.now() - hours * H
    cast.dorota.save()

    assert (Proof.YOUNG_ACCOUNT in facts(case)) == holds


@pytest.mark.parametrize(("hours", "holds"), [(71, True), (73, False)])
def test_so_does_a_second_step_of_these_days(cast, case, hours, holds):
    factories.with_factor(cast.dorota)
    Authenticator.objects.filter(user=cast.dorota).update(created_at=timezone.now() - hours * H)

    assert (Proof.YOUNG_ACCOUNT in facts(case)) == holds


@pytest.mark.parametrize(
    ("fields", "days", "holds"),
    [(["email"], 29, True), (["phone"], 1, True), (["email"], 31, False), (["name"], 1, False)],
)
def test_contact_data_changed_lately_counts_against(cast, case, travel, fields, days, holds):
    with transaction.atomic():
        record(Kind.COMPANY_CHANGED, actor=cast.bartek, company=cast.alfa, fields=fields)
    travel(days=days)

    assert (Proof.FRESH_CONTACT in facts(case)) == holds


def browser(cast, name: str, address: str, *, age: timedelta, **more: Any) -> Device:
    return Device.objects.create(
        user=cast.dorota,
        browser_hash=name,
        address=address,
        first_at=timezone.now() - age,
        **more,
    )


def test_it_was_not_me_counts_against_for_a_month(cast, case):
    device = browser(cast, "a", "", age=90 * D, alarmed_at=timezone.now() - 29 * D)
    assert Proof.RISKY_SIGN_IN in facts(case)

    device.alarmed_at = timezone.now() - 31 * D
    device.save()

    assert Proof.RISKY_SIGN_IN not in facts(case)


@pytest.mark.parametrize(("country", "holds"), [("PL", False), ("NL", True), ("", False)])
def test_a_new_browser_is_odd_only_from_a_country_never_seen(
    cast, case, monkeypatch, country, holds
):
    places = {"203.0.113.1": "PL", "203.0.113.2": country}
    monkeypatch.setattr(oddities, "country_of", places.get)
    browser(cast, "a", "203.0.113.1", age=90 * D)
    browser(cast, "b", "203.0.113.2", age=H)

    assert (Proof.RISKY_SIGN_IN in facts(case)) == holds


def test_the_first_browser_of_all_is_not_odd(cast, case, monkeypatch):
    monkeypatch.setattr(oddities, "country_of", lambda address: "NL")
    browser(cast, "a", "203.0.113.1", age=H)

    assert Proof.RISKY_SIGN_IN not in facts(case)


def says_yes(case: Any) -> bool:
    """An accounting office, as another part of the portal would know it."""
    return bool(case.company.name == "Piekarnia Alfa")


def test_the_offices_word_comes_from_where_the_settings_say(case, settings):
    settings.OFFICE_WORD = "tests.recovery.test_standing.says_yes"

    assert facts(case) == {Proof.OFFICE}
