"""Staff invite the first administrators of imported customers: one, or thousands at once."""

from __future__ import annotations

import pytest

from klucznik.backoffice import tasks
from klucznik.backoffice.queries.invitations import fates, invitable
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.recovery.actions.first_administrators import check_invitable
from klucznik.recovery.models import FirstAdministratorInvitation
from tests import factories
from tests.backoffice.desk import at_work, forget_second_step


@pytest.fixture
def gamma(cast):
    return factories.company("Cukiernia Gamma", vendor_email="ksiegowosc@gamma.example")


def test_one_company_is_invited_from_its_page(gamma, cast, sign_in):
    client, company = at_work(sign_in, cast.ewa), f"/staff/companies/{gamma.public_id}/"

    before = client.get(company).content.decode()
    client.post(f"{company}invite/")
    after = client.get(company).content.decode()

    assert "The invitation goes to ksiegowosc@gamma.example." in before
    invitation = FirstAdministratorInvitation.objects.get()
    assert invitation.email == "ksiegowosc@gamma.example"
    assert invitation.invited_by == cast.ewa
    assert "Invite the first administrator" not in after


def test_a_company_with_an_administrator_is_refused_in_words(cast, sign_in):
    client, company = at_work(sign_in, cast.ewa), f"/staff/companies/{cast.alfa.public_id}/"

    page = client.post(f"{company}invite/", follow=True).content.decode()

    assert "already has or had a global administrator" in page
    assert not FirstAdministratorInvitation.objects.exists()


def test_many_are_counted_first_and_then_invited_in_batches(
    gamma, cast, sign_in, deliver, monkeypatch
):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for number in range(4):
        factories.company(f"Klient {number}", email=f"klient{number}@example.com")
    client = at_work(sign_in, cast.ewa)

    page = client.get("/staff/first-administrators/invite/").content.decode()
    told = client.post("/staff/first-administrators/invite/", follow=True).content.decode()
    deliver()

    assert "5 customers never had an administrator" in page
    assert "5 invitations are on their way." in told
    assert FirstAdministratorInvitation.objects.count() == 5
    assert Event.objects.filter(kind=Kind.FIRST_INVITED, actor=cast.ewa).count() == 5


def test_sending_twice_invites_nobody_twice(gamma, cast, sign_in, deliver):
    client = at_work(sign_in, cast.ewa)
    client.post("/staff/first-administrators/invite/")
    deliver()

    page = client.post("/staff/first-administrators/invite/")
    deliver()

    assert page.status_code == 422
    assert "There is nobody to invite" in page.content.decode()
    assert FirstAdministratorInvitation.objects.count() == 1


def test_many_need_a_fresh_second_step(gamma, cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    forget_second_step(client)

    answer = client.post("/staff/first-administrators/invite/")

    assert answer.status_code == 302
    assert "/second-step/confirm/" in answer.url


def test_the_preview_agrees_with_the_rule_of_the_action(cast):
    factories.company("Ma adres", email="a@example.com")
    factories.company("Bez adresu")
    factories.company("Adres wpisał klient", email="b@example.com", edited_fields=["email"])
    factories.company("Nieznana", known=False, email="c@example.com")
    had = factories.company("Miała administratora", email="d@example.com")
    place = factories.membership(had, cast.dorota, Role.GLOBAL_ADMINISTRATOR)
    place.ended_at = clock.now()
    place.save()

    found = list(invitable())

    assert [company.name for company in found] == ["Ma adres"]
    for company in found:
        check_invitable(company)


def test_the_list_tells_what_came_of_each(gamma, cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    client.post(f"/staff/companies/{gamma.public_id}/invite/")
    FirstAdministratorInvitation.objects.update(bounced_at=clock.now())

    every = client.get("/staff/first-administrators/").content.decode()
    bounced = client.get("/staff/first-administrators/?state=bounced").content.decode()
    accepted = client.get("/staff/first-administrators/?state=accepted").content.decode()

    assert "Cukiernia Gamma" in every
    assert "Cukiernia Gamma" in bounced
    assert "No invitation is in this state." in accepted
    assert dict(fates())["bounced"] == 1


def test_an_invitation_is_revoked(gamma, cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    client.post(f"/staff/companies/{gamma.public_id}/invite/")
    invitation = FirstAdministratorInvitation.objects.get()

    client.post(f"/staff/first-administrators/{invitation.public_id}/revoke/")
    again = client.post(f"/staff/first-administrators/{invitation.public_id}/revoke/", follow=True)

    invitation.refresh_from_db()
    assert invitation.revoked_at
    assert "This invitation is no longer valid." in again.content.decode()


def test_an_invitation_whose_time_is_over_counts_as_expired(gamma, cast, sign_in, travel):
    at_work(sign_in, cast.ewa).post(f"/staff/companies/{gamma.public_id}/invite/")
    travel(days=15)

    assert dict(fates())["expired"] == 1
    assert gamma in invitable()
