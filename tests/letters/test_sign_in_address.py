"""A letter gives an account another sign-in address: never without its owner's silence, never with its second step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from klucznik.accounts.actions.factor_loss import ask_to_remove_factor
from klucznik.accounts.actions.signing_up import sign_up
from klucznik.accounts.errors import LossTooEarly
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.errors import MayNotReview
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.receipts_of_cases import case_receipt
from klucznik.declarations.timeline import timeline
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.errors import (
    AccountInUse,
    LettersLately,
    NoSuchAccount,
    NotForStaff,
    OnlyForNewAccount,
    OwnAddress,
)
from klucznik.letters.models import AddressMove
from tests import factories
from tests.declarations import cases
from tests.letters import letters

FORM = {
    "email": letters.OLD, "reason": "Skrzynki już nie ma, hasło przepadło.",
    "name_1": "Alfred Alfowski", "function_1": "prezes", "language": "pl", "consent": "on",
}  # fmt: skip


@pytest.fixture
def old(cast):
    return letters.old_account(cast.alfa)


@pytest.fixture
def new(cast):
    return letters.newcomer(cast.alfa)


def test_the_whole_way_through_the_page(cast, old, new, sign_in, travel, deliver):
    factories.with_factor(old)
    before = User.objects.get(pk=old.pk).session_nonce
    page = sign_in(new).post(f"/companies/{cast.alfa.public_id}/letters/address/", FORM)
    case = Declaration.objects.get(claimant=new)
    assert page.status_code == 302
    assert case.content["kind"] == "sign_in_address"
    assert case.number.startswith("ADR/")

    done = letters.carried_out(cast, case, travel)
    deliver()

    story = [moment.what for moment in timeline(done)]
    assert story[:2] == ["The letter was prepared", "The signed letter was sent"]
    assert not any("declaration" in what for what in story)
    old.refresh_from_db()
    new.refresh_from_db()
    assert done.state == State.GRANTED
    assert (old.email, new.is_deleted) == ("nowa@example.com", True)
    assert not old.has_usable_password()
    assert has_factor(old)
    assert old.session_nonce != before
    assert list(EmailAddress.objects.filter(user=old).values_list("email", flat=True)) == [
        "nowa@example.com"
    ]
    assert cases.place_of(old, cast.alfa).role == Role.ADMINISTRATOR
    assert cases.fresh(case).claimant == old
    assert Event.objects.filter(kind=Kind.LETTER_CARRIED_OUT).count() == 1
    links = [one for one in mail.outbox if "forgotten-password" in str(one.body)]
    assert [one.to for one in links] == [["nowa@example.com"]]


def test_paper_waits_two_weeks_and_everybody_is_told(cast, old, new, deliver):
    EmailAddress.objects.create(user=old, email="zapasowa@example.com", verified=True)

    case = letters.approved(cast, letters.sent(letters.address_letter(new, cast.alfa)))
    deliver()

    assert case.notice_ends_at - case.notice_started_at >= timedelta(days=14)
    told = {address for one in mail.outbox for address in one.to}
    assert {letters.OLD, "zapasowa@example.com", "anna@example.com", "biuro@alfa.example"} <= told
    standings = dict.fromkeys(case.notified.values_list("standing", flat=True))
    assert {"account", "administrator", "claimant"} <= set(standings)


def test_the_form_answers_the_same_whether_there_is_such_an_account_or_not(
    cast, old, new, sign_in, deliver
):
    other = letters.newcomer(cast.alfa, "inna@example.com")
    shown = []
    for person, email in [(new, letters.OLD), (other, "nikogo@example.com")]:
        client = sign_in(person)
        sent = client.post(
            f"/companies/{cast.alfa.public_id}/letters/address/", FORM | {"email": email}
        )
        case = letters.sent(Declaration.objects.get(claimant=person))
        text = client.get(f"/cases/{case.public_id}/").content.decode()
        for own in (case.number, case.public_id, email, person.email):
            text = text.replace(own, "·")
        shown.append((sent.status_code, text.split("csrfmiddlewaretoken")[0]))
    deliver()

    assert shown[0] == shown[1]
    assert not [one for one in mail.outbox if "nikogo@example.com" in one.to]


def test_reviewers_learn_that_there_is_no_such_account_and_cannot_approve(cast, new):
    case = letters.sent(letters.address_letter(new, cast.alfa, "nikogo@example.com"))

    with pytest.raises(NoSuchAccount):
        cases.decided(cast.filip, case)


@pytest.mark.parametrize("where", ["elsewhere", "also elsewhere", "staff"])
def test_accounts_that_a_letter_of_the_company_does_not_reach(cast, new, where):
    person = factories.person(email=letters.OLD)
    if where != "elsewhere":
        factories.membership(cast.alfa, person)
    if where != "staff":
        factories.membership(cast.beta, person)
    email = "filip@example.com" if where == "staff" else letters.OLD
    if where == "staff":
        factories.membership(cast.alfa, cast.filip)
    case = letters.sent(letters.address_letter(new, cast.alfa, email))

    with pytest.raises(NoSuchAccount):
        cases.decided(cast.grazyna, case)


def test_a_sign_in_before_the_approval_makes_it_impossible_and_is_not_told(
    cast, old, new, sign_in, deliver
):
    case = letters.sent(letters.address_letter(new, cast.alfa))
    letters.signed_in(old)
    deliver()

    with pytest.raises(AccountInUse):
        cases.decided(cast.filip, case)
    assert cases.fresh(case).state == State.IN_REVIEW


def test_a_sign_in_in_the_waiting_period_ends_the_case(cast, old, new, deliver):
    case = letters.approved(cast, letters.sent(letters.address_letter(new, cast.alfa)))

    letters.signed_in(old)
    deliver()

    case = cases.fresh(case)
    assert (case.state, case.outcome_reason) == (State.EXPIRED, Ending.IN_USE)
    old.refresh_from_db()
    assert old.email == letters.OLD


def test_a_sign_in_that_no_worker_has_seen_still_stops_the_change(cast, old, new, travel):
    case = letters.approved(cast, letters.sent(letters.address_letter(new, cast.alfa)))
    letters.signed_in(old)
    letters.wait_out(case, travel)

    done = end_waiting(cases.fresh(case))

    assert (done.state, done.outcome_reason) == (State.EXPIRED, Ending.IN_USE)


def test_the_owner_objects_without_signing_in_and_the_clock_stands(cast, old, new):
    case = letters.approved(cast, letters.sent(letters.address_letter(new, cast.alfa)))

    contest = object_to(cases.voice(case, Notified.Standing.ACCOUNT))

    assert contest.freezes
    assert cases.fresh(case).is_frozen


def test_an_upheld_objection_after_the_change_gives_the_address_back(
    cast, old, new, travel, deliver
):
    case = letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)
    nonce = User.objects.get(pk=old.pk).session_nonce
    contest = object_to(cases.voice(case, Notified.Standing.ACCOUNT))
    mail.outbox.clear()

    for reviewer in (cast.filip, cast.grazyna):
        contest.refresh_from_db()
        contest.declaration = cases.fresh(case)
        decide_contest(reviewer, contest, uphold=True, note="Właścicielka odpowiedziała.")
    deliver()

    old.refresh_from_db()
    assert cases.fresh(case).state == State.REVERTED
    assert (old.email, old.has_usable_password()) == (letters.OLD, False)
    assert old.session_nonce != nonce
    assert AddressMove.objects.get().returned_at is not None
    links = [one for one in mail.outbox if "forgotten-password" in str(one.body)]
    assert [one.to for one in links] == [[letters.OLD]]


def test_a_lead_undoes_it_and_second_steps_set_up_since_are_gone(cast, old, new, travel):
    case = letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)
    factories.with_factor(old, mature=False)

    undo_grant(cast.henryk, cases.fresh(case), note="Fałszywe pismo.", as_lead=True)

    assert not has_factor(old)


def test_the_second_step_cannot_be_lost_while_it_can_be_undone(cast, old, new, travel):
    factories.with_factor(old)
    letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)

    with pytest.raises(LossTooEarly):
        ask_to_remove_factor(User.objects.get(pk=old.pk))


def test_nobody_else_gets_the_old_address_while_it_can_come_back(cast, old, new, travel):
    letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)

    sign_up(
        None, email=letters.OLD, password=factories.PASSWORD, first_name="", last_name="",
        language="pl", browser="x", accepted=(),
    )  # fmt: skip

    assert not User.objects.filter(email=letters.OLD).exists()
    assert Event.objects.filter(kind=Kind.ACCOUNT_SIGNUP_REPEATED).count() == 1


def test_the_old_mailbox_gets_no_link_for_a_new_password(cast, old, new, travel, client, deliver):
    letters.carried_out(cast, letters.address_letter(new, cast.alfa), travel)
    deliver()
    mail.outbox.clear()

    client.post("/account/forgotten-password/", {"email": letters.OLD})
    deliver()

    assert not [one for one in mail.outbox if "forgotten-password/" in str(one.body)]


def test_only_a_new_account_may_give_its_address(cast, old):
    factories.membership(cast.beta, cast.bogna)

    with pytest.raises(OnlyForNewAccount):
        letters.address_letter(cast.bogna, cast.alfa)


def test_ones_own_address_is_no_other_account(cast, new):
    with pytest.raises(OwnAddress):
        letters.address_letter(new, cast.alfa, "NOWA@example.com")


def test_staff_write_no_letters_about_accounts_and_decide_none_of_their_own(cast, new, old):
    factories.membership(cast.alfa, cast.filip)

    with pytest.raises(NotForStaff):
        letters.address_letter(cast.filip, cast.alfa)
    with pytest.raises(MayNotReview):
        cases.decided(cast.filip, letters.sent(letters.address_letter(new, cast.alfa)))


def test_three_letters_in_vain_are_enough(cast, new):
    for number in range(3):
        case = letters.sent(letters.address_letter(new, cast.alfa, f"{number}@example.com"))
        cases.decided(cast.filip, case, "reject")
        cases.decided(cast.grazyna, case, "reject")

    with pytest.raises(LettersLately):
        letters.address_letter(new, cast.alfa)


def test_the_claimant_sees_neither_the_owner_nor_their_number(cast, old, new, sign_in):
    case = letters.sent(letters.address_letter(new, cast.alfa))

    text = sign_in(new).get(f"/cases/{case.public_id}/").content.decode()

    nobody = letters.sent(
        letters.address_letter(
            letters.newcomer(cast.beta, "inna@example.com"), cast.beta, email="nikt@example.com"
        )
    )
    of_nobody = sign_in(nobody.claimant).get(f"/cases/{nobody.public_id}/").content.decode()

    assert "owner of the account" not in text
    for page in (text, of_nobody):
        assert "whoever the other account belongs to, if there is such an account" in page
    assert "account" not in case_receipt(case)["case"]["told"]
