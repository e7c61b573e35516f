"""Receipts of a case: for both sides, signed, in the chain; a changed letter is found, in the file and on paper."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.ending import forget_case
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.printed_receipts import fingerprint, printed_receipt, receipt_pdf
from klucznik.declarations.receipts_of_cases import case_receipt, wrong_steps
from klucznik.events import receipts
from klucznik.limits.rules import LIMITS
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.in_notice(cast)


def of_claimant(case, form="json") -> str:
    return reverse("declarations:receipt", args=[case.public_id, form])


def of_voice(case, standing="former_administrator", form="json") -> str:
    secret = cases.secret_of(cases.voice(case, standing))
    return reverse("declarations:receipt_of_voice", args=[secret, form])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of every value in a nested document."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for key, item in enumerate(value) for leaf in leaves(item, (*path, key))]
    return [path]


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    copy = json.loads(json.dumps(document))
    spot = copy
    for key in path[:-1]:
        spot = spot[key]
    old = spot[path[-1]]
    spot[path[-1]] = old + 1 if isinstance(old, int) else f"{old}x"
    return copy


def test_the_claimant_downloads_what_happened(cast, case, sign_in):
    answer = sign_in(cast.dorota).post(of_claimant(case))

    given = answer.json()
    told = given["case"]
    assert answer["Content-Disposition"].endswith(f'"receipt-{case.number.replace("/", "-")}.json"')
    assert (told["number"], told["state"], told["kind"]) == (case.number, "notice", case.kind)
    assert told["claimant"]["address"] == "dorota@example.com"
    assert told["reviewers"] == {"needed": 2, "approved": 2, "rejected": 0}
    assert told["told"] == {"claimant": 1, "former_administrator": 1, "contact": 1}
    assert [step["kind"] for step in told["steps"]] == [
        "declaration.prepared",
        "declaration.submitted",
        "declaration.notice_started",
    ]
    assert told["files"][0]["sha256"]
    assert receipts.is_signed(given, receipts.public_key())
    assert receipts.compare(given) == ""
    assert wrong_steps(given) == []


def test_nobody_who_decided_or_was_told_is_named(cast, case):
    text = json.dumps(case_receipt(case), ensure_ascii=False)

    for person in (cast.filip, cast.grazyna, cast.anna):
        assert person.email not in text
        assert person.last_name not in text


def test_a_verdict_is_not_betrayed_before_it_is_out(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    cases.decided(cast.filip, case)

    assert case_receipt(cases.fresh(case))["case"]["reviewers"] == {"needed": 2}


@pytest.mark.parametrize("form", ["json", "pdf"])
def test_who_can_stop_the_case_gets_one_too(case, form):
    answer = Client().post(of_voice(case, form=form))

    assert answer.status_code == 200
    assert len(answer.content) > 500


def test_a_contact_address_gets_none(case):
    assert Client().post(of_voice(case, "contact")).status_code == 404


def test_without_the_right_to_see_it_the_address_is_masked(case):
    told = case_receipt(case, with_claimant=False)["case"]["claimant"]

    assert told == {"name": "", "address": "d…@e….com"}


def test_looking_makes_no_receipt_and_other_forms_do_not_exist(cast, case, sign_in):
    browser = sign_in(cast.dorota)

    assert browser.get(of_claimant(case)).status_code == 405
    assert browser.post(of_claimant(case, "xml")).status_code == 404
    assert sign_in(cast.bartek).post(of_claimant(case)).status_code == 404


def test_a_draft_has_none(cast, sign_in):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)

    assert sign_in(cast.dorota).post(of_claimant(case)).status_code == 404


def test_after_the_end_both_sides_get_it_for_a_while(cast, case, sign_in, travel):
    withdraw_declaration(cast.dorota, cases.fresh(case))
    assert Client().post(of_voice(case)).json()["case"]["state"] == "withdrawn"
    page = Client(headers={"accept-language": "en"}).get(
        reverse(
            "declarations:objection",
            args=[cases.secret_of(cases.voice(case, "former_administrator"))],
        )
    )
    assert "Dorota" not in page.content.decode()
    assert "Receipt to print" in page.content.decode()

    travel(days=31)
    assert Client().post(of_voice(case)).status_code == 404
    assert sign_in(cast.dorota).post(of_claimant(case)).status_code == 200
    forget_case(case)
    assert sign_in(cast.dorota).post(of_claimant(case)).status_code == 404


def test_every_changed_field_is_found(case):
    object_to(cases.voice(case, "former_administrator"))
    given = case_receipt(cases.fresh(case))
    places = leaves(given)

    assert len(places) > 40
    for path in places:
        spoiled = changed(given, path)
        assert not receipts.is_signed(spoiled, receipts.public_key()), path


def test_a_step_that_is_taken_away_or_added_is_found(case):
    given = case_receipt(case)
    for steps in (given["case"]["steps"][1:], [*given["case"]["steps"], given["case"]["steps"][0]]):
        spoiled = given | {"case": given["case"] | {"steps": steps}}
        assert not receipts.is_signed(spoiled, receipts.public_key())


def test_a_receipt_of_steps_that_the_history_does_not_have_does_not_fit(case):
    """As after a restore of an older backup, or of a history that somebody made anew; the signature alone would do."""
    given = case_receipt(case)
    first, *others = given["case"]["steps"]

    for spoiled in (first | {"position": 999}, first | {"at": "2020-01-01T00:00:00.000000Z"}):
        told = given["case"] | {"steps": [spoiled, *others]}
        assert wrong_steps(given | {"case": told})


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_paper_holds_the_whole_receipt_as_a_code(case, language):
    given = case_receipt(case)
    pdf = receipt_pdf(given, language=language)

    assert pdf == receipt_pdf(given, language=language)
    assert printed_receipt(pdf) == given
    assert b"pdfaid" in pdf


def verified(path, *arguments) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("verify_receipt", str(path), *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(end.code)
    return out.getvalue(), 0


def test_the_command_verifies_file_and_paper(case, tmp_path):
    given = case_receipt(case)
    paper, file = tmp_path / "r.pdf", tmp_path / "r.json"
    paper.write_bytes(receipt_pdf(given, language="pl"))
    file.write_text(json.dumps(given, indent=2), encoding="utf-8")

    for path in (paper, file):
        told, code = verified(path)
        assert code == 0
        assert "lies in the history" in told
        assert fingerprint(given) in told
        assert f"Claimant: {case.claimant.display_name}, {case.login}." in told
        assert f"Step: {given['case']['steps'][0]['kind']}," in told
        assert ("Only these lines are signed" in told) is (path == paper)
        assert verified(path, "--offline", "--key", receipts.public_key())[1] == 0


def test_the_command_finds_a_changed_receipt_and_a_foreign_key(case, tmp_path):
    given = case_receipt(case)
    file = tmp_path / "r.json"
    file.write_text(json.dumps(given))
    assert verified(file, "--offline", "--key", "A" * 43 + "=")[1] == 1

    given["case"]["state"] = "granted"
    file.write_text(json.dumps(given))
    for arguments in ([], ["--offline"]):
        told, code = verified(file, *arguments)
        assert code == 1
        assert "DAMAGE" in told


def test_the_command_needs_no_database_offline(case, tmp_path, django_assert_num_queries):
    file = tmp_path / "r.json"
    file.write_text(json.dumps(case_receipt(case)))

    with django_assert_num_queries(0):
        assert verified(file, "--offline")[1] == 0


def test_hostile_papers_are_a_sentence(tmp_path):
    assert printed_receipt(b"%PDF-1.7 nothing") is None
    assert printed_receipt(b"") is None


def test_a_long_case_fits_on_paper_too(cast, case, travel):
    for _ in range(12):
        cases.let_the_clock_work()
        travel(hours=1)
    given = case_receipt(case)
    given["case"]["steps"] *= 30
    given["case"]["files"] *= 5

    assert printed_receipt(receipt_pdf(given, language="pl")) == given


def test_receipts_are_counted(cast, case, sign_in, monkeypatch):
    monkeypatch.setitem(
        LIMITS,
        "receipt.account",
        type(LIMITS["receipt.account"])(1, LIMITS["receipt.account"].window),
    )
    browser = sign_in(cast.dorota)
    browser.post(of_claimant(case))

    assert "Too many attempts" in browser.post(of_claimant(case)).content.decode()


def test_a_granted_case_tells_so(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)

    steps = [step["kind"] for step in case_receipt(cases.fresh(case))["case"]["steps"]]
    assert steps[-1] == "declaration.granted"


def check(client: Client, number: str) -> str:
    return client.post(reverse("declarations:check"), {"number": number}).content.decode()


def test_the_number_of_a_message_is_checked_without_telling_more(cast, case):
    client = Client(headers={"accept-language": "en"})
    known = check(client, f"  {case.number.lower()} ")

    assert "We have a case with this number" in known
    assert "Alfa" not in known
    assert "Dorota" not in known
    assert "We do not know this number" in check(client, "OSW/2026/999999")
    assert "We do not know this number" in check(client, "' OR 1=1 --")


def test_a_draft_and_other_companies_look_like_nothing(cast):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)

    assert "We do not know this number" in check(
        Client(headers={"accept-language": "en"}), case.number
    )


def test_numbers_cannot_be_tried_without_end(cast, case):
    client = Client(headers={"accept-language": "en"})
    for number in range(30):
        check(client, f"OSW/2026/{number:06d}")

    assert "Too many attempts" in check(client, case.number)
