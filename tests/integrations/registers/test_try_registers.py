"""`klucznik registers NIP`: the operator sees at once what each register says, or why it does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config.env import WrongSetting, several
from tests.stub import register_shapes as shapes
from tests.stub.registers import StubRegisters

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], tax_id: str) -> tuple[str, int]:
    try:
        call_command("registers", tax_id)
    except SystemExit as end:
        return capsys.readouterr().out, int(end.code or 0)
    return capsys.readouterr().out, 0


def test_it_shows_every_answer(stub: StubRegisters, capsys: pytest.CaptureFixture[str]) -> None:
    told, code = run(capsys, "972-123-73-17")

    assert code == 0
    assert "regon: yes\n    name: PIEKARNIA" in told
    assert "white_list: yes, reference l7mc0-88dh943" in told
    assert "represented by: A***** A*******, PREZES ZARZĄDU (masked)" in told
    assert "ceidg: not asked, it has nothing to do with this company" in told


def test_it_says_why_one_did_not_answer_and_never_uses_what_was_kept(
    stub: StubRegisters, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, shapes.TRADER)
    stub.befall("vies", "html")

    told, code = run(capsys, shapes.TRADER)

    assert code == 1
    assert "vies: unknown (not_json)" in told
    assert stub.asked("vies") == 2


def test_wrong_numbers_and_no_register_are_sentences(settings: Any) -> None:
    with pytest.raises(CommandError, match="No register is on"):
        call_command("registers", shapes.LIMITED)
    with pytest.raises(CommandError, match="mistake in the NIP"):
        call_command("registers", "9721237318")


def test_the_setting_takes_names_and_paths_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.env.DECLARED", {})
    monkeypatch.setenv("KLUCZNIK_TRIED_REGISTERS", "krs, vies my.own.Register krs")
    chosen = several("TRIED_REGISTERS", ("krs", "vies"), "x")
    monkeypatch.setenv("KLUCZNIK_TRIED_REGISTERS", "krz")

    assert chosen == ["krs", "vies", "my.own.Register"]
    with pytest.raises(WrongSetting, match='"krz" is not one of: krs, vies'):
        several("TRIED_REGISTERS", ("krs", "vies"), "x")
