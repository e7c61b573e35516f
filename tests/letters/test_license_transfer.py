"""A letter of two companies passes a license on: checked, told to both, with the same endings as in the portal."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.companies.models import Membership
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.errors import MayNotReview
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.actions.writing import ask_for_transfer
from klucznik.letters.errors import LicenseStays, NoSuchLicenseHere, SameCompany
from klucznik.licensing.models import License, Transfer
from tests import factories
from tests.declarations import cases
from tests.letters import letters

NUMBER = "ALFA1-22222-33333-44444"


def transfer_letter(cast, **more) -> Declaration:
    """Celina of Beta takes over a license of Alfa."""
    said = {"side": "receiver", "number": NUMBER, "tax_id": cast.alfa.tax_id} | more
    return ask_for_transfer(cast.celina, cast.beta, **said, **letters.SAID)


def owner(cast):
    cast.alfa_license.refresh_from_db()
    return cast.alfa_license.company


def test_the_whole_way_through_the_page(cast, sign_in, travel, deliver):
    activation = factories.activation(cast.alfa_license)
    form = {
        "side": "receiver", "number": NUMBER, "tax_id": cast.alfa.tax_id_display,
        "reason": "Sprzedaliśmy piekarnię.", "name_1": "Celina Cicha", "function_1": "prezes Beta",
        "name_2": "Alfred Alfowski", "function_2": "prezes Alfa", "language": "pl", "consent": "on",
    }  # fmt: skip
    page = sign_in(cast.celina).post(f"/companies/{cast.beta.public_id}/letters/transfer/", form)
    assert page.status_code == 302
    case = Declaration.objects.get(claimant=cast.celina)

    done = letters.carried_out(cast, case, travel)
    deliver()

    activation = Activation.objects.get(pk=activation.pk)
    assert done.state == State.GRANTED
    assert owner(cast) == cast.beta
    assert not Activation.objects.active().filter(pk=activation.pk).exists()
    assert Event.objects.filter(kind=Kind.LICENSE_GIVEN, company=cast.alfa).count() == 1
    assert Event.objects.filter(kind=Kind.LICENSE_TAKEN_OVER, company=cast.beta).count() == 1
    told = {address for one in mail.outbox for address in one.to}
    assert {"anna@example.com", "biuro@alfa.example", "biuro@beta.example"} <= told


def test_one_signatory_is_not_enough(cast, sign_in):
    form = {
        "side": "giver", "number": NUMBER, "tax_id": cast.beta.tax_id_display, "reason": "Sprzedaż firmy.",
        "name_1": "Anna", "function_1": "prezes", "language": "pl", "consent": "on",
    }  # fmt: skip

    page = sign_in(cast.anna).post(f"/companies/{cast.alfa.public_id}/letters/transfer/", form)

    assert page.status_code == 422
    assert "for the other company" in page.content.decode()


def test_the_claimant_does_not_learn_whether_the_license_exists(cast, sign_in):
    shown = []
    for number in (NUMBER, "NIEMA-22222-33333-44444"):
        case = letters.sent(transfer_letter(cast, number=number))
        text = sign_in(cast.celina).get(f"/cases/{case.public_id}/").content.decode()
        for own in (case.number, case.public_id, number):
            text = text.replace(own, "·")
        shown.append(text.split("csrfmiddlewaretoken")[0])
        Declaration.objects.filter(pk=case.pk).update(
            state=State.WITHDRAWN, ended_at=case.submitted_at
        )

    assert shown[0] == shown[1]


def test_reviewers_learn_that_nothing_fits(cast):
    case = letters.sent(transfer_letter(cast, number="NIEMA-22222-33333-44444"))

    with pytest.raises(NoSuchLicenseHere):
        cases.decided(cast.filip, case)


def test_a_suspended_license_stays(cast):
    License.objects.filter(pk=cast.alfa_license.pk).update(status=License.Status.SUSPENDED)

    with pytest.raises(LicenseStays):
        cases.decided(cast.filip, letters.sent(transfer_letter(cast)))


def test_nothing_passes_while_a_case_about_the_keys_runs(cast, travel):
    case = letters.approved(cast, letters.sent(transfer_letter(cast)))
    letters.wait_out(case, travel)
    cases.lose_the_keys(cast)
    cases.in_notice(cast)

    done = end_waiting(cases.fresh(case))

    assert (done.state, done.outcome_reason) == (State.EXPIRED, Ending.MOVED_ON)


def test_a_license_that_moved_on_meanwhile_stays_where_it_is(cast, travel):
    gamma = factories.company("Gamma")
    case = letters.approved(cast, letters.sent(transfer_letter(cast)))
    License.objects.filter(pk=cast.alfa_license.pk).update(company=gamma)
    letters.wait_out(case, travel)

    assert end_waiting(cases.fresh(case)).state == State.EXPIRED
    assert owner(cast) == gamma


def test_undone_the_license_is_back(cast, travel):
    case = letters.carried_out(cast, transfer_letter(cast), travel)

    undo_grant(cast.henryk, cases.fresh(case), note="Alfa nie podpisała.", as_lead=True)

    assert owner(cast) == cast.alfa
    assert Transfer.objects.count() == 2


def test_undone_after_it_moved_on_it_stays_with_the_third_company(cast, travel):
    case = letters.carried_out(cast, transfer_letter(cast), travel)
    gamma = factories.company("Gamma")
    License.objects.filter(pk=cast.alfa_license.pk).update(company=gamma)

    undo_grant(cast.henryk, cases.fresh(case), note="Alfa nie podpisała.", as_lead=True)

    assert owner(cast) == gamma


def test_an_open_offer_of_the_portal_ends(cast, travel):
    offer = Transfer.objects.create(
        license=cast.alfa_license, giver=cast.alfa, receiver=cast.beta, offered_by=cast.anna,
        giver_statement="x" * 64, expires_at=travel(days=0) + cases.timedelta(days=14),
    )  # fmt: skip

    letters.carried_out(cast, transfer_letter(cast), travel)

    offer.refresh_from_db()
    assert offer.withdrawn_at is not None


def test_the_same_company_is_no_other_one(cast):
    with pytest.raises(SameCompany):
        transfer_letter(cast, tax_id=cast.beta.tax_id)


def test_people_of_either_company_do_not_decide(cast):
    Membership.objects.create(company=cast.alfa, user=cast.filip, joined="invited")

    with pytest.raises(MayNotReview):
        cases.decided(cast.filip, letters.sent(transfer_letter(cast)))
