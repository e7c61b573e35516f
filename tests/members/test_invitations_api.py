"""Invitations for programs: the same acts, limits and refusals as on the pages, and never a link."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.limits.counting import consume
from klucznik.members.actions.invitations import invite_member
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE

SignIn = Callable[..., Client]
NEW = "zosia@example.com"


def address(cast: Cast, *more: str) -> str:
    return "/".join([f"/api/v1/companies/{cast.alfa.public_id}/invitations", *more])


def post(browser: Client, cast: Cast, **body: Any) -> Any:
    return browser.post(
        address(cast), json.dumps({"email": NEW} | body), content_type="application/json"
    )


def test_a_program_invites_lists_and_revokes_for_the_person(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    product = factories.product("subiekt-123", needs_access=True)
    factories.license(cast.alfa, product=product)
    day = clock.today() + timedelta(days=20)
    browser = sign_in(cast.anna)

    made = post(browser, cast, products=["subiekt-123"], until=day.isoformat())
    deliver()
    listed = browser.get(address(cast)).json()
    gone = browser.delete(address(cast, made.json()["id"]))

    assert made.status_code == 201
    assert listed["invitations"] == [made.json()]
    assert made.json()["products"] == ["subiekt-123"]
    assert (made.json()["until"], made.json()["state"]) == (day.isoformat(), "waiting")
    assert mail.outbox[0].to == [NEW]
    assert gone.status_code == 204
    assert Invitation.objects.get().revoked_by == cast.anna
    assert browser.get(address(cast)).json()["invitations"] == []


def test_no_answer_holds_a_secret(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    made = post(browser, cast)
    invitation = Invitation.objects.get()

    answers = made.content + browser.get(address(cast)).content

    for secret in (secret_of(invitation), invitation.nonce, invitation.secret_hash):
        assert secret.encode() not in answers


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"email": "bogna@example.com"}, 409, "already_in_company"),
        ({"email": "zośia@example.com"}, 422, "not_an_address"),
        ({"role": "global_administrator"}, 403, "factor_not_fresh"),
        ({"role": "boss"}, 422, "malformed"),
        ({"products": ["paint"]}, 422, "unknown_products"),
        ({"until": "2020-01-01"}, 422, "until_out_of_range"),
        ({"until": "tomorrow"}, 422, "malformed"),
        ({"invited_by": "celina"}, 422, "malformed"),
    ],
)
def test_a_refusal_is_a_problem_with_a_code(
    cast: Cast, sign_in: SignIn, change: dict[str, Any], status: int, code: str
) -> None:
    answer = post(sign_in(cast.anna), cast, **change)

    assert (answer.status_code, answer.json()["title"]) == (status, code)
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert not Invitation.objects.exists()


def test_nobody_offers_more_than_they_hold(cast: Cast, sign_in: SignIn) -> None:
    answer = post(sign_in(cast.bartek), cast, role="administrator")

    assert (answer.status_code, answer.json()["title"]) == (403, "right_missing")


def test_the_limits_of_the_page_hold_here_too(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(3):
        consume(invite__email=NEW)

    answer = post(sign_in(cast.anna), cast)

    assert (answer.status_code, answer.json()["title"]) == (429, "too_many_to_address")


def test_strangers_and_members_without_the_right_learn_nothing(cast: Cast, sign_in: SignIn) -> None:
    invitation = invite_member(cast.anna, cast.alfa, email=NEW, role=Role.USER)
    stranger, member = sign_in(cast.celina), sign_in(cast.bogna)

    assert stranger.get(address(cast)).status_code == 404
    assert post(stranger, cast).status_code == 404
    assert stranger.delete(address(cast, invitation.public_id)).status_code == 404
    assert (
        stranger.delete(
            f"/api/v1/companies/{cast.beta.public_id}/invitations/{invitation.public_id}"
        ).status_code
        == 404
    )
    assert member.get(address(cast)).status_code == 403
    assert member.delete(address(cast, NOWHERE)).status_code == 403
    assert Client().get(address(cast)).status_code == 401
    assert Invitation.objects.get().is_open
