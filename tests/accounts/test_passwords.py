"""Which passwords are refused, without asking anybody outside; and that a password is what was typed, exactly."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from klucznik.accounts.forms import SignInForm
from klucznik.accounts.leaks import SHIPPED, is_common, is_leaked
from klucznik.accounts.models import User
from klucznik.core.vendor import vendor
from tests import factories
from tests.accounts.people import form, is_signed_in, sign_in, sign_up

DEEP = 5_000 if os.environ.get("KLUCZNIK_DEEP") else 60


def refused(password: str, user: User | None = None) -> set[str]:
    """The codes of the refusals."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    return set()


def common() -> list[str]:
    """The list that Django ships, most common first is lost there, so all of it."""
    packed = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    return gzip.decompress(packed.read_bytes()).decode().split()


def test_the_list_is_small_sorted_and_there():
    marks = SHIPPED.read_bytes()
    rows = [marks[at : at + 6] for at in range(0, len(marks), 6)]

    assert len(marks) < 1024 * 1024
    assert len(rows) > 40_000
    assert rows == sorted(set(rows))


def test_every_common_password_is_known():
    assert [word for word in common() if not is_common(word)] == []


def test_three_thousand_common_ones_that_are_long_enough_are_refused(db):
    """What people make of a common word when twelve characters are asked for (ASVS 6.2.4)."""
    endings = (
        "123",
        "1234",
        "12345",
        "123456",
        "2024",
        "2025",
        "2026",
        "1!",
        "123!",
        "2026!",
        "!!!",
    )
    made = (
        (word.capitalize() if n % 2 else word) + end
        for n, (word, end) in enumerate(itertools.product(common(), endings))
    )
    long_enough = itertools.islice((one for one in made if len(one) >= 12), 0, 60_000, 20)
    tried = [word for word in common() if len(word) >= 12] + list(long_enough)

    assert len(tried) >= 3000
    assert [one for one in tried if not refused(one)] == []


@pytest.mark.parametrize(
    "password",
    [
        "zaq12wsxZAQ!@WSX",
        "Zaq1@wsxcde3",
        "qwertyuiop[]",
        "1qaz2wsx3edc4rfv",
        "Kasia1985!!!",
        "Legia Warszawa 1916",
        "Wisła Kraków 2024",
        "listopad2026!",
        "JanKowalski1980",
        "kochamkasie2020",
        "Hasło123456!",
        "haslohaslohaslo",
        "P@ssw0rd1234",
        "password password",
        "aaaaaaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "210987654321",
        "abcdefghijklmn",
        "Correct Horse Battery Staple",
    ],
)
def test_patterns_that_everybody_tries_are_refused(password):
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "spokojna rzeka 17",
        "zielony most nad rzeką 5",
        "trzy czapki pod stołem",
        "x7!kq92mzz0vva",
        "Księżyc świeci, a pies śpi",
        "正しい馬の電池ホチキス止め器具",
        "🦊🐢🦉🐝🌲🪨🌊🔥❄️🌙⭐🌈",
        "    leading and trailing    ",
    ],
)
@pytest.mark.django_db
def test_a_few_words_or_real_noise_are_fine(password):
    assert not refused(password)


@pytest.mark.django_db
def test_too_short_and_too_long_are_refused_and_64_characters_are_fine():
    assert refused("x7!kq92mzz0") == {"password_too_short"}
    assert "password_too_long" in refused("ą" * 513 + "bcdefg")
    assert not refused("kot na płocie, " * 5 + "i pies")
    assert not refused("zx8 " + "kot na płocie i " * 59)


@pytest.mark.django_db
def test_no_kind_of_character_is_demanded():
    assert not refused("onlylowercaseletterswithoutanything")
    assert not refused("83920174650192837465")


@pytest.mark.django_db
def test_it_is_not_made_of_the_person_the_company_the_vendor_or_a_product(cast):
    factories.product("subiekt-nexo", name="Subiekt nexo PRO")
    anna = cast.anna
    for password in (
        "Anna.Alfowska.1",
        "piekarnia-alfa-7",
        "Piekarnia Alfa!",
        f"{vendor().product_name}!!",
        "Subiekt nexo 1",
        "klucznik-konto",
    ):
        assert "password_about_you" in refused(password, anna) | refused(
            password.ljust(12, "!"), anna
        )
    assert not refused("piekarnia pod lasem śpi", anna)


def hexed(*words: str) -> list[str]:
    return sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in words)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("count", ["", ":17"])
def test_the_operators_file_is_searched_on_the_disk(settings, tmp_path, ending, count):
    words = [f"leaked password number {n}" for n in range(257)]
    path = tmp_path / "leaked.txt"
    path.write_bytes("".join(f"{line}{count}{ending}" for line in hexed(*words)).encode())
    settings.PASSWORD_LIST = str(path)

    assert all(is_leaked(word) for word in words)
    assert not any(is_leaked(f"unknown password number {n}") for n in range(300))


@pytest.mark.parametrize("content", [b"", b"\n", b"nonsense", b"\xff" * 5000])
def test_a_broken_file_stops_nobody(settings, tmp_path, content):
    path = tmp_path / "leaked.txt"
    path.write_bytes(content)
    settings.PASSWORD_LIST = str(path)
    assert not is_leaked("spokojna rzeka 17")

    settings.PASSWORD_LIST = str(tmp_path / "missing.txt")
    assert not is_leaked("spokojna rzeka 17")


@pytest.mark.django_db
def test_the_refusal_says_what_to_do_and_nothing_is_lost(client, settings, tmp_path):
    answer = sign_up(client, password="Kasia1985!!!")
    assert answer.status_code == 422
    assert "do not belong together" in str(answer.context["form"].errors["password"])
    assert answer.context["form"]["email"].value() == form()["email"]

    path = tmp_path / "leaked.txt"
    path.write_text(hexed("spokojna rzeka 17")[0] + "\n")
    settings.PASSWORD_LIST = str(path)
    assert "has leaked" in str(sign_up(client).context["form"].errors["password"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    [" rzeka i most 17 ", "zażółć gęślą jaźń", "rzeka\u00a0i most 17", "e\u0301te\u0301 na wsi 7"],
)
def test_a_password_works_exactly_as_it_was_typed(client, password):
    user = factories.person()
    user.set_password(password)
    user.save()
    for other in (password.strip(), password.upper(), password[:12], password + " "):
        if other != password:
            sign_in(client, user.email, other)
            assert not is_signed_in(client)

    sign_in(client, user.email, password)
    assert is_signed_in(client)


class RoundTrip(TestCase):
    """Whatever can be typed into the field comes out as it went in."""

    @settings(max_examples=DEEP, deadline=None)
    @given(
        st.text(
            st.characters(codec="utf-8", exclude_characters="\x00\r\n"), min_size=1, max_size=80
        )
    )
    def test_the_field_changes_nothing(self, password):
        user = User(email="anna@example.com")
        sent = SignInForm(data={"login": "anna@example.com", "password": password})
        typed = sent.fields["password"].clean(password)
        user.set_password(typed)

        assert typed == password
        assert user.check_password(password)
        assert not user.check_password(password + "x")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "account_login"])
def test_password_managers_and_pasting_are_welcome(client, name):
    shown = client.get(reverse(name)).content.decode()

    assert 'type="password"' in shown
    assert 'autocomplete="new-password"' in shown or 'autocomplete="current-password"' in shown
    assert "onpaste" not in shown
    assert "maxlength" not in shown.split('type="password"')[1].split(">")[0]
