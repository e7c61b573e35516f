"""Inviting a person by e-mail: the page, the message, who may offer what, caps, sending again, changing, revoking."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.actions.invitations import invite_member
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, told

SignIn = Callable[..., Client]
NEW = "zosia@example.com"


def invited(
    cast: Cast, *, by: User | None = None, role: Role = Role.USER, email: str = NEW
) -> Invitation:
    return invite_member(by or cast.anna, cast.alfa, email=email, role=role)


def test_an_administrator_invites_and_the_person_gets_a_message_with_a_link(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    licensed = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(cast.alfa, product=licensed)
    browser = sign_in(cast.anna)

    answer = browser.post(
        page_of(cast.alfa, "members:invite"),
        {"email": " Zosia@Example.com ", "role": "user", "products": ["subiekt-123"]},
        follow=True,
    )
    deliver()

    assert "The invitation was sent to zosia@example.com" in answer.content.decode()
    assert "zosia@example.com" in answer.content.decode()
    (message,) = mail.outbox
    assert message.to == [NEW]
    assert message.subject.endswith("Invitation to use shared services and applications")
    assert re.search(r"/invitations/[\w-]{43}/", str(message.body))
    assert "Subiekt 123" in str(message.body)
    assert "Anna Alfowska" in str(message.body)


def test_the_message_and_the_button_are_in_polish_as_people_know_them(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    User.objects.filter(pk=cast.anna.pk).update(language="pl")
    invite_member(User.objects.get(pk=cast.anna.pk), cast.alfa, email=NEW, role=Role.USER)

    deliver()

    assert "Zaproszenie do korzystania z udostępnionych usług i aplikacji" in mail.outbox[0].subject
    assert "Akceptuj zaproszenie" in str(mail.outbox[0].alternatives[0].content)


def test_the_secret_is_only_in_the_message(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invitation = invited(cast)

    deliver()

    secret = re.search(r"/invitations/([\w-]{43})/", str(mail.outbox[0].body)).group(1)
    browser = sign_in(cast.anna)
    pages = [
        browser.get(page_of(cast.alfa, "members:members")),
        browser.get(page_of(cast.alfa, "members:invitation", invitation.public_id)),
    ]
    assert all(page.status_code == 200 and secret not in page.content.decode() for page in pages)
    assert secret not in SentEmail.objects.get().text
    assert invitation.secret_hash != secret
    assert not Invitation.objects.filter(nonce=secret).exists()


def test_inviting_records_one_event_with_the_address_apart(cast: Cast) -> None:
    invited(cast)

    event = Event.objects.get(kind=Kind.MEMBER_INVITED)

    assert event.sentence == "Anna Alfowska invited zosia@example.com as user"
    assert NEW not in str(event.facts)


def test_a_company_administrator_invites_only_users(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.bartek)

    shown = browser.get(page_of(cast.alfa, "members:invite")).content.decode()
    answer = browser.post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "administrator"}
    )

    assert 'value="user"' in shown
    assert 'value="administrator"' not in shown
    assert 'value="global_administrator"' not in shown
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR])
def test_nobody_offers_more_than_they_hold_even_past_the_page(cast: Cast, role: Role) -> None:
    with pytest.raises(RightMissing):
        invited(cast, by=cast.bartek, role=role)


def test_a_member_without_the_right_learns_whom_to_ask_and_a_stranger_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    refused = sign_in(cast.bogna).post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "user"}
    )
    stranger = sign_in(cast.celina)
    hidden = stranger.post(page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "user"})
    nowhere = stranger.post(f"/companies/{NOWHERE}/members/invite/", {"email": NEW, "role": "user"})

    assert refused.status_code == 403
    assert told(hidden) == told(nowhere)
    assert hidden.status_code == 404
    assert not Invitation.objects.exists()


def test_offering_the_global_role_asks_for_the_second_step_and_keeps_what_was_typed(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.with_factor(cast.anna)
    browser = sign_in(cast.anna)

    answer = browser.post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "global_administrator"}
    )
    again = browser.get(page_of(cast.alfa, "members:invite")).content.decode()

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert NEW in again
    assert re.search(r'value="global_administrator"[^>]*checked', again)
    assert NEW not in browser.get(page_of(cast.alfa, "members:invite")).content.decode()


def test_the_global_role_is_offered_with_a_second_step_of_72_hours(
    cast: Cast, sign_in: SignIn
) -> None:
    factories.with_factor(cast.anna)

    sign_in(cast.anna, factor=True).post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "global_administrator"}
    )

    assert Invitation.objects.get().role == Role.GLOBAL_ADMINISTRATOR


def test_a_young_second_step_offers_the_global_role_to_nobody(cast: Cast) -> None:
    factories.with_factor(cast.anna, mature=False)

    with pytest.raises(FactorTooYoung):
        invited(cast, role=Role.GLOBAL_ADMINISTRATOR)


def test_on_probation_one_invites_only_users(cast: Cast) -> None:
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=3)
    )
    factories.with_factor(cast.anna)

    invited(cast, role=Role.USER)
    for role in (Role.ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR):
        with pytest.raises(RightMissing):
            invited(cast, role=role, email=f"{role}@example.com")


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("bogna@example.com", "already in the list of users"),
        ("BOGNA@example.com", "already in the list of users"),
        ("zosia", "full e-mail address"),
        ("zośia@example.com", "without accents"),
    ],
)
def test_a_useless_address_is_refused_with_a_reason(
    cast: Cast, sign_in: SignIn, email: str, words: str
) -> None:
    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:invite"), {"email": email, "role": "user"}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_address_waits_only_once(cast: Cast, sign_in: SignIn) -> None:
    invited(cast)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "user"}
    )

    assert "has an invitation that still waits" in answer.content.decode()
