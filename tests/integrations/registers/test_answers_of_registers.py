"""Each register in its own protocol: what it says of a company, that it is not there, and nothing in between."""

from __future__ import annotations

from typing import Any

import pytest

from klucznik.companies.registries import Answer, RegisterAnswer, Status, ask_all
from klucznik.companies.tax_ids import TaxId
from tests.stub import register_shapes as shapes
from tests.stub.registers import StubRegisters

pytestmark = pytest.mark.django_db

ALFA, ZORZA = TaxId("PL", shapes.LIMITED), TaxId("PL", shapes.TRADER)
NOBODY, GERMAN = TaxId("PL", shapes.UNKNOWN), TaxId("DE", "136695976")


def answers(tax_id: TaxId, **more: Any) -> dict[str, RegisterAnswer]:
    return {one.register: one for one in ask_all(tax_id, **more)}


def test_regon_tells_name_address_numbers_and_contacts(stub: StubRegisters) -> None:
    found = answers(ALFA)["regon"]

    assert found.answer == Answer.YES
    assert found.facts.name.startswith('PIEKARNIA "ALFA"')
    assert found.facts.address == "ul. Długa 7/2, 30-001 Kraków"
    assert (found.facts.regon, found.facts.krs) == ("302046830", shapes.KRS_NUMBER)
    assert (found.facts.email, found.facts.domain) == ("biuro@alfa.example", "alfa.example")
    assert found.facts.status == Status.ACTIVE


def test_regon_takes_the_running_activity_of_a_sole_trader(stub: StubRegisters) -> None:
    found = answers(ZORZA)["regon"]

    assert found.facts.address == "Bielsko-Biała 12, 43-300 Bielsko-Biała"
    assert found.facts.email == "jan@zorza.example"
    assert found.facts.krs == ""


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ({"praw_dataZakonczeniaDzialalnosci": "2026-01-01"}, Status.ENDED),
        ({"praw_dataOrzeczeniaOUpadlosci": "2026-01-01"}, Status.BANKRUPTCY),
        ({"praw_dataZawieszeniaDzialalnosci": "2026-01-01"}, Status.SUSPENDED),
        (
            {
                "praw_dataZawieszeniaDzialalnosci": "2026-01-01",
                "praw_dataWznowieniaDzialalnosci": "2026-03-01",
            },
            Status.ACTIVE,
        ),
    ],
)
def test_regon_tells_how_the_company_stands(
    stub: StubRegisters, report: dict[str, str], status: Status
) -> None:
    stub.changes["regon"] = report

    assert answers(ALFA)["regon"].facts.status == status


def test_krs_is_asked_by_the_number_that_others_told(stub: StubRegisters) -> None:
    found = answers(ALFA)["krs"]

    assert found.answer == Answer.YES
    assert [(one.name, one.function, one.masked) for one in found.facts.representatives] == [
        ("A***** A*******", "PREZES ZARZĄDU", True),
        ("B***** N****", "CZŁONEK ZARZĄDU", True),
        ("C*** W******", "prokurent SAMOISTNA", True),
    ]
    assert found.facts.representation == shapes.RULE
    assert found.facts.address == "UL. DŁUGA 7/2, 30-001 KRAKÓW"
    assert found.facts.edelivery == "AE:PL-59420-30959-DSCHB-14"
    assert (found.facts.email, found.facts.domain) == ("zarzad@alfa.example", "alfa.example")
    assert (found.facts.regon, found.facts.changed_on) == ("302046830", "2021-02-15")
    assert found.reference == "0000413516/16 30.11.2026 05:03:05"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"section6": {"likwidacja": {"dataOtwarcia": "01.11.2026"}}}, Status.LIQUIDATION),
        ({"section6": {"postepowanieUpadlosciowe": [{"x": 1}]}}, Status.BANKRUPTCY),
        ({"section6": {"likwidacja": {}, "polaczeniePodzialPrzeksztalcenie": [1]}}, Status.ACTIVE),
        ({"name": "ALFA SPÓŁKA AKCYJNA W LIKWIDACJI"}, Status.LIQUIDATION),
        ({"name": "ALFA SPÓŁKA AKCYJNA W RESTRUKTURYZACJI"}, Status.RESTRUCTURING),
        ({"struck_off": "01.11.2026"}, Status.ENDED),
    ],
)
def test_krs_tells_how_the_company_stands(
    stub: StubRegisters, change: dict[str, Any], status: Status
) -> None:
    stub.changes["krs"] = change

    assert answers(ALFA)["krs"].facts.status == status


def test_krs_has_nothing_to_do_with_who_has_no_number_there(stub: StubRegisters) -> None:
    assert "krs" not in answers(ZORZA)
    assert stub.asked("krs") == 0


def test_krs_without_anybody_to_tell_the_number_is_unknown(
    stub: StubRegisters, settings: Any
) -> None:
    settings.REGISTERS = ["krs"]

    found = answers(ALFA)["krs"]

    assert (found.answer, found.reason) == (Answer.UNKNOWN, "no_number")


def test_krs_says_no_only_after_both_parts_of_it(stub: StubRegisters) -> None:
    stub.gone.add("krs")

    assert answers(ALFA)["krs"].answer == Answer.NO
    assert stub.asked("krs") == 2


def test_ceidg_tells_the_owner_and_the_published_contacts(stub: StubRegisters) -> None:
    found = answers(ZORZA)["ceidg"]

    assert [(one.name, one.function) for one in found.facts.representatives] == [
        ("Jan Kowal", "właściciel")
    ]
    assert found.facts.address == "ul. Leśna 12, 43-300 Bielsko-Biała"
    assert (found.facts.email, found.facts.domain) == ("jan@zorza.example", "zorza.example")
    assert found.facts.edelivery == "AE:PL-11111-22222-ABCDE-33"
    assert found.facts.status == Status.ACTIVE


def test_ceidg_tells_of_a_successor_and_of_the_end(stub: StubRegisters) -> None:
    stub.changes["ceidg"] = {
        "status": "WYKRESLONY",
        "zarzadcaSukcesyjny": {"imie": "Ewa", "nazwisko": "Kowal"},
    }

    found = answers(ZORZA)["ceidg"]

    assert found.facts.status == Status.ENDED
    assert found.facts.representatives[1].function == "zarządca sukcesyjny"


def test_ceidg_is_not_asked_about_companies_of_the_court_register(stub: StubRegisters) -> None:
    assert "ceidg" not in answers(ALFA)
    assert stub.asked("ceidg") == 0


def test_the_white_list_tells_full_names_and_keeps_its_reference(stub: StubRegisters) -> None:
    found = answers(ALFA)["white_list"]

    assert [one.name for one in found.facts.representatives] == [
        "ALFRED ALFOWSKI",
        "BARBARA NOWAK",
    ]
    assert not any(one.masked for one in found.facts.representatives)
    assert found.facts.address == "UL. DŁUGA 7/2, 30-001 KRAKÓW"
    assert found.reference == "l7mc0-88dh943"


def test_no_number_of_a_person_and_no_account_is_taken_over(stub: StubRegisters) -> None:
    told = str([one.facts.as_json() for one in answers(ALFA).values()])

    assert "71010112345" not in told
    assert "7**********" not in told
    assert "81811000002001004435040001" not in told


def test_vies_answers_for_other_countries_alone(stub: StubRegisters) -> None:
    found = answers(GERMAN)

    assert list(found) == ["vies"]
    assert found["vies"].answer == Answer.YES
    assert found["vies"].facts.name == ""  # shown as --- by the country
    assert answers(ALFA)["vies"].facts.city == "KRAKÓW"


@pytest.mark.parametrize("register", ["regon", "ceidg", "white_list", "vies"])
def test_each_says_no_of_a_company_that_is_not_there(stub: StubRegisters, register: str) -> None:
    found = answers(NOBODY)[register]

    assert (found.answer, found.reason, found.facts.name) == (Answer.NO, "", "")


@pytest.mark.parametrize(
    ("register", "change"),
    [("white_list", {"nip": shapes.TRADER}), ("vies", {"vatNumber": shapes.TRADER})],
)
def test_an_answer_about_another_company_is_none(
    stub: StubRegisters, register: str, change: dict[str, str]
) -> None:
    stub.changes[register] = change

    found = answers(ALFA)[register]

    assert (found.answer, found.reason) == (Answer.UNKNOWN, "other_company")


def test_odd_contacts_are_left_out(stub: StubRegisters) -> None:
    stub.changes["ceidg"] = {"email": "brak", "www": "http://127.0.0.1/x", "status": None}

    facts = answers(ZORZA)["ceidg"].facts

    assert (facts.email, facts.domain, facts.status) == ("", "", "")


def test_what_was_kept_reads_as_it_was_told(stub: StubRegisters) -> None:
    first, second = answers(ALFA), answers(ALFA)

    assert first == second
    assert {name: stub.asked(name) for name in first} == {
        "regon": 3,  # sign in, search, report
        "white_list": 1,
        "krs": 1,
        "vies": 1,
    }
