"""After the owner's death: a letter with one document, a lead among the reviewers, two weeks, then the rights."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from klucznik.companies.models import Role
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.documents import content_text
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, Kind, State
from klucznik.declarations.papers import content_of
from klucznik.letters.actions.writing import announce_death
from klucznik.letters.errors import DeathKnownOtherwise, NotForStaff
from tests import factories
from tests.declarations import cases
from tests.letters import letters

FORM = {
    "owner": "Alfred Alfowski", "capacity": "manager", "paper": "register",
    "reason": "Prowadzę piekarnię dalej.", "name_1": "Olga Nowa", "function_1": "zarządca sukcesyjny",
    "language": "pl", "consent": "on",
}  # fmt: skip
ABOUT = {"owner": "Alfred Alfowski", "capacity": "manager", "paper": "register"}


def test_the_whole_way_although_the_dead_owner_still_holds_the_role(cast, sign_in, travel, deliver):
    heir = letters.newcomer(cast.alfa)
    page = sign_in(heir).post(f"/companies/{cast.alfa.public_id}/letters/death/", FORM)
    assert page.status_code == 302
    case = Declaration.objects.get(claimant=heir)
    assert "w charakterze: zarządca sukcesyjny" in content_text(content_of(case))

    case = letters.approved(cast, letters.sent(case))
    deliver()
    assert case.notice_ends_at - case.notice_started_at >= timedelta(days=14)
    assert "We are sorry for your loss" in str(
        next(m.body for m in mail.outbox if heir.email in m.to)
    )
    letters.wait_out(case, travel)
    end_waiting(cases.fresh(case))
    done = accept_grant(factories.with_factor(heir), cases.fresh(case))

    place = cases.place_of(heir, cast.alfa)
    assert done.state == State.GRANTED
    assert (place.role, place.is_on_probation) == (Role.GLOBAL_ADMINISTRATOR, True)

    undo_grant(cast.henryk, cases.fresh(case), note="Inny spadkobierca.", as_lead=True)
    assert cases.place_of(heir, cast.alfa).role == Role.ASSOCIATED


def test_who_is_told_reads_that_a_death_is_claimed_and_what_a_sign_in_does(cast, client, deliver):
    """Perhaps it is the owner who reads it."""
    case = announce_death(letters.newcomer(cast.alfa), cast.alfa, **ABOUT, **letters.SAID)
    letters.sent(case)
    deliver()

    told = next(str(one.body) for one in mail.outbox if cast.anna.email in one.to)
    secret = cases.secret_of(cases.voice(case, "administrator"))
    page = client.get(f"/cases/objection/{secret}/", headers={"accept-language": "en"})
    page = page.content.decode()

    assert "the owner of the company has died" in told
    assert "signs in to the portal, nothing is given" in told
    assert "14 days" in told
    assert "24 hours" not in told
    assert "the owner of the company has died" in page
    assert "24 hours" not in page


def test_the_draft_asks_for_the_document_and_for_the_heirs_own_signature(cast, sign_in):
    heir = letters.newcomer(cast.alfa)
    case = announce_death(heir, cast.alfa, **ABOUT, **letters.SAID)

    page = sign_in(heir).get(f"/cases/{case.public_id}/").content.decode()

    assert "the document named in it that shows in what capacity you act" in page
    assert "By those who represent the company" not in page


def test_a_lead_is_needed(cast):
    assert letter_of(Kind.OWNER_DEATH).needs_lead


def test_a_document_that_does_not_show_the_capacity_is_refused_at_its_field(cast, sign_in):
    heir = letters.newcomer(cast.alfa)

    page = sign_in(heir).post(
        f"/companies/{cast.alfa.public_id}/letters/death/", FORM | {"paper": "certificate"}
    )

    assert page.status_code == 422
    assert "This document does not show it" in page.content.decode()


def test_the_page_asks_for_no_death_certificate(cast, sign_in):
    heir = letters.newcomer(cast.alfa)

    text = sign_in(heir).get(f"/companies/{cast.alfa.public_id}/letters/death/").content.decode()

    assert "No death certificate is needed" in text
    assert "blacken" in text


def test_who_holds_the_rights_reads_that_there_is_nothing_to_ask_for(cast, sign_in):
    answer = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/letters/death/")

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "which is the highest role: there is no need to" in page
    assert "Who has it:" not in page


def test_who_holds_the_rights_needs_no_letter_and_staff_write_none(cast, sign_in):
    factories.membership(cast.alfa, cast.ewa)

    with pytest.raises(DeathKnownOtherwise):
        announce_death(cast.anna, cast.alfa, **ABOUT, **letters.SAID)
    with pytest.raises(NotForStaff):
        announce_death(cast.ewa, cast.alfa, **ABOUT, **letters.SAID)
    assert (
        sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/letters/death/").status_code
        == 403
    )
