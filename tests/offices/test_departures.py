"""Whoever deletes the account leaves no address with an office, and takes out what there was."""

from __future__ import annotations

import pytest

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.departures import inventory
from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.events.models import EventDetails
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.sharing import correct_address
from klucznik.offices.life import State
from klucznik.offices.models import Assignment, Share, Word
from klucznik.offices.take_outs import served, shared, words
from tests import factories
from tests.accounts.departing import decide
from tests.declarations import cases
from tests.offices import factory, sharing

pytestmark = pytest.mark.django_db
EMAIL = "zaneta@example.com"


@pytest.fixture
def office():
    return factory.office()


@pytest.fixture
def zaneta():
    return factories.person("Żaneta", "Gżegżółka", email=EMAIL)


def gone(person: User) -> User:
    delete_account(None, decide(person))
    return User.objects.get(pk=person.pk)


def named() -> list[str]:
    """Where the address still stands in what offices keep."""
    rows = [share.email for share in Share.objects.all()]
    rows += [str(details.values) for details in EventDetails.objects.all()]
    return [row for row in rows if EMAIL in row]


def test_the_address_goes_from_what_was_accepted_and_the_sharing_stays(office, zaneta):
    share = sharing.offer(office[1], factory.client(office[0]), email=EMAIL)
    accept_share(zaneta, share)
    gone(zaneta)

    share = Share.objects.get()
    assert not named()
    assert share.state == State.ACTIVE
    assert share.accepted_by.is_deleted


def test_it_goes_from_an_invitation_that_waits_and_the_office_can_correct_it(office, zaneta):
    share = sharing.offer(office[1], factory.client(office[0]), email=EMAIL)
    gone(zaneta)

    assert not named()
    corrected = correct_address(office[1], Share.objects.get(), email="nowa@example.com")
    assert (corrected.pk, corrected.is_link_open) == (share.pk, True)


def test_it_goes_from_the_history_of_an_invitation_that_was_corrected_since(office, zaneta):
    share = sharing.offer(office[1], factory.client(office[0]), email=EMAIL)
    correct_address(office[1], share, email="wlasciwa@example.com")
    assert named()
    gone(zaneta)

    assert not named()
    assert Share.objects.get().email == "wlasciwa@example.com"


def test_invitations_of_others_stay_as_they_are(office, zaneta):
    sharing.offer(office[1], factory.client(office[0]), email="inna@example.com")
    gone(zaneta)

    assert Share.objects.get().email == "inna@example.com"
    assert any("inna@example.com" in str(one.values) for one in EventDetails.objects.all())


def test_whom_somebody_served_ends_when_the_deletion_is_asked_for(office, zaneta):
    factories.membership(office[0], zaneta, Role.USER)
    factory.assign(factory.client(office[0]), zaneta)
    decide(zaneta)

    assert Assignment.objects.get().ended_at is not None


def test_the_page_before_the_deletion_counts_what_goes_and_what_stays(office, zaneta):
    accept_share(zaneta, sharing.offer(office[1], factory.client(office[0]), email=EMAIL))
    factories.membership(office[0], zaneta, Role.USER)
    factory.assign(factory.client(office[0]), zaneta)
    found = {one.subject: one for one in inventory(zaneta)}

    goes = found["Invitations of accounting offices to your address"]
    stays = found["Clients that you served, and what you accepted from an accounting office"]
    assert (goes.count, goes.stays) == (1, False)
    assert (stays.count, stays.stays) == (2, True)
    assert stays.reason


def test_a_person_takes_out_whom_they_served_and_what_was_shared_with_them(office, zaneta):
    client = factory.client(office[0], "Piekarnia Rogalik")
    accept_share(zaneta, sharing.offer(office[1], client, email=EMAIL))
    factories.membership(office[0], zaneta, Role.USER)
    factory.assign(client, zaneta)

    (row,) = served(zaneta)
    assert (row["office_name"], row["client_name"]) == (office[0].name, "Piekarnia Rogalik")
    (mine,) = shared(zaneta)
    assert (mine["email"], mine["accepted_by_you"]) == (EMAIL, True)
    assert not {"secret", "nonce", "number"} & set(mine)


def test_of_what_somebody_accepted_elsewhere_the_address_of_others_is_left_out(office, zaneta):
    share = factory.active_share(factory.client(office[0]), zaneta)
    Share.objects.filter(pk=share.pk).update(email="firma@example.com")

    (mine,) = shared(zaneta)
    assert mine["email"] is None
    assert mine["accepted_by_you"] is True


def test_a_person_takes_out_what_they_said_for_the_office(cast, office, zaneta):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    Word.objects.create(declaration=case, office=office[0], said_by=zaneta, confirms=True)

    (said,) = words(zaneta)
    assert (said["company_name"], said["confirms"]) == (cast.alfa.name, True)
