"""Registers that say what a test tells them to, plugged in by their path as a vendor's own would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from klucznik.companies.registries import (
    Answer,
    Facts,
    RegisterAnswer,
    Representative,
)
from klucznik.companies.tax_ids import TaxId
from klucznik.declarations.models import Declaration
from klucznik.declarations.tasks import read_registers
from klucznik.jobs import worker
from tests.cast import Cast
from tests.declarations import cases

PATHS = [f"{__name__}.Court", f"{__name__}.List"]
BOARD = (
    Representative("A***** A*******", "PREZES ZARZĄDU", masked=True),
    Representative("B***** N****", "CZŁONEK ZARZĄDU", masked=True),
)


class Said:
    """One register; what it says and how often it was asked."""

    name: ClassVar[str]
    is_late: ClassVar[bool] = False
    prefills: ClassVar[bool] = False
    answer: ClassVar[Answer]
    facts: ClassVar[Facts]
    asked: ClassVar[list[bool]]

    @classmethod
    def says(cls, answer: Answer = Answer.YES, **facts: Any) -> None:
        cls.answer = answer
        usual = {
            "name": "Alfa sp. z o.o.",
            "representatives": BOARD,
            "representation": "DWAJ ŁĄCZNIE",
        }
        cls.facts = Facts(**(usual | facts)) if answer == Answer.YES else Facts()

    def ask(
        self,
        tax_id: TaxId,
        *,
        earlier: Sequence[RegisterAnswer] = (),
        fresh: bool = False,
        patient: bool = True,
    ) -> RegisterAnswer | None:
        self.asked.append(fresh)
        reason = "timeout" if self.answer == Answer.UNKNOWN else ""
        return RegisterAnswer(self.name, self.answer, self.facts, reason, reference="ref-1")


class Court(Said):
    name = "krs"
    asked: ClassVar[list[bool]] = []


class List(Said):
    """It tells no representatives."""

    name = "white_list"
    asked: ClassVar[list[bool]] = []


def begin(settings: Any) -> None:
    """Both are on and know the company."""
    settings.REGISTERS = PATHS
    for one in (Court, List):
        one.asked.clear()
    Court.says(email="zarzad@alfa.example")
    List.says(representatives=(), representation="")


def sent_in(cast: Cast) -> Declaration:
    """Dorota's case, its registers read."""
    cases.lose_the_keys(cast)
    sent = cases.submitted(cast.dorota, cast.alfa)
    worker.drain()
    return cases.fresh(sent)


def read_again(case: Declaration) -> None:
    """A fresh reading, a moment after what happened before."""
    read_registers(case=case.pk, fresh=True)


def approved(cast: Cast, case: Declaration) -> Declaration:
    cases.decided(cast.filip, case)
    return cases.fresh(cases.decided(cast.grazyna, case))
