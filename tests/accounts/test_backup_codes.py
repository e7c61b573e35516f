"""Backup codes: for the day when phone and keys are lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from klucznik.accounts.actions.factors import make_codes
from klucznik.accounts.backup_codes import codes_of, grouped, take_code
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import (
    CONFIRM,
    MOMENT,
    begin,
    code_of,
    confirm_freshly,
    enter,
    is_signed_in,
    letters,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_moment():
    """Time stands in the middle of a half-minute, so that no test runs over its edge."""
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def filip() -> User:
    return factories.with_factor(factories.person(email="filip@example.com", language="en"))


def stored(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, type="recovery_codes")


def test_a_backup_code_works_once_and_its_use_is_told(client, filip):
    code = make_codes(filip)[0]
    enter(begin(client, filip), f" {grouped(code).upper()} ")
    other = Client()
    enter(begin(other, filip), code)

    assert is_signed_in(client)
    assert not is_signed_in(other)
    told = [letter for letter in letters(filip.email) if letter.subject.endswith("was used")]
    assert len(told) == 1
    assert "9 codes are left" in told[0].body
    assert "Make new codes" not in told[0].body
    assert Event.objects.filter(kind=Kind.ACCOUNT_CODE_USED, actor=filip).count() == 1


def test_only_hashes_with_salts_of_their_own_are_stored(filip):
    codes = make_codes(filip)

    kept = stored(filip).data["codes"]
    text = str(stored(filip).data)
    assert not [code for code in codes if code in text]
    assert len({one["salt"] for one in kept}) == len({one["hash"] for one in kept}) == 10
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{16}", code) for code in codes)


def test_when_codes_were_used_is_shown_and_few_are_warned_about_by_page_and_mail(client, filip):
    codes = make_codes(filip)
    for code in codes[:7]:
        enter(begin(Client(), filip), code)
    enter(begin(client, filip), code_of(filip))

    page = client.get(reverse("mfa_index")).content.decode()
    assert "3 backup codes left" in page
    assert "Used:" in page
    assert "3 backup codes left" in client.get(reverse("account_overview")).content.decode()
    assert len(codes_of(filip).used_at) == 7
    used = [letter for letter in letters(filip.email) if letter.subject.endswith("was used")]
    assert ["Make new codes" in letter.body for letter in used] == [False] * 6 + [True]


def test_new_backup_codes_end_the_old_ones_and_are_told(client, filip):
    old = make_codes(filip)[0]
    enter(begin(client, filip), code_of(filip))
    confirm_freshly(client, filip)
    done = client.post(reverse("mfa_generate_recovery_codes"), {})
    shown = client.get(done.url).context["unused_codes"]
    enter(begin(Client(), filip), old)

    assert len(shown) == 10
    assert letters(filip.email)[-1].subject == "[Klucznik] New backup codes were made"
    other = Client()
    enter(begin(other, filip), old)
    assert not is_signed_in(other)
    enter(begin(other, filip), shown[0])
    assert is_signed_in(other)


def test_they_are_shown_for_ten_minutes_and_only_to_their_owner(client, filip):
    enter(begin(client, filip), code_of(filip))
    confirm_freshly(client, filip)
    done = client.post(reverse("mfa_generate_recovery_codes"), {})
    shown = client.get(done.url).context["unused_codes"]
    assert shown
    assert shown[0].replace("-", "") not in str(dict(client.session))

    with time_machine.travel(MOMENT + 11 * 60, tick=False):
        page = client.get(done.url)
        assert page.context["unused_codes"] == []
        assert client.get(reverse("mfa_download_recovery_codes")).url == done.url
    assert "codes_shown" not in client.session


def test_the_file_of_codes_has_a_line_for_each(client, filip):
    enter(begin(client, filip), code_of(filip))
    confirm_freshly(client, filip)
    client.post(reverse("mfa_generate_recovery_codes"), {})

    response = client.get(reverse("mfa_download_recovery_codes"))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert len(re.findall(r"^(?:\w{4}-){3}\w{4}$", response.content.decode(), re.M)) == 10


def test_a_backup_code_confirms_everyday_acts_but_gives_no_keys_away(client, filip):
    codes = make_codes(filip)
    enter(begin(client, filip), code_of(filip))
    refused = client.post(reverse(CONFIRM), {"code": codes[0], "for": Purpose.GRANT.value})
    accepted = client.post(reverse(CONFIRM), {"code": codes[0], "for": Purpose.ACCOUNT.value})

    assert refused.status_code == 422
    assert "backup code is not enough" in refused.content.decode()
    assert accepted.status_code == 302
    assert codes_of(filip).left == 9


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_six_times_at_once_is_accepted_once():
    filip = factories.with_factor(factories.person(email="filip@example.com"))
    code = make_codes(filip)[0]

    def attempt(_: int) -> bool:
        try:
            with transaction.atomic():
                return take_code(filip, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        accepted = list(pool.map(attempt, range(6)))

    assert sum(accepted) == 1
    assert codes_of(filip).left == 9
