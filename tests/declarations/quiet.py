"""A register that is on and is never asked by itself: what it told is written down by the test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from klucznik.companies.registries import RegisterAnswer
from klucznik.companies.tax_ids import TaxId

PATH = f"{__name__}.Quiet"


class Quiet:
    """Like the court's register for a company whose number nobody knows."""

    name: ClassVar[str] = "krs"
    is_late: ClassVar[bool] = False
    prefills: ClassVar[bool] = False

    def ask(
        self,
        tax_id: TaxId,
        *,
        earlier: Sequence[RegisterAnswer] = (),
        fresh: bool = False,
        patient: bool = True,
    ) -> RegisterAnswer | None:
        return None
