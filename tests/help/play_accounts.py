"""Plays of the articles about the account: creating, signing in, addresses, leaving."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.utils import timezone

from klucznik.accounts.models import Activation, FactorLoss
from klucznik.core import clock
from tests import factories
from tests.accounts.departing import decide
from tests.accounts.people import NEW, code_for, form
from tests.factories import PASSWORD
from tests.help.plays import (
    Play,
    Step,
    answer,
    do,
    enter,
    follow,
    letter,
    play,
    see,
    send,
    stranger,
)

ALFA_NUMBER = "ALFA1-22222-33333-44444"


def sign_in(who: str, *, status: int = 200) -> Step:
    return send("account_login", {"login": f"{{{who}.email}}", "password": PASSWORD}, status=status)


def with_second_steps(things: SimpleNamespace) -> None:
    """Anna and Bogna have an application with codes."""
    factories.with_factor(things.anna)
    factories.with_factor(things.bogna)


def late(_things: SimpleNamespace) -> None:
    """Days have passed since somebody signed up."""
    Activation.objects.update(expires_at=timezone.now() - timedelta(days=1))


def waited(_things: SimpleNamespace) -> None:
    """The wait for the removal of a second step is over."""
    FactorLoss.objects.update(due_at=clock.now() - timedelta(hours=1))


def recovery_address(things: SimpleNamespace) -> None:
    """Anna has another address, beside the one for signing in; and a second step."""
    with_second_steps(things)
    EmailAddress.objects.create(user=things.anna, email="anna.dom@example.com", verified=True)


def bogna_leaves(things: SimpleNamespace) -> None:
    """Bogna asked for the deletion of her account."""
    decide(things.bogna)


def too_many_tries(email: str) -> list[Step]:
    """One more than an account is given."""
    wrong = {"login": email, "password": "x"}
    return [send("account_login", wrong, status=422) for _ in range(6)]


PLAYS: dict[str, Play] = {
    "create-account": play(
        see("account_login"),
        see("account_signup"),
        send("account_signup", form()),
        letter("zofia@example.com"),
        follow("activate"),
        send("account_signup", form(email="{anna.email}")),
        letter("{anna.email}"),
    ),
    "activate-account": play(
        send("account_signup", form()),
        letter("zofia@example.com"),
        send("account_login", {"login": "zofia@example.com", "password": PASSWORD}),
        see("account_resend_activation"),
        send("account_resend_activation", {"email": "zofia@example.com"}),
        stranger(),
        follow("activate"),
        do(late),
        follow("activate", status=410),
        send("account_resend_activation", {"email": "zofia@example.com"}),
        follow("activate"),
        answer(form()),
        follow("activate"),
    ),
    "cannot-sign-in": play(
        send("account_login", {"login": "{bartek.email}", "password": "x"}, status=422),
        send("account_signup", form()),
        send("account_login", {"login": "zofia@example.com", "password": PASSWORD}),
        sign_in("anna"),
        do(bogna_leaves),
        stranger(),
        sign_in("bogna"),
        enter("dorota"),
        see("home"),
        enter("bartek"),
        see("home"),
        stranger(),
        *too_many_tries("nikt@example.com"),
        stage=lambda things: factories.with_factor(things.anna),
    ),
    "new-password": play(
        see("account_login"),
        see("account_reset_password"),
        send("account_reset_password", {"email": "{bartek.email}"}),
        letter("{bartek.email}"),
        follow("forgotten-password"),
        answer({"password": NEW}),
        follow("forgotten-password"),
        enter("anna"),
        see("account_overview"),
        see("account_change_password"),
    ),
    "second-step": play(
        enter("bartek"),
        see("mfa_index"),
        see("mfa_activate_totp"),
        send("account_reauthenticate", {"password": PASSWORD}),
        see("mfa_activate_totp"),
        send("mfa_activate_totp", {"code": lambda things: code_for(things.page.context["secret"])}),
        stranger(),
        sign_in("bogna"),
        stage=with_second_steps,
    ),
    "lost-second-step": play(
        sign_in("bogna"),
        see("account_factor_lost"),
        answer({}),
        letter("{bogna.email}"),
        follow("second-step/lost"),
        do(waited),
        see("account_factor_lost"),
        stage=with_second_steps,
    ),
    "passkeys": play(
        see("account_login"),
        sign_in("bogna"),
        enter("anna", factor=True),
        see("mfa_index"),
        see("account_add_passkey"),
        see("account_add_security_key"),
        stage=with_second_steps,
    ),
    "change-email": play(
        enter("anna", factor=True),
        see("account_addresses"),
        see("account_change_address"),
        see("account_add_address"),
        send("account_change_address", {"email": "anna.nowa@example.com"}),
        letter("anna.nowa@example.com"),
        follow("addresses/confirm"),
        answer({}),
        letter("anna@example.com"),
        stranger(),
        follow("addresses/undo"),
        stage=recovery_address,
    ),
    "lost-mailbox": play(
        enter("bartek"),
        see("letters:letters", company="{alfa.public_id}"),
        see("letters:address", company="{alfa.public_id}"),
        see("letters:merge", company="{alfa.public_id}"),
    ),
    "delete-account": play(
        enter("anna"),
        see("account_overview"),
        see("account_delete"),
        see("companies:switch"),
        do(bogna_leaves),
        letter("{bogna.email}"),
        stranger(),
        sign_in("bogna"),
    ),
    "deleted-account-back": play(
        do(bogna_leaves),
        sign_in("bogna"),
        enter("dorota"),
        see("home"),
        see("companies:connect"),
        send("companies:connect", {"tax_id": "{alfa.tax_number}"}),
        answer({"license_number": ALFA_NUMBER, "statement": "on"}),
        see("home"),
        see("recovery:ways", company="{alfa.public_id}"),
    ),
    "take-out": play(
        enter("bartek"),
        see("account_overview"),
        see("account_take_out"),
        send("account_take_out", {}),
        letter("{bartek.email}"),
        see("account_take_out"),
    ),
    "sessions-and-devices": play(
        sign_in("bartek"),
        stranger(),
        sign_in("bartek"),
        see("account_overview"),
        see("account_sessions"),
        letter("{bartek.email}"),
        follow("not-me"),
        answer({}),
        letter("{bartek.email}"),
    ),
    "notifications": play(
        sign_in("bartek"),
        stranger(),
        sign_in("bartek"),
        letter("{bartek.email}"),
        see("home"),
        see("account_notices"),
        see("account_notice_choices"),
    ),
}
