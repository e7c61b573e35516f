"""Invitations that ran out: they stay visible for a month, are sent again with one click, and can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import (
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.people import change_role
from klucznik.members.errors.invitations import (
    AlreadyInCompany,
    AlreadyInvited,
    InvitationClosed,
    OfferOver,
)
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from klucznik.members.tasks import expire_invitations
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]
Travel = Callable[..., object]
NEW = "zosia@example.com"


def ran_out(cast: Cast, travel: Travel, **more: object) -> Invitation:
    invitation = invite_member(cast.bartek, cast.alfa, email=NEW, role=Role.USER, **more)
    travel(days=15)
    expire_invitations()
    return Invitation.objects.get(pk=invitation.pk)


def listed(browser: Client, cast: Cast) -> str:
    return browser.get(page_of(cast.alfa, "members:members"), {"role": "invited"}).content.decode()


def ask(browser: Client, invitation: Invitation) -> tuple[int, str]:
    address = reverse("invitations:ask_again", args=[secret_of(invitation)])
    return told(browser.post(address, follow=True))


def test_one_that_ran_out_stays_in_the_list_for_a_month(
    cast: Cast, sign_in: SignIn, travel: Travel
) -> None:
    ran_out(cast, travel)
    browser = sign_in(cast.anna)

    page = listed(browser, cast)
    travel(days=30)
    later = listed(browser, cast)

    assert NEW in page
    assert "ran out on" in page
    assert "Send again" in page
    assert "invited by Bartek Brzoza" in page
    assert NEW not in later


def test_one_click_sends_it_again_for_14_days(
    cast: Cast, sign_in: SignIn, travel: Travel, deliver: Callable[[], None]
) -> None:
    invitation = ran_out(cast, travel)
    old = secret_of(invitation)
    deliver()
    mail.outbox.clear()

    sign_in(cast.anna).post(page_of(cast.alfa, "members:send_again", invitation.public_id))
    deliver()

    invitation.refresh_from_db()
    assert invitation.is_open
    assert invitation.expired_at is None
    assert invitation.invited_by == cast.anna
    assert secret_of(invitation) != old
    assert invitation.expires_at - clock.now() > timedelta(days=13)
    assert [message.to for message in mail.outbox] == [[NEW]]
    assert accept_invitation(factories.person(email=NEW), invitation).role == Role.USER


def test_it_can_be_taken_off_the_list(cast: Cast, sign_in: SignIn, travel: Travel) -> None:
    invitation = ran_out(cast, travel)
    browser = sign_in(cast.anna)

    answer = browser.post(
        page_of(cast.alfa, "members:revoke", invitation.public_id), follow=True
    ).content.decode()

    assert "is off the list" in answer
    assert "Send again" not in answer
    with pytest.raises(InvitationClosed):
        send_invitation_again(cast.anna, invitation)


def test_it_is_not_sent_again_to_somebody_who_came_another_way(cast: Cast, travel: Travel) -> None:
    invitation = ran_out(cast, travel)
    newer = invite_member(cast.anna, cast.alfa, email=NEW, role=Role.USER)
    with pytest.raises(AlreadyInvited):
        send_invitation_again(cast.anna, invitation)
    accept_invitation(factories.person(email=NEW), newer)

    with pytest.raises(AlreadyInCompany):
        send_invitation_again(cast.anna, invitation)


def test_an_offer_whose_day_is_over_is_not_sent_again(cast: Cast, travel: Travel) -> None:
    invitation = ran_out(cast, travel, until=clock.today() + timedelta(days=5))

    with pytest.raises(OfferOver):
        send_invitation_again(cast.anna, invitation)


def test_the_invited_person_asks_for_a_new_one_with_one_click(
    cast: Cast, sign_in: SignIn, travel: Travel, deliver: Callable[[], None]
) -> None:
    invitation = ran_out(cast, travel)
    deliver()
    mail.outbox.clear()
    guest = Client(headers={"accept-language": "en"})

    dead = guest.get(reverse("invitations:show", args=[secret_of(invitation)]))
    status, answer = ask(guest, invitation)
    deliver()

    assert "Ask for a new invitation" in dead.content.decode()
    assert status == 200
    assert "We passed your question on" in answer
    (message,) = mail.outbox
    assert message.to == ["bartek@example.com"]
    assert f"{NEW} asks for a new invitation" in message.subject
    assert page_of(cast.alfa, "members:invitation", invitation.public_id) in str(message.body)
    assert secret_of(invitation) not in str(message.body)
    event = Event.objects.get(kind=Kind.INVITATION_ASKED_AGAIN)
    assert event.sentence == f"{NEW} asked for a new invitation".capitalize()
    page = listed(sign_in(cast.bartek), cast)
    assert "ran out; asks for a new one" in page


def test_asking_twice_a_day_asks_once_and_answers_the_same(cast: Cast, travel: Travel) -> None:
    invitation = ran_out(cast, travel)
    guest = Client(headers={"accept-language": "en"})

    first = ask(guest, invitation)
    second = ask(guest, invitation)

    assert first == second
    assert Event.objects.filter(kind=Kind.INVITATION_ASKED_AGAIN).count() == 1


def test_whatever_happens_asking_reads_the_same(cast: Cast, travel: Travel) -> None:
    late, waiting = (
        ran_out(cast, travel),
        invite_member(cast.anna, cast.alfa, email="ola@example.com", role=Role.USER),
    )
    revoked = invite_member(cast.anna, cast.alfa, email="ula@example.com", role=Role.USER)
    revoke_invitation(cast.anna, revoked)
    guest = Client(headers={"accept-language": "en"})

    unknown = told(guest.post(reverse("invitations:ask_again", args=["A" * 43]), follow=True))

    assert [ask(guest, one) for one in (late, waiting, revoked)] == [unknown] * 3
    assert Event.objects.filter(kind=Kind.INVITATION_ASKED_AGAIN).count() == 1


def test_a_question_reaches_others_when_the_inviter_lost_the_right(
    cast: Cast, travel: Travel, deliver: Callable[[], None]
) -> None:
    invitation = ran_out(cast, travel)
    change_role(cast.anna, place_of(cast.bartek, cast.alfa), role=Role.USER)
    deliver()
    mail.outbox.clear()

    ask(Client(), invitation)
    deliver()

    assert [message.to for message in mail.outbox] == [["anna@example.com"]]


def test_asking_gives_nothing_and_an_address_asks_for_few(cast: Cast, travel: Travel) -> None:
    late = [
        invite_member(cast.anna, cast.alfa, email=f"n{n}@example.com", role=Role.USER)
        for n in range(25)
    ]
    travel(days=15)
    guest = Client(headers={"accept-language": "en"})

    for invitation in late:
        ask(guest, invitation)

    assert Event.objects.filter(kind=Kind.INVITATION_ASKED_AGAIN).count() == 20
    assert not Membership.objects.filter(user__email__startswith="n").exists()
    assert not [one for one in Invitation.objects.all() if one.is_open]


def test_after_the_month_nobody_is_asked(cast: Cast, travel: Travel) -> None:
    invitation = ran_out(cast, travel)
    travel(days=30)
    guest = Client(headers={"accept-language": "en"})

    dead = guest.get(reverse("invitations:show", args=[secret_of(invitation)])).content.decode()
    ask(guest, invitation)

    assert "Ask for a new invitation" not in dead
    assert not Event.objects.filter(kind=Kind.INVITATION_ASKED_AGAIN).exists()
