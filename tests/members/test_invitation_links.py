"""The link of an invitation: looking spends nothing, and only the proved address takes what it offers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.members.actions.invitations import (
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.actions.joining import decline_invitation
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import told

SignIn = Callable[..., Client]


def for_dorota(cast: Cast, role: Role = Role.USER, **more: Any) -> Invitation:
    if role == Role.GLOBAL_ADMINISTRATOR:
        factories.with_factor(cast.anna)
    return invite_member(cast.anna, cast.alfa, email="dorota@example.com", role=role, **more)


def invited(cast: Cast, email: str) -> Invitation:
    return invite_member(cast.anna, cast.alfa, email=email, role=Role.USER)


def link(invitation: Invitation) -> str:
    return reverse("invitations:show", args=[secret_of(invitation)])


def test_looking_at_the_link_spends_nothing(cast: Cast, sign_in: SignIn) -> None:
    invitation = for_dorota(cast)

    for browser in (Client(), sign_in(cast.dorota), sign_in(cast.celina)):
        assert browser.get(link(invitation)).status_code == 200

    assert not Membership.objects.filter(user=cast.dorota).exists()
    assert Invitation.objects.get().is_open


def test_a_guest_is_led_to_sign_in_or_to_create_an_account_and_back(cast: Cast) -> None:
    invitation = for_dorota(cast)
    guest = Client()

    shown = guest.get(link(invitation)).content.decode()
    sign_up = guest.get(reverse("account_signup"), {"next": link(invitation)}).content.decode()
    posted = guest.post(link(invitation))

    assert f"{reverse('account_login')}?next=" in shown
    assert 'value="dorota@example.com"' in sign_up
    assert posted.headers["Location"].startswith(reverse("account_login"))
    assert Invitation.objects.get().is_open


def test_another_account_cannot_take_it_and_is_told_which_one_can(
    cast: Cast, sign_in: SignIn
) -> None:
    invitation = for_dorota(cast)
    browser = sign_in(cast.celina)

    shown = browser.get(link(invitation)).content.decode()
    answer = browser.post(link(invitation))

    assert (
        "You are signed in as celina@example.com, and the invitation is for dorota@example.com"
        in shown
    )
    assert "Accept the invitation" not in shown
    assert answer.status_code == 422
    assert not Membership.objects.filter(user=cast.celina, company=cast.alfa).exists()
    assert Invitation.objects.get().is_open


def test_an_address_that_is_not_proved_opens_nothing(cast: Cast, sign_in: SignIn) -> None:
    invitation = for_dorota(cast)
    EmailAddress.objects.filter(user=cast.dorota).update(verified=False)

    answer = sign_in(cast.dorota).post(link(invitation))

    assert answer.status_code == 422
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_the_link_works_until_the_last_moment_and_not_a_second_longer(
    cast: Cast, sign_in: SignIn, travel: Callable[..., object]
) -> None:
    invitation = for_dorota(cast)
    browser = sign_in(cast.dorota)

    travel(days=14, seconds=-5)
    before = browser.get(link(invitation))
    travel(seconds=6)
    after = browser.post(link(invitation))

    assert before.status_code == 200
    assert "this time is over" in after.content.decode()
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_an_old_link_explains_itself(cast: Cast, sign_in: SignIn) -> None:
    invitation = for_dorota(cast)
    old = link(invitation)
    send_invitation_again(cast.anna, invitation)
    invitation.refresh_from_db()
    browser = sign_in(cast.dorota)

    rotated = browser.post(old)
    accepted = browser.post(link(invitation))
    twice = browser.get(link(invitation))

    assert rotated.status_code == 404
    assert "a newer message with another link" in rotated.content.decode()
    assert accepted.status_code == 302
    assert "This invitation was accepted" in twice.content.decode()


def test_a_revoked_a_declined_and_a_rotated_link_read_like_one_that_never_was(
    cast: Cast, sign_in: SignIn
) -> None:
    revoked, declined = for_dorota(cast), invited(cast, "ula@example.com")
    rotated = invited(cast, "ala@example.com")
    old = link(rotated)
    revoke_invitation(cast.anna, revoked)
    decline_invitation(None, declined)
    send_invitation_again(cast.anna, rotated)
    browser = sign_in(cast.dorota)

    nowhere = told(browser.post(reverse("invitations:show", args=["A" * 43])))
    answers = [told(browser.post(one)) for one in (link(revoked), link(declined), old)]

    assert answers == [nowhere] * 3
    assert nowhere[0] == 404
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_a_made_up_link_opens_nothing(cast: Cast, sign_in: SignIn) -> None:
    secret = secret_of(for_dorota(cast))
    browser = sign_in(cast.dorota)

    for position in range(len(secret)):
        other = "A" if secret[position] != "A" else "B"
        forged = secret[:position] + other + secret[position + 1 :]
        assert browser.post(reverse("invitations:show", args=[forged])).status_code == 404

    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_a_new_person_signs_up_and_comes_back_to_accept(
    db: None, cast: Cast, deliver: Callable[[], None]
) -> None:
    invitation = invite_member(cast.anna, cast.alfa, email="zosia@example.com", role=Role.USER)
    browser = Client()
    browser.get(link(invitation))
    typed = {
        "first_name": "Zosia",
        "last_name": "Lis",
        "email": "zosia@example.com",
        "password": "zielony rower 44",
        "terms": "on",
        "privacy": "on",
        "next": link(invitation),
    }
    browser.post(reverse("account_signup"), typed)
    assert not Membership.objects.filter(user__email="zosia@example.com").exists()
    deliver()
    letter = next(
        m for m in mail.outbox if m.to == ["zosia@example.com"] and "/activate/" in str(m.body)
    )
    activate = re.search(r"/account/activate/[\w-]+/", str(letter.body)).group(0)

    activated = browser.post(activate)
    signed_in = browser.post(
        activated.headers["Location"],
        {"login": "zosia@example.com", "password": "zielony rower 44"},
    )
    answer = browser.post(signed_in.headers["Location"])

    assert signed_in.headers["Location"] == link(invitation)
    assert answer.status_code == 302
    assert Membership.objects.active().get(user__email="zosia@example.com").role == Role.USER
