"""Backup codes: for the day when the phone is lost."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.people import (
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


def test_a_backup_code_works_once_and_its_use_is_told(client, filip):
    codes = Authenticator.objects.get(user=filip, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    enter(begin(client, filip), f" {code[:4]} {code[4:]}")
    other = Client()
    enter(begin(other, filip), code)

    assert is_signed_in(client)
    assert not is_signed_in(other)
    told = [letter for letter in letters(filip.email) if "backup code" in letter.subject]
    assert len(told) == 1
    assert "9 codes are left" in told[0].body
    assert Event.objects.filter(kind=Kind.ACCOUNT_CODE_USED, actor=filip).count() == 1


def test_few_backup_codes_left_are_warned_about(client, filip):
    Authenticator.objects.filter(user=filip, type="recovery_codes").update(
        data=Authenticator.objects.get(user=filip, type="recovery_codes").data
        | {"used_mask": 0b1111111}
    )
    enter(begin(client, filip), code_of(filip))

    assert "3 backup codes left" in client.get(reverse("account_overview")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_new_backup_codes_end_the_old_ones_and_are_told(client, filip):
    enter(begin(client, filip), code_of(filip))
    confirm_freshly(client, filip)
    before = client.get(reverse("mfa_view_recovery_codes"))
    client.post(reverse("mfa_generate_recovery_codes"), {})
    after = client.get(reverse("mfa_view_recovery_codes"))

    assert before.context["unused_codes"] != after.context["unused_codes"]
    assert letters(filip.email)[-1].subject == "[Klucznik] New backup codes were made"


def test_the_file_of_codes_has_a_line_for_each(client, filip):
    enter(begin(client, filip), code_of(filip))
    confirm_freshly(client, filip)

    response = client.get(reverse("mfa_download_recovery_codes"))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert len(re.findall(r"^\d{8}$", response.content.decode(), re.M)) == 10
