"""A person signs in from a program: the program shows a code, they confirm it in the browser."""

from __future__ import annotations

import json

import pytest

from klucznik_client import NotSignedIn, SignInOver


def signed_in(computer, portal, **options):
    client = computer.start(**options)
    portal.confirm(client.begin_sign_in().user_code)
    client.poll()
    return client


def test_a_person_confirms_the_code_and_is_signed_in(computer, portal):
    client = computer().start()

    sign_in = client.begin_sign_in()
    before = client.poll()
    portal.confirm(sign_in.user_code)
    person = client.poll()

    assert sign_in.user_code in sign_in.verification_url_complete
    assert before is None
    assert person.email == "anna@alfa.example"
    assert [company.role for company in client.me().companies] == ["administrator"]


def test_the_sign_in_goes_on_after_the_program_was_started_again(computer, portal):
    desk = computer()
    sign_in = desk.start().begin_sign_in()
    portal.confirm(sign_in.user_code)

    again = desk.start()

    assert again.poll().name == "Anna Nowak"
    assert desk.start().is_signed_in


def test_somebody_who_says_no_ends_the_sign_in(computer, portal):
    client = computer().start()
    sign_in = client.begin_sign_in()
    portal.confirm(sign_in.user_code, state="access_denied")

    with pytest.raises(SignInOver) as over:
        client.poll()
    assert over.value.code == "access_denied"
    with pytest.raises(SignInOver):
        client.poll()


def test_a_portal_that_asks_for_patience_is_asked_less_often(computer, portal):
    client = computer().start()
    sign_in = client.begin_sign_in()
    portal.confirm(sign_in.user_code, state="slow_down")

    assert client.poll() is None
    assert client.poll_after == sign_in.interval + 5


def test_signing_out_ends_the_token_in_the_portal(computer, portal):
    client = signed_in(computer(), portal)

    client.sign_out()

    assert not portal.world.tokens
    assert not client.is_signed_in
    with pytest.raises(NotSignedIn):
        client.me()


def test_a_token_that_ended_is_forgotten_without_a_fuss(computer, portal):
    client = signed_in(computer(), portal)
    portal.world.tokens.clear()

    with pytest.raises(NotSignedIn):
        client.me()
    client.sign_out()
    assert not client.is_signed_in


def test_the_token_stands_only_in_the_state_of_this_user(computer, portal):
    desk = computer()
    signed_in(desk, portal)

    assert json.loads(desk.state.read_text())["token"].startswith("klt_")
    assert desk.state.stat().st_mode & 0o777 == 0o600
