"""Accepting with another account than the invited one: refused, told, and possible only after the company agrees."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import (
    change_invitation,
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.other_accounts import (
    allow_other_account,
    ask_with_other_account,
    refuse_other_account,
)
from klucznik.members.actions.people import change_role
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.members.errors.invitations import (
    AccountRefused,
    AnotherAddress,
    InvitationClosed,
    QuestionAnswered,
    TooManyQuestions,
)
from klucznik.members.invitations import secret_of
from klucznik.members.models import AnotherAccount, Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
INVITED = "biuro@example.com"


def invited(cast: Cast, role: Role = Role.USER, by: User | None = None) -> Invitation:
    if role == Role.GLOBAL_ADMINISTRATOR:
        factories.with_factor(cast.anna)
    return invite_member(by or cast.anna, cast.alfa, email=INVITED, role=role)


def link(invitation: Invitation, name: str = "show") -> str:
    return reverse(f"invitations:{name}", args=[secret_of(invitation)])


def answer_page(cast: Cast, asked: AnotherAccount, answer: str) -> str:
    found = asked.invitation
    return page_of(cast.alfa, f"members:{answer}_account", found.public_id, asked.public_id)


def asked_by(user: User, invitation: Invitation) -> AnotherAccount:
    asked = ask_with_other_account(user, invitation)
    assert asked is not None
    return asked


def test_the_person_asks_the_inviter_allows_and_the_account_accepts(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invitation = invited(cast, by=cast.bartek)
    deliver()
    mail.outbox.clear()
    dorota = sign_in(cast.dorota)

    shown = dorota.get(link(invitation)).content.decode()
    asking = dorota.post(link(invitation, "ask"), follow=True).content.decode()
    asked = AnotherAccount.objects.get()
    deliver()
    (question,) = mail.outbox
    bartek = sign_in(cast.bartek)
    listed = bartek.get(page_of(cast.alfa, "members:members"), {"role": "invited"})
    page = bartek.get(page_of(cast.alfa, "members:invitation", invitation.public_id))
    bartek.post(answer_page(cast, asked, "allow"))
    deliver()
    accepting = dorota.get(link(invitation)).content.decode()
    dorota.post(link(invitation))

    assert "Ask to accept with this account (dorota@example.com)" in shown
    assert "When the company answers, you get a message" in asking
    assert question.to == ["bartek@example.com"]
    assert all(address in str(question.body) for address in (INVITED, "dorota@example.com"))
    assert "another account asks" in listed.content.decode()
    assert "dorota@example.com" in page.content.decode()
    allowed = mail.outbox[-1]
    assert allowed.to == ["dorota@example.com"]
    assert secret_of(invitation) not in str(allowed.body)
    assert reverse("invitations:mine", args=[invitation.public_id]) in str(allowed.body)
    assert "Accept the invitation" in accepting
    assert place_of(cast.dorota, cast.alfa).role == Role.USER
    event = Event.objects.get(kind=Kind.INVITATION_ACCEPTED_ELSEWHERE)
    assert event.details.values == {"email": INVITED, "account": "dorota@example.com"}


def test_the_link_of_the_message_is_not_needed_after_the_answer(
    cast: Cast, sign_in: SignIn
) -> None:
    invitation = invited(cast)
    asked = asked_by(cast.dorota, invitation)
    address = reverse("invitations:mine", args=[invitation.public_id])
    browser = sign_in(cast.dorota)

    before = browser.get(address).status_code
    allow_other_account(cast.anna, asked)
    send_invitation_again(cast.anna, invitation)
    answer = browser.post(address)

    assert before == 404
    assert answer.status_code == 302
    assert place_of(cast.dorota, cast.alfa).role == Role.USER


def test_whoever_is_refused_is_told_and_gets_nothing(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invitation = invited(cast)
    asked = asked_by(cast.dorota, invitation)

    sign_in(cast.anna).post(answer_page(cast, asked, "refuse"))
    deliver()
    page = sign_in(cast.dorota).get(link(invitation)).content.decode()

    assert "did not agree" in page
    assert "this account cannot accept the invitation" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == ["dorota@example.com"]
    with pytest.raises(AccountRefused):
        ask_with_other_account(cast.dorota, invitation)
    with pytest.raises(AnotherAddress):
        accept_invitation(cast.dorota, invitation)


def test_trying_without_asking_is_refused_and_told_to_the_inviter_once(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invitation = invited(cast)
    deliver()
    mail.outbox.clear()
    browser = sign_in(cast.celina)

    answers = [browser.post(link(invitation)).status_code for _ in range(3)]
    deliver()

    assert answers == [422] * 3
    (message,) = mail.outbox
    assert message.to == ["anna@example.com"]
    assert "celina@example.com" in str(message.body)
    assert Event.objects.filter(kind=Kind.INVITATION_TRIED).count() == 1
    assert not Membership.objects.filter(user=cast.celina, company=cast.alfa).exists()


def test_at_most_three_accounts_ask_about_one_invitation(cast: Cast) -> None:
    invitation = invited(cast)
    for _ in range(3):
        asked_by(factories.person(), invitation)

    with pytest.raises(TooManyQuestions):
        ask_with_other_account(cast.dorota, invitation)

    assert AnotherAccount.objects.count() == 3


def test_asking_twice_is_one_question_and_asking_with_the_right_account_none(cast: Cast) -> None:
    invitation = invited(cast)
    own = factories.person(email=INVITED)

    first, again = asked_by(cast.dorota, invitation), asked_by(cast.dorota, invitation)

    assert first == again
    assert ask_with_other_account(own, invitation) is None
    assert Event.objects.filter(kind=Kind.INVITATION_ACCOUNT_ASKED).count() == 1


def test_only_who_could_have_invited_answers(cast: Cast, sign_in: SignIn) -> None:
    asked = asked_by(cast.dorota, invited(cast, Role.ADMINISTRATOR))

    for act in (allow_other_account, refuse_other_account):
        for person in (cast.bartek, cast.bogna, cast.celina):
            with pytest.raises(RightMissing):
                act(person, asked)
    sign_in(cast.bartek).post(answer_page(cast, asked, "allow"))

    asked.refresh_from_db()
    assert asked.allowed_at is None


def test_a_question_reaches_others_when_the_inviter_lost_the_right(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    invitation = invited(cast, by=cast.bartek)
    change_role(cast.anna, place_of(cast.bartek, cast.alfa), role=Role.USER)
    deliver()
    mail.outbox.clear()

    asked = asked_by(cast.dorota, invitation)
    deliver()

    assert [message.to for message in mail.outbox] == [["anna@example.com"]]
    assert allow_other_account(cast.anna, asked).allowed_at


def test_the_global_role_is_allowed_with_a_fresh_and_old_second_step(
    cast: Cast, sign_in: SignIn
) -> None:
    asked = asked_by(cast.dorota, invited(cast, Role.GLOBAL_ADMINISTRATOR))
    young = factories.with_factor(factories.person(), mature=False)
    factories.membership(cast.alfa, young, Role.GLOBAL_ADMINISTRATOR)

    answer = sign_in(cast.anna).post(answer_page(cast, asked, "allow"))

    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    with pytest.raises(FactorTooYoung):
        allow_other_account(young, asked)
    assert allow_other_account(cast.anna, asked).allowed_at


def test_a_higher_role_asks_about_the_account_again(cast: Cast) -> None:
    invitation = invited(cast)
    asked = asked_by(cast.dorota, invitation)
    allow_other_account(cast.anna, asked)

    change_invitation(cast.anna, invitation, role=Role.ADMINISTRATOR)

    asked.refresh_from_db()
    assert asked.allowed_at is None
    with pytest.raises(AnotherAddress):
        accept_invitation(cast.dorota, invitation)


def test_a_question_is_answered_once_and_only_while_the_invitation_waits(cast: Cast) -> None:
    invitation = invited(cast)
    asked, other = asked_by(cast.dorota, invitation), asked_by(cast.celina, invitation)
    refuse_other_account(cast.anna, asked)

    with pytest.raises(QuestionAnswered):
        allow_other_account(cast.bartek, asked)
    revoke_invitation(cast.anna, invitation)
    with pytest.raises(InvitationClosed):
        allow_other_account(cast.anna, other)


def test_a_question_of_another_company_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    asked = asked_by(cast.dorota, invited(cast))
    own = invite_member(cast.celina, cast.beta, email="x@example.com", role=Role.USER)
    browser = sign_in(cast.celina)

    for answer in ("allow", "refuse"):
        name = f"members:{answer}_account"
        here = browser.post(page_of(cast.beta, name, own.public_id, asked.public_id))
        unknown = browser.post(page_of(cast.beta, name, own.public_id, NOWHERE))
        assert told(here) == told(unknown)
        assert here.status_code == 404

    asked.refresh_from_db()
    assert (asked.allowed_at, asked.refused_at) == (None, None)


def test_a_guest_signs_in_first(cast: Cast) -> None:
    answer = Client().post(link(invited(cast), "ask"))

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not AnotherAccount.objects.exists()
