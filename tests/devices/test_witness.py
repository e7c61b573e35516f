"""A program of the company signs the code that the claimant was shown."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from klucznik.core import clock
from klucznik.declarations.actions.codes import ask_witness
from klucznik.declarations.errors import NoProofNeeded
from klucznik.declarations.models import Evidence
from klucznik.declarations.scoring import Proof
from klucznik.devices.models import Activation
from klucznik.devices.witnesses import of_company, statement
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS
from tests import factories
from tests.declarations import cases, evidence
from tests.devices.programs import post

Status = Evidence.Status


class Installed:
    """A program with a key of its own, activated a while ago."""

    def __init__(self, license, *, days: int = 31, **fields) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.place = factories.activation(
            license, activated_at=clock.now() - timedelta(days=days), **fields
        )
        public = self.key.public_key().public_bytes_raw()
        self.place.device.public_key = base64.b64encode(public).decode()
        self.place.device.save()

    def sign(self, code: str) -> str:
        said = statement(code, self.place.device.public_id)
        return base64.b64encode(self.key.sign(said)).decode()

    def witness(self, code: str, signature: str = ""):
        body = {"code": code, "signature": signature or self.sign(code)}
        return post("/witness", body, authorization=f"Bearer {self.place.secret}")


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


@pytest.fixture
def program(cast):
    return Installed(cast.alfa_license)


@pytest.fixture
def code(cast, case, program):
    """What the page of the case shows to Dorota."""
    ask_witness(cast.dorota, case)
    return evidence.code(case, Proof.PROGRAM)


def status(case) -> str:
    return evidence.row(case, Proof.PROGRAM).status


def test_the_page_shows_a_code_and_the_programs_but_no_computers(cast, case, program, sign_in):
    browser = sign_in(cast.dorota)
    address = f"/cases/{case.public_id}/evidence/program/"
    page = browser.get(address).content.decode()
    assert "1 installation" in page
    assert program.place.device.name not in page

    assert browser.post(address).status_code == 302
    shown = browser.get(address).content.decode()

    code = evidence.code(case, Proof.PROGRAM)
    assert f"{code[:4]}-{code[4:]}" in shown


def test_a_signed_code_counts(cast, case, program, code):
    answer = program.witness(f"{code[:4]}-{code[4:].lower()}")

    assert (answer.status_code, answer.json()) == (200, {"device": program.place.device.public_id})
    assert status(case) == Status.VALID


def test_the_same_program_again_is_told_the_same_and_counts_once(case, program, code):
    for _ in range(2):
        assert program.witness(code).status_code == 200

    assert Event.objects.filter(kind=Kind.DECLARATION_PROOF_CHANGED).count() == 1


def test_a_code_serves_one_program_only(cast, case, program, code):
    program.witness(code)
    other = Installed(factories.license(cast.alfa))

    assert other.witness(code).status_code == 404


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"activated_at": clock.now() - timedelta(days=29)}, "no_witness"),
        ({"how": Activation.How.NUMBER}, "no_witness"),
        ({"ended_at": clock.now(), "ended": "person"}, "no_witness"),
    ],
)
def test_who_is_new_or_knew_only_a_number_or_has_gone_is_no_witness(
    case, program, code, change, answer
):
    Activation.objects.filter(pk=program.place.pk).update(**change)

    refused = program.witness(code)

    assert (refused.status_code, refused.json()["title"]) == (409, answer)
    assert status(case) == Status.PENDING


def test_an_installation_without_a_key_is_no_witness(case, program, code):
    program.place.device.public_key = ""
    program.place.device.save()

    assert program.witness(code).json()["title"] == "no_witness"


def test_a_program_of_another_company_knows_no_such_code(cast, case, program, code):
    stranger = Installed(cast.beta_license)

    assert stranger.witness(code).status_code == 404
    assert stranger.witness("ABCDEFGH").status_code == 404
    assert status(case) == Status.PENDING


@pytest.mark.parametrize("wrong", ["key", "code", "device", "domain"])
def test_only_its_own_signature_of_this_code_is_taken(cast, case, program, code, wrong):
    said = statement(code, program.place.device.public_id)
    signed = {
        "key": Ed25519PrivateKey.generate().sign(said),
        "code": program.key.sign(statement("ABCDEFGH", program.place.device.public_id)),
        "device": program.key.sign(statement(code, "another-device")),
        "domain": program.key.sign(code.encode()),
    }[wrong]

    refused = program.witness(code, base64.b64encode(signed).decode())

    assert (refused.status_code, refused.json()["title"]) == (422, "wrong_signature")
    assert status(case) == Status.PENDING


def test_a_code_that_is_over_is_unknown(case, program, code):
    Evidence.objects.update(expires_at=timezone.now())

    assert program.witness(code).status_code == 404


def test_a_new_code_replaces_the_old_one(cast, case, program, code):
    Evidence.objects.update(expires_at=timezone.now())
    ask_witness(cast.dorota, case)

    assert program.witness(code).status_code == 404
    assert program.witness(evidence.code(case, Proof.PROGRAM)).status_code == 200


def test_codes_cannot_be_guessed_by_a_program(program, case, code):
    for _ in range(LIMITS["witness.device"].most):
        program.witness("ABCDEFGH")

    assert program.witness(code).status_code == 429
    assert status(case) == Status.PENDING


def test_without_a_secret_nothing_is_heard(case, code):
    body = {"code": code, "signature": "A" * 86 + "=="}

    assert post("/witness", body).status_code == 401


def test_without_a_witness_no_code_is_made(cast, case):
    with pytest.raises(NoProofNeeded):
        ask_witness(cast.dorota, case)


def test_witnesses_are_counted_by_program(cast, program):
    Installed(cast.alfa_license)
    Installed(cast.alfa_license, days=29)

    assert list(of_company(cast.alfa).values()) == [2]
