"""While an invitation waits: it runs out, is sent again, changed, revoked, or comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.invitations import (
    change_invitation,
    invite_member,
    revoke_invitation,
    send_invitation_again,
)
from klucznik.members.bounces import mark_invitation
from klucznik.members.errors import RightMissing
from klucznik.members.errors.invitations import InvitationClosed
from klucznik.members.models import Invitation
from klucznik.members.tasks import expire_invitations
from tests import factories
from tests.cast import Cast
from tests.members.pages import NOWHERE, page_of, place_of, told

SignIn = Callable[..., Client]
NEW = "zosia@example.com"


def invited(
    cast: Cast, *, by: User | None = None, role: Role = Role.USER, email: str = NEW
) -> Invitation:
    return invite_member(by or cast.anna, cast.alfa, email=email, role=role)


def test_an_invitation_that_ran_out_unnoticed_makes_room(
    cast: Cast, travel: Callable[..., object]
) -> None:
    first = invited(cast)
    travel(days=14, seconds=1)

    second = invited(cast)

    first.refresh_from_db()
    assert first.expired_at
    assert second.is_open


def test_time_closes_invitations_with_one_event_each(
    cast: Cast, travel: Callable[..., object]
) -> None:
    invitation = invited(cast)
    travel(days=13)
    expire_invitations()
    assert not Event.objects.filter(kind=Kind.INVITATION_EXPIRED).exists()
    travel(days=1, seconds=1)

    expire_invitations()
    expire_invitations()

    invitation.refresh_from_db()
    assert invitation.expired_at
    assert Event.objects.filter(kind=Kind.INVITATION_EXPIRED).count() == 1


def test_sending_again_rotates_the_link_and_begins_new_days(
    cast: Cast, sign_in: SignIn, travel: Callable[..., object], deliver: Callable[[], None]
) -> None:
    invitation = invited(cast)
    old = invitation.secret_hash
    travel(days=10)

    sign_in(cast.anna).post(page_of(cast.alfa, "members:send_again", invitation.public_id))
    deliver()

    invitation.refresh_from_db()
    assert invitation.secret_hash != old
    assert timezone.now() + timedelta(days=23) < invitation.expires_at
    assert Event.objects.filter(kind=Kind.INVITATION_SENT_AGAIN).count() == 1
    # Both messages were made after the rotation, so neither carries the old link.
    links = {
        link
        for message in mail.outbox
        for link in re.findall(r"/invitations/[\w-]{43}/", str(message.body))
    }
    assert len(links) == 1


def test_what_is_offered_can_be_changed_before_it_is_accepted(cast: Cast, sign_in: SignIn) -> None:
    invitation = invited(cast, by=cast.bartek)
    address = page_of(cast.alfa, "members:invitation", invitation.public_id)

    sign_in(cast.anna).post(address, {"role": "administrator"})

    invitation.refresh_from_db()
    assert (invitation.role, invitation.invited_by) == (Role.ADMINISTRATOR, cast.anna)
    assert Event.objects.filter(kind=Kind.INVITATION_CHANGED).count() == 1


def test_a_company_administrator_touches_no_invitation_of_an_administrator(
    cast: Cast, sign_in: SignIn
) -> None:
    invitation = invited(cast, role=Role.ADMINISTRATOR)
    browser = sign_in(cast.bartek)

    shown = browser.get(
        page_of(cast.alfa, "members:invitation", invitation.public_id)
    ).content.decode()
    browser.post(page_of(cast.alfa, "members:revoke", invitation.public_id))
    for act in (revoke_invitation, send_invitation_again):
        with pytest.raises(RightMissing):
            act(cast.bartek, invitation)
    with pytest.raises(RightMissing):
        change_invitation(cast.bartek, invitation, role=Role.USER)

    assert "Only a global administrator can change this invitation" in shown
    assert Invitation.objects.get().is_open


def test_revoking_closes_it_at_once(cast: Cast, sign_in: SignIn) -> None:
    invitation = invited(cast)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:revoke", invitation.public_id), follow=True
    )

    invitation.refresh_from_db()
    assert not invitation.is_open
    assert (invitation.revoked_by, Event.objects.filter(kind=Kind.INVITATION_REVOKED).count()) == (
        cast.anna,
        1,
    )
    assert "is revoked" in answer.content.decode()
    with pytest.raises(InvitationClosed):
        send_invitation_again(cast.anna, invitation)


def test_invitations_of_another_company_do_not_exist(cast: Cast, sign_in: SignIn) -> None:
    invitation = invited(cast)
    browser = sign_in(cast.celina)

    for name in ("members:invitation", "members:send_again", "members:revoke"):
        here = browser.post(page_of(cast.beta, name, invitation.public_id))
        unknown = browser.post(page_of(cast.beta, name, NOWHERE))
        assert told(here) == told(unknown)
        assert here.status_code == 404

    assert Invitation.objects.get().is_open


def test_a_message_that_came_back_is_marked_at_the_invitation(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invited(cast)
    deliver()

    mark_invitation(SentEmail.objects.get())

    assert (
        "the address did not take the message"
        in sign_in(cast.anna).get(page_of(cast.alfa, "members:members")).content.decode()
    )


def test_a_full_product_already_offered_stays_offered(cast: Cast) -> None:
    product = factories.product("subiekt-123", metric="users", needs_access=True)
    factories.license(cast.alfa, product=product, amount=1)
    invitation = invite_member(cast.anna, cast.alfa, email=NEW, role=Role.USER, products=[product])
    grant_product_access(cast.anna, place_of(cast.bogna, cast.alfa), product=product)

    change_invitation(cast.anna, invitation, role=Role.ADMINISTRATOR, products=[product])

    assert list(invitation.products.all()) == [product]
