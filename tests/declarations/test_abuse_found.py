"""Ways in that the study of other portals did not number, found by looking for them: each has its answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.actions.cosigning import ask_signatory, refuse_to_sign
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.changes import is_unheard
from klucznik.declarations.errors import ObjectorHasTime
from klucznik.declarations.impartiality import is_party
from klucznik.declarations.models import Contest, Declaration
from klucznik.declarations.signed import Signature
from klucznik.declarations.signed.names import sealed_by
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from klucznik.recovery import recipients
from klucznik.recovery.letters import FirstAdministrator, GlobalAdministrator
from klucznik.recovery.situations import situation
from klucznik.recovery.standing import is_contact_fresh
from tests.declarations import cases


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def seal(number: str) -> Signature:
    return Signature(
        "Piekarnia Alfa", level="seal", organization="Piekarnia Alfa", organization_id=number
    )


@pytest.mark.parametrize(
    ("number", "krs", "is_theirs"),
    [
        ("VATPL-5260250274", "", True),
        ("VATPL-PL5260250274", "", True),
        ("NTRPL-0000123456", "0000123456", True),
        ("NTRPL-0000123456", "", False),  # no register said which number is theirs
        ("NTRPL-0000999999", "0000123456", False),
        ("VATPL-1111111111", "", False),
        ("VATDE-5260250274", "", False),
        ("", "0000123456", False),
    ],
)
def test_abuse_23_a_company_founded_under_the_same_name_seals_nothing(number, krs, is_theirs):
    found = sealed_by(seal(number), country="PL", tax_number="5260250274", krs=krs)

    assert found is is_theirs


def test_abuse_24_giving_up_under_an_objection_does_not_clear_the_way_for_paper(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    object_to(cases.voice(case, "former_administrator"))
    withdraw_declaration(cast.dorota, cases.fresh(case))

    assert situation(alfa, cast.dorota).was_refused
    again = cases.submitted(cast.dorota, alfa)
    assert GlobalAdministrator().needs_strong_proof(cases.fresh(again))


def test_abuse_24_nor_does_a_word_that_only_asks_staff_to_look_demand_more(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    object_to(cases.voice(case, "contact"))
    withdraw_declaration(cast.dorota, cases.fresh(case))

    assert not situation(alfa, cast.dorota).was_refused


def test_abuse_25_two_hasty_reviewers_do_not_set_an_objection_aside_before_its_day(
    cast, alfa, travel
):
    contest = object_to(cases.voice(cases.in_notice(cast), "former_administrator"))
    for reviewer in (cast.filip, cast.grazyna):
        with pytest.raises(ObjectorHasTime):
            decide_contest(reviewer, again(contest), uphold=False, note="Nic nie widać.")
    assert not contest.votes.exists()

    travel(days=14.01)
    decide_contest(cast.filip, again(contest), uphold=False, note="Nic nie przysłano.")
    decide_contest(cast.grazyna, again(contest), uphold=False, note="Nic nie przysłano.")
    assert not cases.fresh(contest.declaration).is_frozen


def test_abuse_25_whoever_objected_by_mistake_lets_the_reviewers_go_on(cast, alfa):
    case = cases.in_notice(cast)
    contest = cases.taken_back(object_to(cases.voice(case, "former_administrator")))

    assert cases.fresh(case).is_frozen  # two reviewers still look
    for reviewer in (cast.filip, cast.grazyna):
        decide_contest(reviewer, again(contest), uphold=False, note="Pomyłka, cofnięte.")
    assert not cases.fresh(case).is_frozen


def test_abuse_26_an_address_changed_at_the_vendor_by_telephone_gets_no_code_and_hides_none(
    cast, alfa
):
    change_at_the_vendor(alfa, "faktury@oszust.example")
    case = cases.submitted(cast.dorota, alfa)
    worker.drain()

    told = set(SentEmail.objects.filter(recipient=None).values_list("address", flat=True))
    assert "faktury@oszust.example" not in told
    assert {"anna@example.com", "ksiegowosc@alfa.example"} <= told
    codes = {one.email for one in GlobalAdministrator().contacts(cases.fresh(case))}
    assert not codes & {"faktury@oszust.example", "ksiegowosc@alfa.example"}
    assert is_contact_fresh(alfa)


def test_abuse_26_nor_does_it_open_the_way_of_the_first_administrator_in_a_day(cast):
    change_at_the_vendor(cast.beta, "faktury@oszust.example")
    case = Declaration(company=cast.beta, claimant=cast.dorota, kind="first_administrator")

    assert FirstAdministrator().waiting_period(case) == timedelta(days=7)
    told = {one.email for one in FirstAdministrator().addressees(case)}
    assert "ksiegowosc@alfa.example" in told


def test_abuse_26_after_three_months_the_new_address_is_as_good_as_the_old(cast, travel):
    change_at_the_vendor(cast.beta, "nowy@beta.example")
    travel(days=91)

    assert "nowy@beta.example" in {one.email for one in recipients.contacts(cast.beta)}
    assert not list(recipients.replaced_contacts(cast.beta))


def test_abuse_28_whoever_claims_does_not_take_reviewers_off_the_case(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    asked = ask_signatory(
        cast.dorota, cases.fresh(case), name="Alfred Alfowski", email=cast.filip.email
    )
    assert not is_party(cast.filip, cases.fresh(case))

    refuse_to_sign(asked)
    assert is_party(
        cast.filip, cases.fresh(case)
    )  # whoever answers from there is one who was asked


def test_abuse_27_where_nobody_else_is_known_the_wait_is_longer(cast, alfa):
    alfa.former_administrators.all().delete()
    Company.objects.filter(pk=alfa.pk).update(email="", vendor_email="")
    case = cases.in_notice(cast)
    assert is_unheard(cases.fresh(case))

    cases.watch()

    longer = cases.fresh(case)
    assert longer.notice_ends_at == case.notice_ends_at + timedelta(days=7)


def again(contest: Contest) -> Contest:
    return Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)


def change_at_the_vendor(company: Company, email: str) -> None:
    """What an import does when the ERP has another address than before (tests/integrations holds it to that)."""
    Company.objects.filter(pk=company.pk).update(
        vendor_email=email,
        vendor_email_since=clock.now(),
        vendor_email_before="ksiegowosc@alfa.example",
    )
    company.refresh_from_db()
