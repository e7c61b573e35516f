"""An invitation that came back: it is marked, and the corrected address gets the same offer in one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.actions.invitations import correct_address, invite_member
from klucznik.members.bounces import mark_invitation
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.members.invitations import secret_of
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of

SignIn = Callable[..., Client]


def misspelled(cast: Cast, deliver: Callable[[], None], role: Role = Role.USER) -> Invitation:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    factories.license(cast.alfa, product=product)
    invitation = invite_member(
        cast.anna,
        cast.alfa,
        email="zosia@exmaple.com",
        role=role,
        products=[product],
        until=clock.today() + timedelta(days=90),
    )
    deliver()
    mark_invitation(SentEmail.objects.get())
    invitation.refresh_from_db()
    return invitation


def test_the_list_and_the_page_ask_to_correct_the_address(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    invitation = misspelled(cast, deliver)
    browser = sign_in(cast.anna)

    above = browser.get(page_of(cast.alfa, "members:members")).content.decode()
    page = browser.get(
        page_of(cast.alfa, "members:invitation", invitation.public_id)
    ).content.decode()

    assert "the address did not take the message: correct it" in above
    assert "The address did not take the message" in page


def test_correcting_revokes_and_offers_the_same_in_one_act(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    old = misspelled(cast, deliver)
    mail.outbox.clear()

    sign_in(cast.anna).post(
        page_of(cast.alfa, "members:change_address", old.public_id), {"email": "Zosia@example.com"}
    )
    deliver()

    old.refresh_from_db()
    new = Invitation.objects.exclude(pk=old.pk).get()
    assert old.revoked_by == cast.anna
    assert (new.email, new.role, new.place_until) == (
        "zosia@example.com",
        old.role,
        old.place_until,
    )
    assert list(new.products.all()) == list(old.products.all())
    assert [message.to for message in mail.outbox] == [["zosia@example.com"]]
    assert Event.objects.filter(kind=Kind.INVITATION_REVOKED).count() == 1
    dead = Client().get(reverse("invitations:show", args=[secret_of(old)]))
    assert dead.status_code == 404


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("zosia@exmaple.com", "the address that the invitation already has"),
        ("bogna@example.com", "already in the list of users"),
        ("zosia", "full e-mail address"),
    ],
)
def test_a_useless_correction_changes_nothing(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None], email: str, words: str
) -> None:
    old = misspelled(cast, deliver)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:change_address", old.public_id), {"email": email}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Invitation.objects.get().is_open


def test_the_global_role_goes_to_another_address_only_with_the_second_step(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    factories.with_factor(cast.anna)
    old = misspelled(cast, deliver, Role.GLOBAL_ADMINISTRATOR)
    browser = sign_in(cast.anna)
    address = page_of(cast.alfa, "members:change_address", old.public_id)

    answer = browser.post(address, {"email": "zosia@example.com"})
    again = browser.get(address).content.decode()

    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert 'value="zosia@example.com"' in again
    assert Invitation.objects.count() == 1
    with pytest.raises(RightMissing):
        correct_address(cast.bartek, old, email="zosia@example.com")
    other = factories.with_factor(factories.person(), mature=False)
    factories.membership(cast.alfa, other, Role.GLOBAL_ADMINISTRATOR)
    with pytest.raises(FactorTooYoung):
        correct_address(other, old, email="zosia@example.com")
