"""The vendor's customers come in: an invitation to the address on record, a day to object, then the role."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.models import Contest, Declaration, State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.recovery.actions.first_administrators import (
    accept_first_invitation,
    invite_first_administrator,
    invite_first_administrators,
    revoke_first_invitation,
)
from klucznik.recovery.bounces import mark_first_invitation
from klucznik.recovery.errors import (
    AlreadyInvited,
    HasAdministrator,
    InvitationClosed,
    InvitationNotForYou,
    NoAddress,
    UnknownCompany,
)
from klucznik.recovery.first_invitations import secret_of
from klucznik.recovery.models import FirstAdministratorInvitation
from klucznik.recovery.tasks import expire_first_invitations
from tests import factories
from tests.declarations import cases


@pytest.fixture
def gamma(db):
    """A customer that the vendor imported; nobody has come in yet."""
    return factories.company(
        "Zakład Gamma", vendor_email="szef@gamma.example", email="biuro@gamma.example"
    )


@pytest.fixture
def boss(db):
    return factories.person("Grzegorz", "Gamma", email="szef@gamma.example")


@pytest.fixture
def invitation(cast, gamma):
    return invite_first_administrator(cast.ewa, gamma)


def page_of(invitation):
    secret = secret_of(invitation.public_id, invitation.nonce)
    return reverse("first_administrator:show", args=[secret])


def test_the_invitation_goes_to_the_address_that_the_vendor_holds(invitation, deliver):
    deliver()

    assert mail.outbox[0].to == ["szef@gamma.example"]
    assert page_of(invitation) in mail.outbox[0].body
    assert page_of(invitation) not in SentEmail.objects.get().text


def test_it_is_accepted_through_the_page_and_the_role_comes_after_a_day(
    invitation, gamma, boss, sign_in, travel, deliver
):
    client = sign_in(boss)
    assert "Accept the invitation" in client.get(page_of(invitation)).content.decode()
    answer = client.post(page_of(invitation))
    case = Declaration.objects.get()
    assert answer.url == reverse("declarations:case", args=[case.public_id])
    assert case.state == State.NOTICE
    assert cases.place_of(boss, gamma) is None
    assert "You accepted" in client.get(answer.url).content.decode()

    travel(days=4)
    cases.let_the_clock_work()

    place = cases.place_of(boss, gamma)
    assert place.role == Role.GLOBAL_ADMINISTRATOR
    assert place.proven_at is not None
    assert place.is_on_probation
    assert place.joined == Membership.Joined.FIRST_ADMINISTRATOR
    assert Event.objects.filter(kind=Kind.FIRST_GRANTED).count() == 1


def test_every_other_known_address_is_told(invitation, gamma, boss, deliver):
    other = factories.person(email="ksiegowa@gamma.example")
    factories.membership(gamma, other, Role.ASSOCIATED, proven=False)
    case = accept_first_invitation(boss, invitation)
    deliver()

    told = {letter.to[0] for letter in mail.outbox if case.number in letter.subject}
    assert {"biuro@gamma.example", "ksiegowa@gamma.example"} <= told


def test_looking_changes_nothing_and_takes_no_account(invitation, client):
    for _ in range(3):
        assert client.get(page_of(invitation)).status_code == 200

    assert not Declaration.objects.exists()
    assert client.post(page_of(invitation)).status_code == 302


def test_another_account_learns_why_it_cannot_accept(cast, invitation, sign_in):
    client = sign_in(cast.dorota)

    assert "signed in with another address" in client.get(page_of(invitation)).content.decode()
    assert client.post(page_of(invitation)).status_code == 422


def test_an_address_that_is_not_verified_does_not_count(invitation, boss):
    boss.emailaddress_set.update(verified=False)

    with pytest.raises(InvitationNotForYou):
        accept_first_invitation(boss, invitation)


def test_an_objection_that_is_upheld_ends_it(cast, invitation, gamma, boss):
    case = accept_first_invitation(boss, invitation)
    contest = object_to(cases.voice(case, "contact"))
    for reviewer in (cast.filip, cast.grazyna):
        contest = Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)
        decide_contest(reviewer, contest, uphold=True, note="Adres nie należy do firmy.")

    assert cases.fresh(case).state == State.REJECTED
    assert Event.objects.filter(kind=Kind.FIRST_REFUSED).count() == 1
    assert cases.place_of(boss, gamma) is None


def test_a_changed_address_of_the_account_gets_nothing(invitation, gamma, boss, travel):
    case = accept_first_invitation(boss, invitation)
    boss.email = "inny@example.com"
    boss.save()
    travel(days=4)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.EXPIRED
    assert cases.place_of(boss, gamma) is None


def test_it_is_accepted_once(invitation, boss):
    accept_first_invitation(boss, invitation)

    with pytest.raises(InvitationClosed):
        accept_first_invitation(boss, invitation)


def test_a_revoked_invitation_is_closed(cast, invitation, boss, client):
    revoke_first_invitation(cast.ewa, invitation)

    with pytest.raises(InvitationClosed):
        accept_first_invitation(boss, invitation)
    english = Client(headers={"accept-language": "en"})
    assert "closed" in english.get(page_of(invitation)).content.decode()


def test_after_fourteen_days_it_expires_and_may_be_sent_again(
    cast, invitation, gamma, boss, travel
):
    with pytest.raises(AlreadyInvited):
        invite_first_administrator(cast.ewa, gamma)
    travel(days=14.1)
    expire_first_invitations()

    invitation.refresh_from_db()
    assert invitation.expired_at is not None
    with pytest.raises(InvitationClosed):
        accept_first_invitation(boss, invitation)
    invite_first_administrator(cast.ewa, gamma)


def test_a_dead_mailbox_is_marked(invitation, deliver):
    deliver()
    mark_first_invitation(SentEmail.objects.get())

    invitation.refresh_from_db()
    assert invitation.bounced_at is not None
    assert Event.objects.filter(kind=Kind.FIRST_BOUNCED).count() == 1


def test_who_cannot_be_invited(cast, gamma):
    silent = factories.company("Bez adresu")
    unknown = factories.company("Nieznana", known=False, email="x@example.com")
    edited = factories.company("Edytowana", email="mój@example.com", edited_fields=["email"])
    cases.lose_the_keys(cast)

    for company, refusal in [
        (silent, NoAddress),
        (unknown, UnknownCompany),
        (edited, NoAddress),
        (cast.alfa, HasAdministrator),
        (cast.beta, HasAdministrator),
    ]:
        with pytest.raises(refusal):
            invite_first_administrator(cast.ewa, company)


def test_many_are_invited_at_once_and_one_refusal_stops_nobody(cast, gamma):
    delta = factories.company("Delta", vendor_email="d@delta.example")

    result = invite_first_administrators(cast.ewa, [cast.beta, gamma, delta])

    assert len(result.sent) == 2
    assert [company for company, _ in result.skipped] == [cast.beta]


def test_an_administrator_who_came_in_meanwhile_closes_the_way(cast, invitation, gamma, boss):
    factories.membership(gamma, cast.celina, Role.GLOBAL_ADMINISTRATOR)

    with pytest.raises(HasAdministrator):
        accept_first_invitation(boss, invitation)


def command(*arguments):
    out = StringIO()
    call_command("invite_administrators", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_rehearses_and_invites(cast, gamma):
    assert "Would invite: 1" in command("--all", "--dry-run")
    assert not FirstAdministratorInvitation.objects.exists()
    assert "Invited: 1." in command("--customer", gamma.customer_no)
    assert "Invited: 0." in command("--all")


def test_the_command_asks_whom_and_knows_its_customers(db):
    with pytest.raises(CommandError):
        command()
    with pytest.raises(CommandError, match="K999999"):
        command("--customer", "K999999")


def test_the_clock_of_invitations_is_the_one_of_cases(invitation):
    assert abs(invitation.sent_at - timezone.now()).total_seconds() < 60
    assert invitation.expires_at > clock.now()
