"""Accepting an invitation: looking changes nothing, the proved address decides, the inviter's right is read again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.errors.invitations import InviterLostRight
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation, ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import place_of

SignIn = Callable[..., Client]


def for_dorota(cast: Cast, role: Role = Role.USER, **more: Any) -> Invitation:
    if role == Role.GLOBAL_ADMINISTRATOR:
        factories.with_factor(cast.anna)
    return invite_member(cast.anna, cast.alfa, email="dorota@example.com", role=role, **more)


def link(invitation: Invitation) -> str:
    return reverse("invitations:show", args=[secret_of(invitation)])


def test_the_invited_person_sees_who_invites_and_accepts(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    product = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(cast.alfa, product=product)
    invitation = for_dorota(cast, Role.ADMINISTRATOR, products=[product])
    browser = sign_in(cast.dorota)

    shown = browser.get(link(invitation)).content.decode()
    answer = browser.post(link(invitation), follow=True)
    deliver()

    for words in (
        "Anna Alfowska invites you",
        "Piekarnia Alfa",
        "company administrator",
        "Subiekt 123",
    ):
        assert words in shown
    assert "You are in the company Piekarnia Alfa" in answer.content.decode()
    assert "company administrator" in answer.content.decode()
    place = place_of(cast.dorota, cast.alfa)
    assert (place.role, place.joined, place.role_by) == (Role.ADMINISTRATOR, "invited", cast.anna)
    assert place.proven_at
    assert list(ProductAccess.objects.active().values_list("product__code", flat=True)) == [
        "subiekt-123"
    ]
    accepted = [message for message in mail.outbox if message.to == ["anna@example.com"]]
    assert "Dorota Dąb accepted the invitation" in accepted[0].subject
    assert Event.objects.filter(kind=Kind.INVITATION_ACCEPTED, person=cast.dorota).count() == 1


def test_an_inviter_who_lost_the_right_gives_nothing(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    second = factories.membership(cast.alfa, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    invitation = invite_member(
        second.user, cast.alfa, email="dorota@example.com", role=Role.ADMINISTRATOR
    )
    change_role(cast.anna, second, role=Role.USER)

    answer = sign_in(cast.dorota).post(link(invitation))

    assert (
        "can no longer give the role “company administrator” in the company Piekarnia Alfa. "
        "Ask a global administrator of the company for a new invitation." in answer.content.decode()
    )
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_invitations_of_a_removed_member_end_with_them(cast: Cast, sign_in: SignIn) -> None:
    invitation = invite_member(cast.bartek, cast.alfa, email="dorota@example.com", role=Role.USER)
    remove_member(cast.anna, place_of(cast.bartek, cast.alfa))

    answer = sign_in(cast.dorota).post(link(invitation))

    assert "This invitation is no longer valid" in answer.content.decode()
    assert not Membership.objects.filter(user=cast.dorota).exists()


def test_an_inviter_on_probation_gives_no_higher_role(cast: Cast) -> None:
    invitation = for_dorota(cast, Role.ADMINISTRATOR)
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=3)
    )

    with pytest.raises(InviterLostRight):
        accept_invitation(cast.dorota, invitation)


def test_somebody_associated_gets_the_role_in_the_place_they_have(cast: Cast) -> None:
    invitation = for_dorota(cast)
    factories.membership(cast.alfa, cast.dorota, Role.ASSOCIATED, proven=False, joined="connected")

    accept_invitation(cast.dorota, invitation)

    place = Membership.objects.active().get(user=cast.dorota)
    assert (place.role, place.joined) == (Role.USER, "connected")
    assert place.proven_at


def test_an_invitation_never_lowers_a_role(cast: Cast) -> None:
    invitation = for_dorota(cast)
    factories.membership(cast.alfa, cast.dorota, Role.ADMINISTRATOR)

    accept_invitation(cast.dorota, invitation)

    assert Membership.objects.active().get(user=cast.dorota).role == Role.ADMINISTRATOR


def test_what_an_unproven_founder_gives_stays_unproven(cast: Cast) -> None:
    small = factories.company("Nowa", known=False)
    factories.membership(small, cast.celina, Role.GLOBAL_ADMINISTRATOR, proven=False)
    invitation = invite_member(
        cast.celina, small, email="dorota@example.com", role=Role.ADMINISTRATOR
    )

    place = accept_invitation(cast.dorota, invitation)

    assert place.proven_at is None


def test_a_new_global_administrator_is_told_to_the_others(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    second = factories.person("Olga", "Orzech", email="olga@example.com")
    factories.membership(cast.alfa, second, Role.GLOBAL_ADMINISTRATOR)
    invitation = for_dorota(cast, Role.GLOBAL_ADMINISTRATOR)
    deliver()
    mail.outbox.clear()

    accept_invitation(cast.dorota, invitation)
    deliver()

    told = {message.to[0]: message.subject for message in mail.outbox}
    assert "is a new global administrator" in told["olga@example.com"]
    assert "dorota@example.com" not in told


def test_a_product_without_a_free_place_is_left_out_and_the_inviter_told(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    product = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(cast.alfa, product=product, amount=1)
    invitation = for_dorota(cast, products=[product])
    ProductAccess.objects.create(membership=place_of(cast.bogna, cast.alfa), product=product)

    accept_invitation(cast.dorota, invitation)
    deliver()

    assert ProductAccess.objects.active().count() == 1
    (accepted,) = [message for message in mail.outbox if message.to == ["anna@example.com"]]
    assert "This could not be given: Subiekt 123" in str(accepted.body)


@pytest.mark.django_db(transaction=True)
def test_accepted_by_ten_at_once_it_gives_one_place(cast: Cast) -> None:
    invitation = for_dorota(cast)

    def accept(_: int) -> bool:
        try:
            accept_invitation(
                User.objects.get(pk=cast.dorota.pk), Invitation.objects.get(pk=invitation.pk)
            )
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        through = list(pool.map(accept, range(10)))

    assert sum(through) == 1
    assert Membership.objects.filter(user=cast.dorota).count() == 1
    assert Event.objects.filter(kind=Kind.INVITATION_ACCEPTED).count() == 1
