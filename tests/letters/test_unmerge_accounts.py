"""A merging is undone for two weeks, from here or from the other mailbox; then the other account is deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.actions.merging import settle_merge, undo_merge
from klucznik.letters.errors import NothingToUnmerge
from klucznik.letters.tasks import settle_merges
from klucznik.members.actions.people import change_role, leave_company, remove_member
from klucznik.members.models import Deputy, ProductAccess
from tests import factories
from tests.declarations import cases
from tests.letters import merges
from tests.letters.merges import OTHER, link_in, merged


@pytest.fixture
def kept(cast):
    return merges.kept_of(cast)


@pytest.fixture
def other(cast):
    return merges.other_of(cast)


def snapshot(*people: User) -> list[tuple]:
    places = Membership.objects.filter(user__in=people).order_by("pk")
    ticks = ProductAccess.objects.order_by("pk").values_list("pk", "membership", "ended_at")
    deputies = Deputy.objects.order_by("pk").values_list("pk", "membership", "ended_at")
    fields = ("pk", "user", "role", "proven_at", "until", "probation_until", "ended_at", "role_by")
    return [*places.values_list(*fields), *ticks, *deputies]


def test_undone_it_is_as_it_was(cast, kept, other):
    theirs = cases.place_of(other, cast.alfa)
    ProductAccess.objects.create(membership=theirs, product=factories.product())
    Deputy.objects.create(membership=theirs, named_by=cast.anna, accepted_at=theirs.joined_at)
    before = snapshot(kept, other)
    nonces = {one.pk: User.objects.get(pk=one.pk).session_nonce for one in (kept, other)}
    merge = merged(kept)

    undo_merge(kept, merge)

    other.refresh_from_db()
    assert snapshot(kept, other) == before
    assert other.is_active
    assert all(User.objects.get(pk=pk).session_nonce != nonce for pk, nonce in nonces.items())
    assert Event.objects.filter(kind=Kind.ACCOUNT_UNMERGED, company=cast.beta).count() == 1


def test_the_other_mailbox_takes_it_back_without_signing_in(cast, kept, other, client, deliver):
    merged(kept)
    deliver()
    link = link_in(mail.outbox, "merged")

    assert client.get(link).status_code == 200
    assert cases.place_of(other, cast.beta) is None  # looking changes nothing
    assert "Scalenie cofnięto" in client.post(link).content.decode()
    assert cases.place_of(other, cast.beta) is not None


def test_a_second_click_on_the_way_back_finds_what_the_first_one_did(
    cast, kept, other, client, deliver
):
    merged(kept)
    deliver()
    link = link_in(mail.outbox, "merged")
    first = client.post(link)

    for again in (client.post(link), client.get(link)):
        assert again.status_code == 200
        assert again.content.decode().count("Scalenie cofnięto") == first.content.decode().count(
            "Scalenie cofnięto"
        )
    assert Event.objects.filter(kind=Kind.ACCOUNT_UNMERGED, company=None).count() == 1


def test_its_owner_takes_it_back_on_the_page(cast, kept, other, sign_in):
    factories.with_factor(kept)
    merge = merged(kept)
    browser = sign_in(kept, factor=True)
    link = f"/account/merge/{merge.public_id}/back/"

    assert link in browser.get("/account/letters/").content.decode()
    assert "was undone" in browser.post(link).content.decode()
    assert cases.place_of(other, cast.beta) is not None


def test_a_stranger_cannot_undo_it(cast, kept, other, sign_in):
    merge = merged(kept)
    factories.with_factor(cast.celina)

    with pytest.raises(NothingToUnmerge):
        undo_merge(cast.celina, merge)
    answer = sign_in(cast.celina, factor=True).post(f"/account/merge/{merge.public_id}/back/")
    assert answer.status_code == 404


def test_who_was_lowered_meanwhile_is_not_raised_by_undoing(cast, kept, other):
    merge = merged(kept)
    change_role(cast.anna, cases.place_of(kept, cast.alfa), role=Role.USER)

    undo_merge(kept, merge)

    assert cases.place_of(kept, cast.alfa).role == Role.USER
    assert cases.place_of(other, cast.alfa).role == Role.USER
    assert cases.place_of(other, cast.beta).role == Role.USER


def test_who_was_removed_meanwhile_does_not_come_back_by_undoing(cast, kept, other):
    merge = merged(kept)
    remove_member(cast.anna, cases.place_of(kept, cast.alfa))

    undo_merge(kept, merge)

    assert cases.place_of(kept, cast.alfa) is None
    assert cases.place_of(other, cast.alfa) is None


def test_a_last_day_set_meanwhile_holds_for_both(cast, kept, other):
    merge = merged(kept)
    end = clock.now() + timedelta(days=5)
    Membership.objects.filter(user=kept, company=cast.alfa).update(until=end)

    undo_merge(kept, merge)

    assert cases.place_of(other, cast.alfa).until == end


def test_whoever_leaves_with_what_was_merged_takes_nothing_from_the_other(cast, kept, other):
    """A stolen mailbox merged the account away, and its thief left: its owner takes it back."""
    merge = merged(kept)
    leave_company(kept, cases.place_of(kept, cast.alfa))

    undo_merge(None, merge)

    assert cases.place_of(other, cast.alfa).role == Role.ADMINISTRATOR


@pytest.mark.parametrize(("more", "works"), [(-1, True), (1, False)])
def test_a_second_before_the_end_it_can_be_undone_and_a_second_later_not(
    cast, kept, other, travel, client, deliver, more, works
):
    merge = merged(kept)
    deliver()
    link = link_in(mail.outbox, "merged")
    travel(seconds=(merge.undo_until - clock.now()).total_seconds() + more)

    assert client.post(link).status_code == (200 if works else 410)
    assert (cases.place_of(other, cast.beta) is not None) == works


def test_after_two_weeks_the_other_account_is_deleted_and_its_address_free(
    cast, kept, other, travel, deliver
):
    merge = merged(kept)
    travel(days=13)
    settle_merges()
    deliver()
    other.refresh_from_db()
    assert (other.is_deleted, other.email) == (False, OTHER)

    travel(days=1.1)
    settle_merges()
    deliver()

    other.refresh_from_db()
    assert other.is_deleted
    assert cases.place_of(kept, cast.beta) is not None
    with pytest.raises(NothingToUnmerge):
        undo_merge(kept, merge)


def test_settling_and_undoing_do_not_both_happen(cast, kept, other, travel):
    merge = merged(kept)
    undo_merge(kept, merge)
    travel(days=15)

    with transaction.atomic():
        assert not settle_merge(None, merge)
