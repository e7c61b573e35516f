"""Whatever befalls a register is unknown, never no: silence, errors, pages for people, bombs, limits, detours."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from structlog.testing import capture_logs

from klucznik.companies.registries import Answer, RegisterAnswer, ask_all
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers.checking import registers as checked
from klucznik.limits.models import Tally
from klucznik.limits.rules import LIMITS, Limit
from tests.stub import register_shapes as shapes
from tests.stub.registers import StubRegisters

pytestmark = pytest.mark.django_db

ALFA, ZORZA = TaxId("PL", shapes.LIMITED), TaxId("PL", shapes.TRADER)
ALONE = ["regon", "ceidg", "white_list", "vies"]


def ask(register: str, settings: Any, tax_id: TaxId = ZORZA, **more: Any) -> RegisterAnswer:
    """One register alone."""
    settings.REGISTERS = [register]
    [found] = ask_all(tax_id, **more)
    return found


@pytest.mark.parametrize("register", ALONE)
@pytest.mark.parametrize(
    ("accidents", "reason"),
    [
        (["silence"], "timeout"),
        (["drip"], "timeout"),
        (["500", "500"], "server_error"),
        (["drop", "drop"], "connection"),
        (["redirect"], "redirected"),
        (["429"], "too_many"),
        (["401"], "refused"),
        (["huge"], "too_large"),
    ],
)
def test_it_is_unknown_with_a_reason_and_not_kept(
    stub: StubRegisters, settings: Any, register: str, accidents: list[str], reason: str
) -> None:
    stub.befall(register, *accidents)

    found = ask(register, settings)
    asked = stub.asked(register)
    cache.clear()

    assert (found.answer, found.reason) == (Answer.UNKNOWN, reason)
    assert asked == len(accidents)
    assert ask(register, settings).answer == Answer.YES


@pytest.mark.parametrize("register", ["krs", *ALONE])
@pytest.mark.parametrize("accident", ["html", "html as json", "odd", "deep", "404 page"])
def test_a_page_for_people_or_odd_json_is_unknown(
    stub: StubRegisters, settings: Any, register: str, accident: str
) -> None:
    settings.REGISTERS = ["white_list", "krs"] if register == "krs" else [register]
    stub.befall(register, accident)

    found = {one.register: one for one in ask_all(ALFA if register == "krs" else ZORZA)}

    assert found[register].answer == Answer.UNKNOWN
    assert not found[register].facts.name


@pytest.mark.parametrize("accident", ["bomb", "thief", "bomb outside", "broken"])
def test_xml_with_declarations_or_broken_is_unknown(
    stub: StubRegisters, settings: Any, accident: str
) -> None:
    ask("regon", settings, TaxId("PL", shapes.UNKNOWN))  # signed in
    stub.befall("regon", accident)

    found = ask("regon", settings)

    assert (found.answer, found.reason) == (Answer.UNKNOWN, "malformed")


@pytest.mark.parametrize("accident", ["500", "drop"])
def test_a_job_tries_at_once_a_second_time_and_a_page_does_not(
    stub: StubRegisters, settings: Any, accident: str
) -> None:
    stub.befall("vies", accident, accident)
    for_page = ask("vies", settings, patient=False)
    left = list(stub.accidents["vies"])
    for_job = ask("vies", settings)

    assert (for_page.answer, left) == (Answer.UNKNOWN, [accident])
    assert for_job.answer == Answer.YES


def test_nobody_listens_there(stub: StubRegisters, settings: Any) -> None:
    stub.close()

    assert ask("vies", settings).reason == "unreachable"


@pytest.mark.parametrize(
    "word", ["MS_UNAVAILABLE", "MS_MAX_CONCURRENT_REQ", "TIMEOUT", "INVALID_INPUT"]
)
def test_vies_that_could_not_look_says_neither_yes_nor_no(
    stub: StubRegisters, settings: Any, word: str
) -> None:
    stub.befall("vies", word)
    wrapped = ask("vies", settings)
    stub.changes["vies"] = {"valid": False, "userError": word}
    flat = ask("vies", settings)

    assert wrapped.answer == flat.answer == Answer.UNKNOWN


def test_a_session_of_regon_is_used_again_and_renewed_when_it_is_over(
    stub: StubRegisters, settings: Any
) -> None:
    ask("regon", settings)
    ask("regon", settings, ALFA)
    used = [one[3].count(b":Zaloguj>") // 2 for one in stub.requests]
    stub.sessions.clear()
    renewed = ask("regon", settings, fresh=True)

    assert used == [1, 0, 0, 0, 0]
    assert renewed.answer == Answer.YES
    assert stub.requests[-1][2]["sid"] in stub.sessions


def test_a_service_that_says_nothing_to_a_new_session_is_unknown(
    stub: StubRegisters, settings: Any
) -> None:
    ask("regon", settings, TaxId("PL", shapes.UNKNOWN))
    stub.befall("regon", "nobody")
    stub.sessions.clear()

    assert ask("regon", settings).answer == Answer.YES


@pytest.mark.parametrize(
    ("register", "key", "reason"),
    [
        ("regon", "REGON_KEY", "refused"),
        ("ceidg", "CEIDG_TOKEN", "refused"),
    ],
)
def test_a_wrong_or_missing_key_is_unknown(
    stub: StubRegisters, settings: Any, register: str, key: str, reason: str
) -> None:
    setattr(settings, key, "wrong<&>")
    wrong = ask(register, settings)
    setattr(settings, key, "")
    missing = ask(register, settings)

    assert (wrong.answer, wrong.reason) == (Answer.UNKNOWN, reason)
    assert missing.reason == "no_key"


def test_after_too_many_it_is_left_alone_for_as_long_as_it_said(
    stub: StubRegisters, settings: Any
) -> None:
    stub.befall("ceidg", "429")
    ask("ceidg", settings)

    again = ask("ceidg", settings)

    assert again.reason == "paused"
    assert stub.asked("ceidg") == 1


@pytest.mark.parametrize("accident", ["used up", "wrapped"])
def test_the_white_list_is_left_alone_when_its_day_is_used_up(
    stub: StubRegisters, settings: Any, accident: str
) -> None:
    stub.befall("white_list", accident)

    assert ask("white_list", settings).reason == "too_many"
    assert ask("white_list", settings).reason == "paused"
    assert stub.asked("white_list") == 1


@pytest.mark.parametrize(
    ("register", "limit"),
    [
        ("white_list", "register.white_list.day"),
        ("ceidg", "register.ceidg.minutes"),
        ("ceidg", "register.ceidg.hour"),
        ("regon", "register.regon.minute"),
        ("vies", "register.vies.minute"),
    ],
)
def test_we_stop_before_the_register_stops_us(
    stub: StubRegisters,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    register: str,
    limit: str,
) -> None:
    most = 3 if register == "regon" else 1  # calls that one question takes
    monkeypatch.setitem(LIMITS, limit, Limit(most, timedelta(hours=1)))
    ask(register, settings)

    kept, anew = ask(register, settings), ask(register, settings, fresh=True)

    assert kept.answer == Answer.YES
    assert (anew.answer, anew.reason) == (Answer.UNKNOWN, "limit")
    assert stub.asked(register) == most


def test_a_second_try_is_counted_too(stub: StubRegisters, settings: Any) -> None:
    stub.befall("white_list", "500")
    ask("white_list", settings)

    assert Tally.objects.get().count == 2


def test_a_key_is_never_sent_without_encryption(stub: StubRegisters, settings: Any) -> None:
    settings.CEIDG_URL = "http://register.example/api"

    assert ask("ceidg", settings).reason == "not_https"
    assert [one.msg for one in checked(None)] == [
        "KLUCZNIK_REGISTERS: KLUCZNIK_CEIDG_URL must begin with https:."
    ]


def test_settings_that_cannot_work_are_named(settings: Any) -> None:
    settings.REGISTERS, settings.REGON_KEY = ["regon", "no.such.Adapter"], ""

    assert [one.msg for one in checked(None)] == [
        "KLUCZNIK_REGISTERS: there is no adapter no.such.Adapter.",
        "KLUCZNIK_REGISTERS: regon is on, but KLUCZNIK_REGON_KEY is not set.",
    ]
    settings.REGISTERS = ["krs"]
    assert "nobody tells it the number" in checked(None)[0].msg


def test_no_tax_id_stands_in_the_log(
    stub: StubRegisters, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    stub.befall("white_list", "drop", "drop")
    with caplog.at_level(logging.DEBUG), capture_logs() as ours:
        ask("white_list", settings, ALFA)
        ask("regon", settings, ALFA)

    assert [one["answer"] for one in ours if one["event"] == "register.asked"] == ["unknown", "yes"]
    assert shapes.LIMITED not in str(ours) + caplog.text
    assert "key-of-tests" not in str(ours) + caplog.text
    assert not logging.getLogger("urllib3").isEnabledFor(logging.WARNING)
