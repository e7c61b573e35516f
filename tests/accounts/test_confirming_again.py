"""Step-up: a confirmation belongs to one session, one person, one purpose, a few minutes; keys take it each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.freshness import is_factor_fresh
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.companies.models import Membership, Role
from tests import factories
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    add_passkey,
    begin,
    code_of,
    confirm_freshly,
    enter,
    show_key,
    type_password,
)
from tests.accounts.softkey import SoftKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_moment():
    """Time stands in the middle of a half-minute, so that no test runs over its edge."""
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def anna() -> User:
    return factories.with_factor(factories.person(email="anna@example.com", language="en"))


@pytest.fixture
def keys_page(anna) -> str:
    """Where Anna gives the keys to somebody else."""
    alfa = factories.company("Alfa")
    factories.membership(alfa, anna, Role.GLOBAL_ADMINISTRATOR)
    other = factories.membership(alfa, factories.person("Bartek", "Brzoza"))
    return reverse("members:keys", args=[alfa.public_id, other.public_id])


def signed_in(client: Client, user: User) -> Client:
    enter(begin(client, user), code_of(user))
    return client


def test_a_sign_in_with_the_second_step_is_fresh_for_everyday_acts_only(client, anna, rf):
    signed_in(client, anna)
    request = rf.get("/")
    request.session, request.user = client.session, anna

    fresh = {purpose: is_factor_fresh(request, purpose) for purpose in Purpose}
    assert fresh.pop(Purpose.EVERYDAY)
    assert not any(fresh.values())


@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.EVERYDAY])
def test_a_confirmation_serves_its_own_purpose_and_everyday_acts(client, anna, rf, purpose):
    signed_in(client, anna)
    confirm_freshly(client, anna, purpose)
    request = rf.get("/")
    request.session, request.user = client.session, anna

    serves = {one for one in Purpose if is_factor_fresh(request, one)}
    assert serves == {Purpose.EVERYDAY, purpose}


def test_the_page_says_what_is_confirmed(client, anna, keys_page):
    signed_in(client, anna)

    asked = client.get(keys_page)
    page = client.get(asked.url).content.decode()

    assert "for=grant" in asked.url
    assert "giving or taking the keys to a company" in page
    assert "confirmed anew" in page


def test_an_unknown_purpose_is_an_everyday_one(client, anna, rf):
    signed_in(client, anna)
    with time_machine.travel(MOMENT + 30, tick=False):
        client.post(reverse(CONFIRM), {"code": code_of(anna), "for": "everything"})

    assert set(client.session["confirmed_for"]) == {"user", "everyday"}


def test_after_ten_minutes_it_is_asked_again(client, anna):
    signed_in(client, anna)
    confirm_freshly(client, anna)
    page = reverse("mfa_generate_recovery_codes")

    with time_machine.travel(MOMENT + 30 + 9 * 60, tick=False):
        assert client.get(page).status_code == 200
    with time_machine.travel(MOMENT + 30 + 10 * 60, tick=False):
        assert client.get(page).url.startswith(reverse(CONFIRM))


def test_giving_keys_is_confirmed_each_time_and_a_mistake_in_the_form_costs_nothing(
    client, anna, keys_page
):
    signed_in(client, anna)
    confirm_freshly(client, anna, Purpose.GRANT)
    with time_machine.travel(MOMENT + 40, tick=False):
        assert client.get(keys_page).status_code == 200
        assert client.post(keys_page, {}).status_code == 422
        assert client.post(keys_page, {"role": "global_administrator"}).status_code == 302

        assert client.get(keys_page).url.startswith(reverse(CONFIRM))
        assert client.post(keys_page, {"role": "user"}).url.startswith(reverse(CONFIRM))
    place = Membership.objects.get(user__first_name="Bartek")
    assert place.role == Role.GLOBAL_ADMINISTRATOR


def test_a_key_added_a_moment_ago_gives_nothing_away(client, anna, keys_page):
    """Whoever added it had to show the older one; stepping up with the new one is refused, and so is the act."""
    signed_in(client, anna)
    confirm_freshly(client, anna)
    young = SoftKey()
    add_passkey(client, young)

    refused = show_key(client, young, CONFIRM, purpose=Purpose.GRANT)

    assert refused.status_code == 422
    assert "less than 72 hours ago" in refused.content.decode()
    assert client.get(keys_page).url.startswith(reverse(CONFIRM))
    Authenticator.objects.filter(user=anna, type="webauthn").update(
        created_at=timezone.now() - timedelta(hours=72)
    )
    show_key(client, young, CONFIRM, purpose=Purpose.GRANT)
    assert client.get(keys_page).status_code == 200


def test_whoever_has_only_a_young_one_is_told_by_the_act(client, keys_page, anna):
    Authenticator.objects.filter(user=anna).update(created_at=timezone.now())
    signed_in(client, anna)
    confirm_freshly(client, anna, Purpose.GRANT)

    with time_machine.travel(MOMENT + 40, tick=False):
        answer = client.post(keys_page, {"role": "global_administrator"})

    assert answer.status_code == 422
    assert "72 hours" in answer.content.decode()
    assert Membership.objects.get(user__first_name="Bartek").role == Role.USER


def test_confirming_as_somebody_else_in_the_same_browser_freshens_nobody(client, anna):
    """Threat 28: Celina confirms in the browser in which Anna was, and Anna comes back."""
    celina = factories.with_factor(factories.person(email="celina@example.com"))
    signed_in(client, celina)
    confirm_freshly(client, celina)
    kept = dict(client.session)
    client.post(reverse("account_logout"))
    signed_in(client, anna)
    session = client.session
    session["confirmed_for"] = kept["confirmed_for"]
    session.save()

    assert client.get(reverse("mfa_generate_recovery_codes")).url.startswith(reverse(CONFIRM))


def test_the_password_confirms_nothing_for_somebody_with_a_second_step(client, anna):
    signed_in(client, anna)

    response = client.get(reverse("account_reauthenticate"))
    type_password(client)

    assert response.url.startswith(reverse(CONFIRM))
    assert client.get(reverse("mfa_deactivate_totp")).url.startswith(reverse(CONFIRM))


def test_the_way_back_is_only_ever_here(client, anna):
    signed_in(client, anna)
    with time_machine.travel(MOMENT + 30, tick=False):
        sent = {"code": code_of(anna), "next": "https://zly.example/"}
        response = client.post(reverse(CONFIRM), sent)

    assert response.url == reverse("account_overview")
