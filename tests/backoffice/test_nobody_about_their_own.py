"""Nobody decides about themselves or their own, by whatever door: the page, the form, the action."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import clock, vault
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.actions.desk import assign_to, hold_case, take_up
from klucznik.declarations.actions.evidence import remove_identity_document
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.errors import AlreadyVoted, MayNotReview
from klucznik.declarations.impartiality import is_party
from klucznik.declarations.models import CoSignatory, Declaration, Notified
from klucznik.declarations.voices import CO_SIGNATORY, FINGERPRINT
from tests import factories
from tests.backoffice.desk import at_work
from tests.backoffice.test_decide_case import form, page
from tests.declarations import cases


def claimant(cast, case):
    Declaration.objects.filter(pk=case.pk).update(claimant=cast.filip)


def member(cast, case):
    factories.membership(case.company, cast.filip, Role.USER)


def once_a_member(cast, case):
    place = factories.membership(case.company, cast.filip, Role.USER)
    Membership.objects.filter(pk=place.pk).update(ended_at=clock.now(), joined_at=place.joined_at)


def _told(case, email: str, **more):
    Notified.objects.create(
        declaration=case,
        standing="contact",
        sealed_email="",
        email_fingerprint=vault.fingerprint(email.lower(), FINGERPRINT),
        secret_hash=email,
        **more,
    )


def told(cast, case):
    _told(case, cast.filip.email)


def told_at_another_address(cast, case):
    EmailAddress.objects.create(user=cast.filip, email="prywatny@example.com", verified=True)
    _told(case, "prywatny@example.com")


def told_by_account(cast, case):
    _told(case, "dawny@example.com", user=cast.filip)


def _asked_to_sign(case, email: str):
    CoSignatory.objects.create(
        declaration=case,
        name="Filip Fąfara",
        sealed_email=vault.seal_text(email, context=CO_SIGNATORY),
        secret_hash=email,
    )


def co_signatory(cast, case):
    _asked_to_sign(case, cast.filip.email.upper())


def co_signatory_at_another_address(cast, case):
    EmailAddress.objects.create(user=cast.filip, email="prywatny@example.com", verified=True)
    _asked_to_sign(case, "prywatny@example.com")


TIES = [
    claimant,
    member,
    once_a_member,
    told,
    told_at_another_address,
    told_by_account,
    co_signatory,
    co_signatory_at_another_address,
]


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_no_door_lets_them_decide(cast, case, sign_in, tie):
    tie(cast, case)
    case = cases.fresh(case)
    client, file = at_work(sign_in, cast.filip), case.files.get()

    shown = client.get(page(case)).content.decode()
    sent = client.post(f"{page(case)}decision/", form(case))

    assert "You do not decide about this case" in shown
    assert 'id="decision"' not in shown
    assert sent.status_code == 422
    assert not case.decisions.exists()
    for act in (
        lambda: cases.decided(cast.filip, case),
        lambda: take_up(cast.filip, cases.fresh(case)),
        lambda: assign_to(cast.henryk, cases.fresh(case), person=cast.filip, as_lead=True),
        lambda: hold_case(cast.filip, cases.fresh(case), until=clock.today(), reason="register"),
        lambda: remove_identity_document(cast.filip, cases.fresh(case), file, note="Dowód."),
    ):
        with pytest.raises(MayNotReview):
            act()


def test_others_are_no_parties(cast, case):
    _asked_to_sign(case, "kto-inny@example.com")

    assert not is_party(cast.filip, case)


def test_an_unverified_address_makes_nobody_a_party(cast, case):
    EmailAddress.objects.create(user=cast.filip, email="cudzy@example.com", verified=False)
    _told(case, "cudzy@example.com")

    assert not is_party(cast.filip, case)


@pytest.mark.parametrize("tie", [member, once_a_member, told_by_account])
def test_nor_about_an_objection_or_an_undoing(cast, case, travel, tie):
    cases.decided(cast.grazyna, case)
    third = factories.with_factor(factories.person(email="trzeci@example.com"))
    cases.decided(third, case)
    contest = cases.taken_back(object_to(cases.voice(case, "former_administrator")))
    tie(cast, cases.fresh(case))

    with pytest.raises(MayNotReview):
        decide_contest(cast.filip, contest, uphold=False, note="Sprawdzone.")
    decide_contest(cast.grazyna, contest, uphold=False, note="Sprawdzone.")
    with pytest.raises(AlreadyVoted):
        decide_contest(cast.grazyna, contest, uphold=False, note="Jeszcze raz.")


def test_a_lead_of_the_company_undoes_nothing(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    factories.membership(cast.alfa, cast.henryk)

    with pytest.raises(MayNotReview):
        undo_grant(cast.henryk, cases.fresh(case), note="Pomyłka.", as_lead=True)


def test_the_objector_does_not_decide_at_another_address_either(cast, case):
    stone = FormerAdministrator.objects.filter(company=cast.alfa)
    assert stone.exists()
    contest = object_to(cases.voice(case, "former_administrator"))
    EmailAddress.objects.create(user=cast.filip, email="dawniej@example.com", verified=True)
    Notified.objects.filter(pk=contest.by_id).update(
        email_fingerprint=vault.fingerprint("dawniej@example.com", FINGERPRINT)
    )
    contest.refresh_from_db()

    with pytest.raises(MayNotReview):
        decide_contest(cast.filip, contest, uphold=False, note="Sprawdzone.")
