"""The invitation of the office that made a company, as a way back to its keys; and what falls with unproven rights."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from klucznik.companies.knowing import become_known
from klucznik.companies.models import Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.places import Reason, end_membership
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.powers import give_power
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.errors.sharing import NotWithdrawable
from klucznik.offices.life import State
from klucznik.offices.models import Power, PowerKind, Share, Side
from klucznik.recovery.actions.stepping_in import accept_office_invitation
from klucznik.recovery.errors import NoOfficeInvitation
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases
from tests.offices import factory


@pytest.fixture
def office(db):
    return factory.office()


@pytest.fixture
def kamil(db):
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def share(office, kamil):
    """Accepted by Kamil, which made the company; he holds its keys, unproven."""
    offered = factory.share(factory.client(office[0], "Kwiaciarnia Róża"), "kamil@example.com")
    return accept_share(kamil, offered)


@pytest.fixture
def returning(share, kamil):
    """Kamil left and closed his account; whoever reads the mailbox now is associated with the company."""
    leave(kamil, share.company)
    kamil.emailaddress_set.update(email="dawny@example.com")
    type(kamil).objects.filter(pk=kamil.pk).update(email="dawny@example.com")
    person = factories.person("Róża", "Różycka", email="kamil@example.com")
    factories.membership(share.company, person, Role.ASSOCIATED, proven=False)
    return person


def leave(person, company):
    end_membership(cases.place_of(person, company), actor=person, reason=Reason.LEFT)


def fresh(share):
    return Share.objects.get(pk=share.pk)


def powers_of(share):
    return set(Power.objects.filter(share=share, ended_at=None).values_list("kind", flat=True))


def test_whoever_has_the_mailbox_of_the_invitation_comes_back_without_paper(
    share, returning, kamil, sign_in, travel, deliver
):
    company = share.company
    page = sign_in(returning).get(reverse("recovery:ways", args=[company.public_id]))
    assert "Biuro Rachunkowe Saldo" in page.content.decode()
    accept_office_invitation(returning, company)
    deliver()
    assert ["dawny@example.com"] in [letter.to for letter in mail.outbox]

    travel(days=4)
    cases.let_the_clock_work()
    place = cases.place_of(returning, company)
    assert (place.role, place.proven_at) == (Role.GLOBAL_ADMINISTRATOR, None)
    assert fresh(share).state == State.ACTIVE


def test_it_is_no_way_while_somebody_holds_the_keys(share, kamil):
    other = factories.person()
    factories.membership(share.company, other, Role.ASSOCIATED, proven=False)

    assert ways(situation(share.company, other)).recommended == Way.ASK
    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(other, share.company)


def test_it_is_no_way_for_another_mailbox(share, returning):
    stranger = factories.person()
    factories.membership(share.company, stranger, Role.ASSOCIATED, proven=False)

    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(stranger, share.company)


@pytest.mark.parametrize("over", ["ended", "known", "license", "address forgotten"])
def test_it_is_no_way_any_more_when(over, share, returning, office):
    if over == "ended":
        end_share(office[1], share, side=Side.OFFICE)
    elif over == "known":
        become_known([share.company_id])
    elif over == "license":
        factories.license(share.company)
    else:
        Share.objects.update(email="")
    share.company.refresh_from_db()

    assert ways(situation(share.company, returning)).recommended == Way.DECLARE
    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(returning, share.company)


def test_an_office_that_came_later_opens_no_way(share, kamil, office):
    """Abuse: the keys are lost, and another office invites a mailbox of its own to the company."""
    leave(kamil, share.company)
    end_share(office[1], share, side=Side.OFFICE)
    other, _head = factory.office("Biuro Obce")
    of = factory.client(other, tax_number=share.client.tax_number)
    intruder = factories.person(email="obcy@example.com")
    accepted = accept_share(intruder, factory.share(of, "obcy@example.com"))

    place = cases.place_of(intruder, share.company)
    assert accepted.company == share.company
    assert place.role == Role.ASSOCIATED
    assert not powers_of(accepted)
    assert ways(situation(share.company, intruder)).recommended == Way.DECLARE


def test_an_acceptance_that_was_taken_back_leaves_no_way(share, kamil, office):
    company = share.company
    withdraw_acceptance(office[1], share, email="wlasciwa@example.com")
    company.refresh_from_db()

    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(kamil, company)


class TestTheVendorComesToKnowTheCompany:
    """Squatting on a tax ID gains nothing, through an office either."""

    def test_the_role_falls_back_and_the_sharing_goes_on_without_powers(self, share, kamil):
        become_known([share.company_id])

        assert cases.place_of(kamil, share.company).role == Role.ASSOCIATED
        assert fresh(share).state == State.ACTIVE
        assert not powers_of(share)

    def test_both_histories_say_so_once_and_the_office_is_written_to(self, share, office, deliver):
        become_known([share.company_id])
        become_known([share.company_id])
        deliver()

        told = Event.objects.filter(kind=Kind.POWERS_LAPSED).order_by("pk")
        assert [event.company for event in told] == [office[0], share.company]
        letters = [one for one in mail.outbox if "has no powers for now" in one.subject]
        assert [letter.to for letter in letters] == [[office[1].email]]

    def test_whoever_gets_the_keys_gives_them_again(self, share, kamil):
        become_known([share.company_id])
        owner = factories.person()
        factories.membership(share.company, owner, Role.GLOBAL_ADMINISTRATOR)
        give_power(owner, fresh(share), kind=PowerKind.WORK)

        assert powers_of(share) == {PowerKind.WORK}

    def test_what_somebody_proven_gave_stays(self, share):
        owner = factories.person()
        factories.membership(share.company, owner, Role.GLOBAL_ADMINISTRATOR)
        become_known([share.company_id])

        assert powers_of(share) == set(PowerKind.values)
        assert not Event.objects.filter(kind=Kind.POWERS_LAPSED).exists()

    def test_then_the_office_cannot_take_the_acceptance_back(self, share, office):
        become_known([share.company_id])

        with pytest.raises(NotWithdrawable):
            withdraw_acceptance(office[1], fresh(share))
