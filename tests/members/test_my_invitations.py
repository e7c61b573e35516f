"""What waits for the invited person: a notice in their account, accepting without the link, saying no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member, revoke_invitation
from klucznik.members.actions.joining import accept_invitation, decline_invitation
from klucznik.members.errors.invitations import InvitationClosed
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]
NOTICE = "You have an invitation to the company Piekarnia Alfa"


def for_dorota(cast: Cast, **more: object) -> Invitation:
    return invite_member(cast.anna, cast.alfa, email="dorota@example.com", role=Role.USER, **more)


def link(invitation: Invitation, name: str = "show") -> str:
    return reverse(f"invitations:{name}", args=[secret_of(invitation)])


def mine(invitation: Invitation, name: str = "mine") -> str:
    return reverse(f"invitations:{name}", args=[invitation.public_id])


def test_somebody_without_a_company_finds_the_invitation_on_the_start_page(
    cast: Cast, sign_in: SignIn
) -> None:
    invitation = for_dorota(cast)
    browser = sign_in(cast.dorota)

    home = browser.get(reverse("home")).content.decode()
    page = browser.get(mine(invitation)).content.decode()
    browser.post(mine(invitation))

    assert NOTICE in home
    assert mine(invitation) in home
    assert secret_of(invitation) not in home + page
    assert "Anna Alfowska invites you" in page
    assert place_of(cast.dorota, cast.alfa).role == Role.USER
    assert NOTICE not in browser.get(reverse("companies:switch")).content.decode()


def test_somebody_with_companies_finds_it_there(cast: Cast, sign_in: SignIn) -> None:
    invite_member(cast.anna, cast.alfa, email="celina@example.com", role=Role.USER)
    browser = sign_in(cast.celina)

    straight = browser.get(reverse("home"), follow=True).content.decode()
    switch = browser.get(reverse("companies:switch")).content.decode()

    assert NOTICE in straight
    assert NOTICE in switch


def test_only_a_proved_address_finds_anything(cast: Cast, sign_in: SignIn) -> None:
    invitation = for_dorota(cast)
    EmailAddress.objects.filter(user=cast.dorota).update(verified=False)
    browser = sign_in(cast.dorota)

    assert NOTICE not in browser.get(reverse("home")).content.decode()
    for address in (mine(invitation), mine(invitation, "decline_mine")):
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404
        assert sign_in(cast.celina).post(address).status_code == 404
    assert Invitation.objects.get().is_open


def test_a_second_address_of_the_person_counts_when_it_is_proved(
    cast: Cast, sign_in: SignIn
) -> None:
    EmailAddress.objects.create(user=cast.dorota, email="praca@example.com", verified=True)
    invite_member(cast.anna, cast.alfa, email="praca@example.com", role=Role.USER)

    assert NOTICE in sign_in(cast.dorota).get(reverse("home")).content.decode()


def test_what_ended_is_not_told_any_more(
    cast: Cast, sign_in: SignIn, travel: Callable[..., object]
) -> None:
    first = for_dorota(cast)
    revoke_invitation(cast.anna, first)
    second = for_dorota(cast)
    browser = sign_in(cast.dorota)
    travel(days=15)

    assert NOTICE not in browser.get(reverse("home")).content.decode()
    assert browser.post(mine(second)).status_code == 404
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_after_accepting_the_page_says_what_one_is_now(cast: Cast, sign_in: SignIn) -> None:
    full = factories.product("paint", name="Paint", metric="users", needs_access=True)
    free = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    factories.license(cast.alfa, product=full, amount=1)
    factories.license(cast.alfa, product=free)
    day = clock.today() + timedelta(days=40)
    invitation = for_dorota(cast, products=[full, free], until=day)
    olga = invite_member(
        cast.anna, cast.alfa, email="olga@example.com", role=Role.USER, products=[full]
    )
    accept_invitation(factories.person(email="olga@example.com"), olga)

    answer = sign_in(cast.dorota).post(link(invitation), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(page_of(cast.alfa, "members:joined"), 302)]
    assert "You are in the company Piekarnia Alfa" in page
    assert date_long(day) in page
    assert "Subiekt 123</a>" in page
    assert "the right to give it has ended: Paint" in page
    assert cast.alfa.get_absolute_url() in page
    assert place_of(cast.dorota, cast.alfa).until == invitation.place_until


@pytest.mark.parametrize("signed_in", [True, False])
def test_declining_takes_one_question_and_tells_the_inviter(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None], signed_in: bool
) -> None:
    invitation = for_dorota(cast)
    deliver()
    mail.outbox.clear()
    browser = sign_in(cast.dorota) if signed_in else Client(headers={"accept-language": "en"})

    asked = browser.get(link(invitation, "decline")).content.decode()
    assert Invitation.objects.get().is_open
    answer = browser.post(link(invitation, "decline"), follow=True).content.decode()
    deliver()

    assert "Decline the invitation?" in asked
    assert "You declined the invitation" in answer
    assert Invitation.objects.get().declined_at
    (message,) = mail.outbox
    assert message.to == ["anna@example.com"]
    assert "declined the invitation" in message.subject
    event = Event.objects.get(kind=Kind.INVITATION_DECLINED)
    assert event.actor == (cast.dorota if signed_in else None)
    assert browser.get(link(invitation)).status_code == 404
    with pytest.raises(InvitationClosed):
        accept_invitation(cast.dorota, invitation)


def test_after_a_no_the_person_can_be_invited_again(cast: Cast) -> None:
    decline_invitation(cast.dorota, for_dorota(cast))

    assert for_dorota(cast).is_open


def test_one_can_decline_in_ones_account(cast: Cast, sign_in: SignIn) -> None:
    invitation = for_dorota(cast)

    sign_in(cast.dorota).post(mine(invitation, "decline_mine"))

    assert Invitation.objects.get().declined_at
