"""Two accounts of one person become one: shown first, proved in the other mailbox, undone for two weeks."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import connection

from klucznik.accounts.addresses import owner_of
from klucznik.accounts.backup_codes import new_codes
from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.actions.merging import (
    ask_to_merge,
    merge_accounts,
    undo_merge,
)
from klucznik.letters.errors import (
    KeysNeedLetter,
    MergedAlready,
    MergeGone,
    NotForStaff,
    NotTheAsker,
    OtherCode,
    OwnAddress,
)
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.models import Deputy, Invitation, ProductAccess
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


def test_the_whole_way_through_the_pages(cast, kept, other, sign_in, deliver):
    browser = sign_in(kept, factor=True)
    factories.with_factor(kept)
    browser = sign_in(kept, factor=True)
    sent = browser.post("/account/merge/", {"email": OTHER}, follow=True)
    deliver()
    assert "If there is an account" in sent.content.decode()
    assert [one.to for one in mail.outbox] == [[OTHER]]

    link = link_in(mail.outbox, "merge")
    shown = browser.get(link).content.decode()
    assert "your role rises: user → company administrator" in shown
    assert "a place as user, which you do not have yet" in shown

    mail.outbox.clear()
    browser.post(link, follow=True)
    deliver()

    other.refresh_from_db()
    assert not other.is_active
    assert cases.place_of(kept, cast.alfa).role == Role.ADMINISTRATOR
    assert cases.place_of(kept, cast.beta).role == Role.USER
    assert cases.place_of(other, cast.alfa) is None
    assert cases.place_of(other, cast.beta) is None
    told = {one.to[0] for one in mail.outbox}
    assert told == {OTHER, "olga@example.com", "anna@example.com", "celina@example.com"}
    assert Event.objects.filter(kind=Kind.ACCOUNT_MERGED, company=None).count() == 1
    assert Event.objects.filter(kind=Kind.ACCOUNT_MERGED, company=cast.beta).count() == 1


def test_an_address_that_is_nobodys_is_answered_the_same(cast, kept, other, sign_in, deliver):
    factories.with_factor(kept)
    browser = sign_in(kept, factor=True)

    answers = [
        browser.post("/account/merge/", {"email": email})
        for email in (OTHER, "nikogo@example.com", "filip@example.com")
    ]
    deliver()

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, "/account/merge/sent/")
    }
    assert [one.to for one in mail.outbox] == []  # a later question made the first link useless


def test_a_newer_question_makes_the_earlier_link_useless(cast, kept, other):
    first = ask_to_merge(kept, email=OTHER)
    ask_to_merge(kept, email=OTHER)

    with pytest.raises(MergeGone):
        merge_accounts(kept, first)


def test_only_who_asked_may_open_the_link(cast, kept, other, sign_in):
    asked = ask_to_merge(kept, email=OTHER)
    factories.with_factor(cast.bogna)

    assert (
        sign_in(cast.bogna, factor=True).get(f"/account/merge/{asked.secret}/").status_code == 404
    )
    with pytest.raises(NotTheAsker):
        merge_accounts(cast.bogna, asked)


def test_the_other_account_is_told_with_which_one_to_open_the_link(cast, kept, other, sign_in):
    asked = ask_to_merge(kept, email=OTHER)

    factories.with_factor(other)
    answer = sign_in(other, factor=True).get(f"/account/merge/{asked.secret}/")

    assert answer.status_code == 403
    assert "this is the account that is to be closed" in answer.content.decode()


def test_a_second_click_on_the_button_finds_what_the_first_one_did(cast, kept, other, sign_in):
    factories.with_factor(kept)
    asked = ask_to_merge(kept, email=OTHER)
    browser = sign_in(kept, factor=True)
    link = f"/account/merge/{asked.secret}/"

    answers = [browser.post(link) for _click in range(2)]

    assert [one["Location"] for one in answers] == ["/account/letters/"] * 2
    assert Event.objects.filter(kind=Kind.ACCOUNT_MERGED, company=None).count() == 1


def test_the_mailbox_alone_is_not_enough_where_there_is_a_second_step(cast, kept, other):
    factories.with_factor(other)
    code = new_codes(other)[0]
    asked = ask_to_merge(kept, email=OTHER)

    with pytest.raises(OtherCode):
        merge_accounts(kept, asked, code="123456")
    assert merge_accounts(kept, asked, code=code).done_at is not None


def test_proven_keys_do_not_pass_without_a_letter(cast, kept):
    asked = ask_to_merge(kept, email="anna@example.com")

    with pytest.raises(KeysNeedLetter) as refusal:
        merge_accounts(kept, asked)

    assert "Piekarnia Alfa" in str(refusal.value)
    assert cases.place_of(cast.anna, cast.alfa).role == Role.GLOBAL_ADMINISTRATOR


def test_keys_that_this_account_holds_too_are_no_hindrance(cast, kept, other):
    Membership.objects.filter(user=kept).update(role=Role.GLOBAL_ADMINISTRATOR)
    Membership.objects.filter(user=other, company=cast.alfa).update(role=Role.GLOBAL_ADMINISTRATOR)

    merged(kept)

    assert cases.place_of(kept, cast.alfa).role == Role.GLOBAL_ADMINISTRATOR


@pytest.mark.parametrize("who", ["kept", "other"])
def test_the_vendors_staff_merge_nothing(cast, kept, who):
    if who == "kept":
        with pytest.raises(NotForStaff):
            ask_to_merge(cast.filip, email="olga@example.com")
    else:
        assert ask_to_merge(kept, email="filip@example.com").merged is None


def test_ones_own_address_is_refused(kept):
    with pytest.raises(OwnAddress):
        ask_to_merge(kept, email="OLGA@example.com")


def test_products_a_deputyship_and_invitations_pass(cast, kept, other):
    product = factories.product()
    theirs = cases.place_of(other, cast.alfa)
    ProductAccess.objects.create(membership=theirs, product=product, granted_by=cast.anna)
    Deputy.objects.create(membership=theirs, named_by=cast.anna, accepted_at=theirs.joined_at)
    gamma = factories.company("Gamma")
    factories.membership(gamma, cast.celina, Role.GLOBAL_ADMINISTRATOR)
    invitation = invite_member(cast.celina, gamma, email=OTHER, role=Role.USER, products=[])

    merged(kept)

    mine = cases.place_of(kept, cast.alfa)
    assert ProductAccess.objects.active().filter(membership=mine, product=product).exists()
    assert Deputy.objects.accepted().filter(membership=mine).exists()
    accept_invitation(kept, Invitation.objects.get(pk=invitation.pk))
    assert cases.place_of(kept, gamma).role == Role.USER


def test_a_role_for_a_time_does_not_shorten_a_place_without_an_end(cast, kept, other, travel):
    Membership.objects.filter(user=other, company=cast.alfa).update(
        until=travel(days=0) + cases.timedelta(days=9)
    )

    merged(kept)

    place = cases.place_of(kept, cast.alfa)
    assert (place.role, place.until) == (Role.USER, None)


def test_nobody_signs_in_with_the_closed_account_or_gets_its_address(cast, kept, other, client):
    merged(kept)

    client.post("/account/sign-in/", {"login": OTHER, "password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session
    assert owner_of(OTHER) == other


def test_an_account_that_took_another_in_cannot_be_merged_while_that_can_be_undone(
    cast, kept, other
):
    merged(kept)
    factories.membership(cast.beta, cast.dorota)
    asked = ask_to_merge(cast.dorota, email="olga@example.com")

    with pytest.raises(MergedAlready):
        merge_accounts(cast.dorota, asked)


def test_an_account_is_merged_once(cast, kept, other):
    asked = [ask_to_merge(kept, email=OTHER), ask_to_merge(cast.dorota, email=OTHER)]
    merge_accounts(kept, asked[0])

    with pytest.raises(MergeGone):
        merge_accounts(cast.dorota, asked[1])


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_account_at_once(cast, kept, other):
    """Both links are good; one of the two gets the places."""
    people = [kept, cast.dorota]
    asked = {one.pk: ask_to_merge(one, email=OTHER) for one in people}
    together, outcomes = threading.Barrier(2), []

    def run(person: User) -> None:
        try:
            together.wait(timeout=10)
            merge_accounts(person, asked[person.pk])
            outcomes.append("merged")
        except MergeGone:
            outcomes.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(outcomes) == ["gone", "merged"]
    assert Membership.objects.active().filter(company=cast.beta, user__in=people).count() == 1


def test_whoever_holds_the_keys_learns_whose_place_it_is_now(cast, kept, other, deliver):
    """With a stolen mailbox somebody could bring a foreign account into a company unseen."""
    merge = merged(kept)
    deliver()
    (told,) = [one for one in mail.outbox if one.to == ["anna@example.com"]]
    assert OTHER in told.subject
    assert kept.email in str(told.body)
    mail.outbox.clear()

    undo_merge(None, merge)
    deliver()

    (told,) = [one for one in mail.outbox if one.to == ["anna@example.com"]]
    assert "undone" in str(told.body) or "cofni" in str(told.body)
