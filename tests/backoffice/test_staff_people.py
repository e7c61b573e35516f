"""The portal's administrator adds and ends places on the staff; the operator adds the first ones."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from klucznik.accounts.models import User
from klucznik.backoffice.actions.people import end_staff
from klucznik.backoffice.departures import StaffPlace
from klucznik.backoffice.errors import StillOnStaff
from klucznik.backoffice.models import StaffMember, StaffSession
from klucznik.declarations.impartiality import has_decided
from klucznik.declarations.models import State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.departing import decide
from tests.backoffice.desk import at_work, portal_administrator
from tests.declarations import cases


@pytest.fixture
def iga(cast):
    return portal_administrator()


def test_somebody_with_an_account_is_added(iga, cast, sign_in, deliver):
    client = at_work(sign_in, iga)

    client.post("/staff/people/", {"email": "Dorota@example.com", "role": "reviewer"})
    deliver()

    member = StaffMember.objects.get(user=cast.dorota)
    assert (member.role, member.added_by) == ("reviewer", iga)
    assert Event.objects.get(kind=Kind.STAFF_ADDED).person == cast.dorota
    assert [message.to for message in mail.outbox] == [["dorota@example.com"], ["iga@example.com"]]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody@example.com", "There is no active account with this address."),
        ("filip@example.com", "This person is on the staff already."),
    ],
)
def test_who_cannot_be_added(iga, cast, sign_in, email, sentence):
    answer = at_work(sign_in, iga).post("/staff/people/", {"email": email, "role": "support"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_ended_place_ends_its_sessions_at_once(iga, cast, sign_in):
    ewa = at_work(sign_in, cast.ewa)

    at_work(sign_in, iga).post(f"/staff/people/{cast.ewa.staff.get().public_id}/end/")

    assert ewa.get("/staff/companies/").status_code == 404
    assert not StaffSession.objects.filter(member__user=cast.ewa, ended_at=None).exists()
    assert Event.objects.get(kind=Kind.STAFF_REMOVED).person == cast.ewa


def test_the_last_administrator_cannot_end_their_own_place(iga, cast, sign_in):
    place = iga.staff.get()

    page = at_work(sign_in, iga).post(f"/staff/people/{place.public_id}/end/", follow=True)

    assert "This is the last portal administrator." in page.content.decode()
    place.refresh_from_db()
    assert place.ended_at is None


def test_one_of_two_administrators_can_leave(iga, cast, sign_in):
    StaffMember.objects.create(user=factories.with_factor(cast.dorota), role="administrator")

    at_work(sign_in, iga).post(f"/staff/people/{iga.staff.get().public_id}/end/")

    assert StaffMember.objects.get(user=iga).ended_at


def test_somebody_who_left_can_come_back_in_another_role(iga, cast, sign_in):
    client = at_work(sign_in, iga)
    client.post(f"/staff/people/{cast.ewa.staff.get().public_id}/end/")

    client.post("/staff/people/", {"email": "ewa@example.com", "role": "lead"})

    assert list(cast.ewa.staff.order_by("pk").values_list("role", flat=True)) == ["support", "lead"]


def test_the_operator_makes_the_first_account_with_a_link(db, deliver, capsys):
    call_command("create_staff", "Nowa@example.com", "--role", "lead", "--name", "Nina Nowa")
    deliver()

    nina = User.objects.get(email="nowa@example.com")
    assert (nina.first_name, nina.last_name) == ("Nina", "Nowa")
    assert nina.activated_at
    assert StaffMember.objects.get(user=nina).role == "lead"
    printed = capsys.readouterr().out
    assert "/account/forgotten-password/" in printed
    assert "/account/forgotten-password/" in str(mail.outbox[0].body)


def test_the_printed_link_sets_a_password_and_the_second_step_comes_first(db, client, capsys):
    call_command("create_staff", "nowa@example.com", "--role", "administrator")
    link = capsys.readouterr().out.strip().splitlines()[-1].removeprefix("http://127.0.0.1:8000")

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password": "spokojna rzeka 17"})
    client.force_login(User.objects.get(email="nowa@example.com"))

    assert User.objects.get(email="nowa@example.com").check_password("spokojna rzeka 17")
    assert client.get("/staff/").url.startswith("/account/second-step/needed/")


def test_the_operator_adds_somebody_who_has_an_account(cast, capsys):
    call_command("create_staff", "dorota@example.com", "--role", "support")

    printed = capsys.readouterr().out
    assert "dorota@example.com is on the staff now" in printed
    assert "forgotten-password" not in printed
    assert cast.dorota.has_usable_password()


def test_a_stranger_who_signed_up_with_the_address_gains_nothing(db):
    stranger = User.objects.create_user("nowa@example.com", "haslo obcego 123")

    call_command("create_staff", "nowa@example.com", "--role", "lead", verbosity=0)

    stranger.refresh_from_db()
    assert not stranger.check_password("haslo obcego 123")


@pytest.mark.parametrize("email", ["not an address", "filip@example.com"])
def test_the_command_refuses_in_a_sentence(cast, email):
    with pytest.raises(CommandError):
        call_command("create_staff", email, "--role", "lead")


def test_nobody_leaves_the_staff_by_deleting_the_account(iga, cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    with pytest.raises(StillOnStaff):
        decide(cast.ewa)

    assert cast.ewa.staff.get().ended_at is None
    assert client.get("/staff/companies/").status_code == 200


def test_after_somebody_else_ended_the_place_the_account_can_go(iga, cast):
    end_staff(iga, cast.ewa.staff.get())

    assert StaffPlace().preview(cast.ewa) == []
    assert decide(cast.ewa).is_leaving


def test_the_last_administrator_is_told_to_add_another_one(iga):
    (barrier,) = StaffPlace().preview(iga)

    assert barrier.tone == "barrier"
    assert "You are its last portal administrator. Add another one" in barrier.text


def test_with_the_place_the_words_in_open_cases_end_and_others_look(iga, cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    cases.decided(cast.filip, case)

    end_staff(iga, cast.filip.staff.get())

    cases.decided(cast.grazyna, case)
    assert cases.fresh(case).state == State.IN_REVIEW
    assert not has_decided(cast.henryk, cases.fresh(case))
    assert cases.decided(cast.henryk, case).state == State.NOTICE


def test_a_case_that_waits_warns_of_an_approval_by_somebody_who_left(iga, cast, sign_in):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    client = at_work(sign_in, cast.henryk)
    address = f"/staff/cases/{case.public_id}/"
    before = client.get(address).content.decode()

    end_staff(iga, cast.filip.staff.get())

    sentence = "Who approved this case is no longer on the staff"
    assert sentence not in before
    assert sentence in client.get(address).content.decode()
    assert cases.fresh(case).state == State.NOTICE
