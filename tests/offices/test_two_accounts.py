"""A client, or somebody of an office, with two accounts makes one of them, alone."""

from __future__ import annotations

import pytest

from klucznik.companies.actions.connecting import found_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.actions.merging import ask_to_merge, merge_accounts, undo_merge
from klucznik.letters.errors import KeysNeedLetter
from klucznik.members.places import Reason, end_membership
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.errors.accepting import AnotherMailbox
from klucznik.offices.life import State
from klucznik.offices.models import Assignment, Share
from klucznik.offices.waiting import waiting_for
from tests import factories
from tests.declarations.cases import place_of
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()


@pytest.fixture
def own():
    """The account that Kamil uses."""
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def mistaken():
    """His second account, made by mistake with the mailbox of the firm."""
    return factories.person("Kamil", "Kliencki", email="firma@example.com")


@pytest.fixture
def share(office):
    return factory.share(factory.client(office[0], "Kwiaciarnia Róża"), "firma@example.com")


def merged(kept, other):
    return merge_accounts(kept, ask_to_merge(kept, email=other.email))


def test_what_the_second_account_accepted_comes_to_the_first(share, own, mistaken, office):
    accepted = accept_share(mistaken, share)
    merged(own, mistaken)

    place = place_of(own, accepted.company)
    assert (place.role, place.proven_at) == (Role.GLOBAL_ADMINISTRATOR, None)
    assert place_of(mistaken, accepted.company) is None
    assert Share.objects.get().state == State.ACTIVE


def test_the_office_can_still_say_that_it_was_the_wrong_person(share, own, mistaken, office):
    accepted = accept_share(mistaken, share)
    merged(own, mistaken)
    withdraw_acceptance(office[1], accepted, email="wlasciwa@example.com")

    assert not Membership.objects.active().filter(company=accepted.company).exists()
    assert Share.objects.get().state == State.INVITED


def test_the_company_added_with_the_second_account_gets_the_share(office, own, mistaken):
    """The firm was added by hand with one account; the invitation lies in the mailbox of the other."""
    share = factory.share(factory.client(office[0]), "kamil@example.com")
    company = found_company(mistaken, tax_id=share.tax_id, statement=True, name="Róża")
    merged(own, mistaken)
    accepted = accept_share(own, share)

    assert (accepted.state, accepted.company) == (State.ACTIVE, company)
    assert accepted.made_company is False


def test_an_invitation_to_the_mailbox_of_the_second_account_is_accepted_with_the_first(
    share, own, mistaken
):
    with pytest.raises(AnotherMailbox):
        accept_share(own, share)
    merged(own, mistaken)

    assert waiting_for(own) == [share]
    assert accept_share(own, share).state == State.ACTIVE


def test_not_any_more_when_the_merging_is_taken_back(share, own, mistaken):
    undo_merge(own, merged(own, mistaken))

    assert not waiting_for(own)
    with pytest.raises(AnotherMailbox):
        accept_share(own, share)


def test_a_merging_that_was_only_asked_for_proves_no_mailbox(share, own, mistaken):
    """Whoever types an address has not shown that they read its mailbox."""
    ask_to_merge(own, email=mistaken.email)

    with pytest.raises(AnotherMailbox):
        accept_share(own, share)


def test_undoing_gives_the_company_back_to_the_second_account(share, own, mistaken):
    company = accept_share(mistaken, share).company
    undo_merge(own, merged(own, mistaken))

    assert place_of(own, company) is None
    assert place_of(mistaken, company).role == Role.GLOBAL_ADMINISTRATOR


def test_proven_keys_need_a_letter(share, own, mistaken):
    company = accept_share(mistaken, share).company
    Membership.objects.filter(company=company).update(proven_at=company.created_at)

    with pytest.raises(KeysNeedLetter):
        merged(own, mistaken)
    assert place_of(mistaken, company) is not None


class TestSomebodyOfTheOffice:
    @pytest.fixture
    def client(self, office, own, mistaken):
        """Served by the second account, which works in the office."""
        factories.membership(office[0], mistaken, Role.USER)
        of = factory.client(office[0])
        factory.assign(of, mistaken)
        return of

    def serving(self, client):
        rows = Assignment.objects.filter(client=client, ended_at=None)
        return [one.member for one in rows.select_related("member")]

    def test_goes_on_serving_with_the_account_that_stays(self, client, own, mistaken):
        merged(own, mistaken)

        assert self.serving(client) == [own]
        assert not Event.objects.filter(kind=Kind.CLIENTS_LEFT_ALONE).exists()

    def test_serves_once_whom_both_accounts_served(self, client, own, mistaken, office):
        factories.membership(office[0], own, Role.USER)
        factory.assign(client, own)
        merged(own, mistaken)

        assert self.serving(client) == [own]

    def test_gives_back_what_passed_when_the_merging_is_undone(self, client, own, mistaken):
        undo_merge(own, merged(own, mistaken))

        assert self.serving(client) == [mistaken]

    def test_what_ended_meanwhile_does_not_come_back(self, client, own, mistaken, office):
        merge = merged(own, mistaken)
        end_membership(place_of(own, office[0]), actor=own, reason=Reason.LEFT)
        undo_merge(own, merge)

        assert not self.serving(client)
        assert Company.objects.filter(pk=office[0].pk).exists()
