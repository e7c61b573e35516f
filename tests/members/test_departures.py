"""Deleting an account: every place ends, a company may become openly adminless, and addresses leave the invitations."""

from __future__ import annotations

from collections.abc import Callable

from django.core import mail
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.health import State, health
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.departures import Memberships
from klucznik.members.models import Invitation
from klucznik.members.places import TOMBSTONE, address_of
from tests import factories
from tests.cast import Cast


def carry_out(user: User) -> None:
    with transaction.atomic():
        Memberships().carry_out(user, user)


def test_the_preview_warns_about_the_company_that_loses_its_last_keeper(cast: Cast) -> None:
    factories.membership(cast.beta, cast.anna, Role.USER)

    first, second = Memberships().preview(cast.anna)

    assert (first.subject, first.tone) == ("Piekarnia Alfa", "warning")
    assert "declaration" in first.text
    assert (second.subject, second.tone) == ("Hurtownia Beta", "info")
    assert "run by 1 global administrator." in second.text
    assert Membership.objects.active().filter(user=cast.anna).count() == 2


def test_every_place_ends_and_the_company_is_openly_adminless(cast: Cast) -> None:
    factories.membership(cast.beta, cast.anna, Role.USER)
    invite_member(cast.anna, cast.alfa, email="zosia@example.com", role=Role.USER)

    carry_out(cast.anna)

    assert not Membership.objects.active().filter(user=cast.anna).exists()
    assert not Invitation.objects.open().exists()
    assert health(cast.alfa).state == State.ADMINLESS
    assert health(cast.beta).state == State.FRAGILE
    assert Event.objects.filter(kind=Kind.MEMBER_LEFT, person=cast.anna).count() == 2
    assert [event.company for event in Event.objects.filter(kind=Kind.COMPANY_ADMINLESS)] == [
        cast.alfa
    ]


def test_an_encrypted_tombstone_stays_for_notices_of_a_recovery(cast: Cast) -> None:
    carry_out(cast.anna)

    tombstone = FormerAdministrator.objects.get()
    assert address_of(tombstone) == "anna@example.com"
    assert not tombstone.removed_by_other


def test_carrying_out_twice_changes_nothing_more(cast: Cast) -> None:
    carry_out(cast.anna)
    carry_out(cast.anna)

    assert Event.objects.filter(kind=Kind.MEMBER_LEFT).count() == 1


def test_the_others_are_told_that_the_account_goes(cast: Cast, deliver: Callable[[], None]) -> None:
    carry_out(cast.bartek)
    deliver()

    (message,) = mail.outbox
    assert message.to == ["anna@example.com"]
    assert "asked for the deletion of their account" in str(message.body)


def test_anonymizing_removes_the_address_from_accepted_invitations_and_their_history(
    cast: Cast,
) -> None:
    invitation = invite_member(cast.anna, cast.alfa, email="dorota@example.com", role=Role.USER)
    accept_invitation(cast.dorota, invitation)

    with transaction.atomic():
        Memberships().anonymize(cast.dorota)

    invitation.refresh_from_db()
    assert invitation.email == ""
    sentences = [event.sentence for event in Event.objects.told()]
    assert not [sentence for sentence in sentences if "dorota@example.com" in sentence]


def test_the_last_keeper_is_shown_the_ways_to_hand_over_and_back(cast: Cast) -> None:
    (warning,) = Memberships().preview(cast.anna)

    labels = [choice.label for choice in warning.choices]
    assert labels == ["Hand the keys over", "Name a deputy"]
    assert all(choice.url.endswith("?next=%2Faccount%2Fdelete%2F") for choice in warning.choices)


def test_an_empty_company_of_ones_own_can_be_closed_on_the_way(cast: Cast) -> None:
    own = factories.company("Nowa", known=False)
    factories.membership(own, cast.dorota, Role.GLOBAL_ADMINISTRATOR, proven=False)

    (warning,) = Memberships().preview(cast.dorota)

    assert "Close the company" in [choice.label for choice in warning.choices]


def test_whoever_leaves_others_behind_has_nothing_to_choose(cast: Cast) -> None:
    (line,) = Memberships().preview(cast.bogna)

    assert (line.tone, line.choices) == ("info", ())


def test_the_inventory_tells_what_goes_and_what_stays(cast: Cast) -> None:
    invitation = invite_member(cast.anna, cast.alfa, email="dorota@example.com", role=Role.USER)
    accept_invitation(cast.dorota, invitation)

    dorota = {one.subject: (one.count, one.stays) for one in Memberships().inventory(cast.dorota)}
    anna = {one.subject: one for one in Memberships().inventory(cast.anna)}

    assert dorota["Invitations to your address"] == (1, False)
    assert dorota["Places in companies and rights in them"] == (1, True)
    assert dorota["Encrypted address of a former global administrator"] == (0, True)
    tombstone = anna["Encrypted address of a former global administrator"]
    assert tombstone.count == 1
    assert tombstone.until == (timezone.localtime(clock.now() + TOMBSTONE)).date()


def test_invitations_to_the_address_end_and_forget_it(cast: Cast) -> None:
    waiting = invite_member(cast.celina, cast.beta, email="dorota@example.com", role=Role.USER)

    with transaction.atomic():
        Memberships().anonymize(cast.dorota)

    waiting.refresh_from_db()
    assert (waiting.email, waiting.is_open) == ("", False)
