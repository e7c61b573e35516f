"""What a program's token opens, beside whom, and everything that ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import include, path, reverse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import django_auth

from klucznik.accounts.actions.passwords import change_password, reset_password
from klucznik.accounts.actions.securing import secure_account
from klucznik.accounts.actions.sessions import sign_out_elsewhere
from klucznik.accounts.models import Device, User
from klucznik.core import tokens
from klucznik.core.problems import translate_errors
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.operations.voiding import void
from klucznik.programs.actions import allow_program, fetch_token
from klucznik.programs.bearers import PersonToken
from klucznik.programs.errors import ExpiredToken
from klucznik.programs.models import ProgramToken
from tests.accounts.departing import decide, finish
from tests.accounts.people import NEW
from tests.factories import PASSWORD
from tests.programs.asking import ME, TOKEN, Program, asked, signed_in

pytestmark = pytest.mark.django_db

both = NinjaAPI(auth=[PersonToken(), django_auth], urls_namespace="both", docs_url=None)
translate_errors(both)


@both.post("/act")
def act(request: HttpRequest) -> dict[str, Any]:
    token = getattr(request, "program_token", None)
    return {"who": request.user.email, "program": token.program if token else ""}


# A refusal names the article that helps, a page the way to us: they have addresses here, too.
urlpatterns = [
    path("both/", both.urls),
    path("help/", include("klucznik.help.urls")),
    path("contact/", include("klucznik.contact.urls")),
]
ACT = "/both/act"


def works(text: str) -> bool:
    return Program(text).get(ME).status_code == 200


def test_it_tells_for_whom_and_in_which_companies(cast):
    answer = Program(signed_in(cast.anna).text).get(ME)

    assert answer.json() == {
        "id": cast.anna.public_id,
        "name": "Anna Alfowska",
        "email": "anna@example.com",
        "companies": [
            {
                "id": cast.alfa.public_id,
                "name": "Piekarnia Alfa",
                "tax_id": str(cast.alfa.tax_id),
                "role": "global_administrator",
                "documents": cast.alfa.public_id,
            }
        ],
    }


def test_it_costs_few_queries(cast, django_assert_max_num_queries):
    program = Program(signed_in(cast.anna).text)
    with django_assert_max_num_queries(3):
        program.get(ME)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer klt_",
        "Bearer klt_wrong",
        "klt_wrong",
        "Basic klt_x",
        "Bearer  klt_x",
        "Bearer kld_x",
    ],
)
def test_without_a_good_token_nothing_is_told(cast, header):
    answer = Client(headers={"authorization": header} if header else {}).get(ME)

    assert (answer.status_code, answer.json()["title"]) == (401, "not_signed_in")


def test_only_the_hash_lets_nobody_in(cast):
    signed_in(cast.anna)

    assert not works(ProgramToken.objects.get().token_hash)


def test_a_token_does_not_open_pages_or_what_asks_for_a_session(cast):
    program = Program(signed_in(cast.anna).text)

    assert program.get(reverse("account_overview")).status_code == 302
    assert program.get("/api/v1/companies").status_code == 401


@override_settings(ROOT_URLCONF="tests.programs.test_act_for_a_person")
def test_beside_sessions_a_program_needs_no_csrf_token_and_a_browser_does(cast, sign_in):
    text = signed_in(cast.anna).text
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.dorota)

    assert Program(text).post(ACT).json() == {"who": "anna@example.com", "program": "Subiekt nexo"}
    assert browser.post(ACT).status_code == 403
    assert Program().post(ACT).status_code == 403
    assert sign_in(cast.dorota).post(ACT).json() == {"who": "dorota@example.com", "program": ""}


@override_settings(ROOT_URLCONF="tests.programs.test_act_for_a_person")
def test_a_dead_token_is_refused_even_with_a_good_session(cast, sign_in):
    text = signed_in(cast.anna).text
    ProgramToken.objects.update(ended_at=timezone.now())
    browser = sign_in(cast.dorota)

    assert browser.post(ACT, headers={"authorization": f"Bearer {text}"}).status_code == 401


@override_settings(ROOT_URLCONF="tests.programs.test_act_for_a_person")
def test_a_token_for_something_else_is_not_enough(cast):
    text = signed_in(cast.anna).text
    ProgramToken.objects.update(scopes=["something"])

    answer = Program(text).post(ACT)

    assert (answer.status_code, answer.json()["title"]) == (403, "scope_missing")


def test_the_program_signs_itself_out(cast):
    program = Program(signed_in(cast.anna).text)

    assert program.delete(TOKEN).status_code == 204
    assert program.delete(TOKEN).status_code == 401
    event = Event.objects.get(kind=Kind.PROGRAM_SIGNED_OUT)
    assert event.details.values == {"program": "Subiekt nexo", "device": "Kasa 1"}
    assert ProgramToken.objects.get().ended_by == cast.anna


def test_a_session_signs_no_program_out(cast, sign_in):
    assert sign_in(cast.anna).delete(TOKEN).status_code == 401


def test_half_a_year_without_use_ends_it_and_use_keeps_it(cast):
    text = signed_in(cast.anna).text
    with time_machine.travel(timezone.now(), tick=False) as now:
        now.shift(timedelta(days=179))
        assert works(text)
        now.shift(timedelta(days=179))
        assert works(text)
        now.shift(timedelta(days=181))
        assert not works(text)


def test_400_days_end_it_however_busy_it_is(cast):
    text = signed_in(cast.anna).text
    with time_machine.travel(timezone.now(), tick=False) as now:
        for _quarter in range(4):
            now.shift(timedelta(days=99))
            assert works(text)
        now.shift(timedelta(days=5))
        assert not works(text)


def test_its_use_is_noted_once_an_hour(cast):
    text = signed_in(cast.anna).text
    with time_machine.travel(timezone.now(), tick=False) as now:
        began = ProgramToken.objects.get().last_used_at
        now.shift(timedelta(minutes=59))
        works(text)
        assert ProgramToken.objects.get().last_used_at == began
        now.shift(timedelta(minutes=2))
        works(text)
        assert ProgramToken.objects.get().last_used_at == timezone.now()


def new_password(user: User) -> None:
    change_password(user, current=PASSWORD, password=NEW)


def password_by_mail(user: User) -> None:
    reset_password(user, password=NEW)


def it_was_not_me(user: User) -> None:
    device = Device(user=user, browser_hash="x", alarm_until=timezone.now() + timedelta(days=7))
    device.alarm_hash = tokens.hashed(device.alarm_secret)
    device.save()
    secure_account(None, device)


def everywhere(user: User) -> None:
    sign_out_elsewhere(user)


def leaving(user: User) -> None:
    decide(user)


def switched_off(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def restored(user: User) -> None:
    void()


@pytest.mark.parametrize(
    "happens",
    [new_password, password_by_mail, it_was_not_me, everywhere, leaving, switched_off, restored],
)
def test_what_signs_a_person_out_signs_their_programs_out(cast, happens):
    text, fetched_later = signed_in(cast.dorota).text, asked()
    others = signed_in(cast.bogna).text if happens != restored else ""
    allow_program(cast.dorota, fetched_later.grant)

    happens(User.objects.get(pk=cast.dorota.pk))

    assert not works(text)
    with pytest.raises(ExpiredToken):
        fetch_token(None, device_code=fetched_later.device_code)
    assert not others or works(others)


def test_signing_out_everywhere_is_told_for_each_program(cast):
    signed_in(cast.dorota)
    signed_in(cast.dorota, device_name="Kasa 2")

    sign_out_elsewhere(cast.dorota)
    sign_out_elsewhere(cast.dorota)

    ended = Event.objects.filter(kind=Kind.PROGRAM_SIGNED_OUT, person=cast.dorota)
    assert sorted(event.details.values["device"] for event in ended) == ["Kasa 1", "Kasa 2"]


def test_a_deleted_account_leaves_no_program(cast, travel):
    text = signed_in(cast.dorota, device_name="Laptop Doroty").text
    decide(cast.dorota)
    travel(days=8)
    finish()

    assert not works(text)
    assert not ProgramToken.objects.exists()
    assert authenticate(email="dorota@example.com", password=PASSWORD) is None


def test_of_too_many_programs_those_used_least_go(cast, monkeypatch):
    monkeypatch.setattr("klucznik.programs.grants.MOST_PROGRAMS", 3)
    first, *others = [
        signed_in(cast.anna, device_name=f"Kasa {number}").text for number in range(4)
    ]

    assert not works(first)
    assert all(works(text) for text in others)
