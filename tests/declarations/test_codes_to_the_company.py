"""A code goes to an address of the company; the claimant types it back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klucznik.core import clock
from klucznik.declarations.actions.codes import answer_code, send_code
from klucznik.declarations.errors import (
    CodeOver,
    NoProofNeeded,
    NotNow,
    WrongCode,
)
from klucznik.declarations.models import Evidence, Notified
from klucznik.declarations.scoring import Proof
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS
from tests.declarations import cases, evidence

Status = Evidence.Status
REGISTER = Proof.REGISTER_CODE
CONTACT = Proof.CONTACT_CODE


@pytest.fixture
def case(cast):
    """Dorota's case in review; the register knows an address and a domain of the company."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example", domain="www.alfa.example")
    return case


def path(case, *rest: str) -> str:
    return "/".join(["/cases", case.public_id, "evidence", *rest, ""])


def test_a_code_to_the_register_goes_all_the_way(cast, case, sign_in, deliver):
    """Dorota asks for it, the board reads it, Dorota types it back, and the points count."""
    browser = sign_in(cast.dorota)
    deliver()
    mail.outbox.clear()
    page = browser.get(path(case, "register")).content.decode()
    assert "z…@a….example" in page
    assert "zarzad@" not in page

    key = re.search(r'name="key" value="([0-9a-f]{64})"', page)[1]
    assert browser.post(path(case, "register", "send"), {"key": key}).status_code == 302
    deliver()

    [message] = mail.outbox
    assert message.to == ["zarzad@alfa-piekarnia.example"]
    code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", message.body)[0]
    assert "d…@e….com" in message.body
    assert "dorota@" not in message.body
    assert "/cases/objection/" in message.body
    answer = browser.post(path(case, "register"), {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 302
    assert evidence.row(case, REGISTER).status == Status.VALID
    shown = browser.get(f"/cases/{case.public_id}/").content.decode()
    assert "Code from the company&#x27;s address in the official register" in shown
    assert ">65<" in shown


def test_the_code_lies_nowhere(cast, case, deliver):
    from klucznik.mail.models import SentEmail

    send_code(cast.dorota, case, proof=REGISTER)
    deliver()

    code, row = evidence.code(case, REGISTER), evidence.row(case, REGISTER)
    kept = SentEmail.objects.get(message="declarations/emails/proof_code")
    shown = f"{code[:4]}-{code[4:]}"
    for text in (str(row.details), row.secret_hash, kept.text, str(kept.context)):
        assert code not in text
        assert shown not in text
    for event in Event.objects.all():
        assert code not in str(event.facts)


def test_whoever_gets_a_code_may_object(cast, case, deliver):
    send_code(cast.dorota, case, proof=REGISTER)

    voice = Notified.objects.get(declaration=case, standing="register")
    assert voice.may_freeze


def test_the_language_is_that_of_the_recipient(cast, case, deliver):
    deliver()
    mail.outbox.clear()
    send_code(cast.dorota, case, proof=CONTACT)
    deliver()

    [message] = mail.outbox
    assert message.to == ["biuro@alfa.example"]
    assert message.extra_headers["Content-Language"] == "pl"


def test_a_fresh_contact_address_gets_no_code(cast, case):
    cast.alfa.edited_fields, cast.alfa.email_since = ["email"], clock.now() - timedelta(days=89)
    cast.alfa.save()

    with pytest.raises(NoProofNeeded):
        send_code(cast.dorota, cases.fresh(case), proof=CONTACT)


def test_an_address_that_is_not_the_companys_gets_no_code(cast, case):
    with pytest.raises(NoProofNeeded):
        send_code(cast.dorota, case, proof=CONTACT, key="0" * 64)


def test_without_an_address_in_the_register_there_is_no_code(cast):
    cases.lose_the_keys(cast)

    with pytest.raises(NoProofNeeded):
        send_code(cast.dorota, cases.submitted(cast.dorota, cast.alfa), proof=REGISTER)


def test_a_second_click_sends_nothing(cast, case):
    for _ in range(2):
        send_code(cast.dorota, case, proof=REGISTER)

    assert Event.objects.filter(kind=Kind.DECLARATION_CODE_SENT).count() == 1


def test_five_tries_then_a_new_code(cast, case):
    send_code(cast.dorota, case, proof=REGISTER)
    right = evidence.code(case, REGISTER)

    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode) as refused:
            answer_code(cast.dorota, case, proof=REGISTER, code="AAAAAAAA")
        assert refused.value.facts == {"left": left}
    with pytest.raises(CodeOver):
        answer_code(cast.dorota, case, proof=REGISTER, code=right)
    send_code(cast.dorota, case, proof=REGISTER)
    with pytest.raises(WrongCode):
        answer_code(cast.dorota, case, proof=REGISTER, code=right)

    answer_code(cast.dorota, case, proof=REGISTER, code=evidence.code(case, REGISTER))

    assert evidence.row(case, REGISTER).status == Status.VALID


def test_a_code_lives_for_a_day(cast, case):
    send_code(cast.dorota, case, proof=REGISTER)
    code = evidence.code(case, REGISTER)
    Evidence.objects.update(expires_at=timezone.now())

    with pytest.raises(CodeOver):
        answer_code(cast.dorota, case, proof=REGISTER, code=code)


def test_the_right_code_again_is_no_error_and_counts_once(cast, case):
    send_code(cast.dorota, case, proof=REGISTER)
    code = evidence.code(case, REGISTER)

    for _ in range(2):
        answer_code(cast.dorota, case, proof=REGISTER, code=code)

    changed = Event.objects.filter(kind=Kind.DECLARATION_PROOF_CHANGED)
    assert [event.facts["status"] for event in changed] == ["valid"]
    assert evidence.row(case, REGISTER).secret_hash == ""


def test_a_code_of_another_case_is_worth_nothing(cast, case):
    send_code(cast.dorota, case, proof=REGISTER)
    send_code(cast.dorota, case, proof=CONTACT)

    with pytest.raises(WrongCode):
        answer_code(cast.dorota, case, proof=REGISTER, code=evidence.code(case, CONTACT))


def test_nobody_else_answers_for_the_claimant(cast, case):
    send_code(cast.dorota, case, proof=REGISTER)

    with pytest.raises(NotNow):
        answer_code(cast.bogna, case, proof=REGISTER, code=evidence.code(case, REGISTER))


def test_nothing_is_proven_when_the_wait_is_over(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.ready(cast, travel)
    evidence.register(case, email="zarzad@alfa-piekarnia.example")

    with pytest.raises(NotNow):
        send_code(cast.dorota, cases.fresh(case), proof=REGISTER)


def test_messages_to_one_address_are_few(cast, case, sign_in):
    browser = sign_in(cast.dorota)
    key = re.search(
        r'name="key" value="([0-9a-f]{64})"', browser.get(path(case, "register")).content.decode()
    )[1]

    for _ in range(LIMITS["mail.proof.email"].most):
        Evidence.objects.update(expires_at=timezone.now())
        browser.post(path(case, "register", "send"), {"key": key})
    refused = browser.post(path(case, "register", "send"), {"key": key})

    assert refused.status_code == 422
    assert "Too many" in refused.content.decode() or "minutes" in refused.content.decode()


def test_an_e_delivery_address_is_named_as_not_possible(cast, case, sign_in):
    evidence.register(case, email="zarzad@alfa-piekarnia.example", edelivery="AE:PL-1-2-ABCDE-10")

    page = sign_in(cast.dorota).get(path(case, "register")).content.decode()

    assert "The portal cannot write there" in page
