"""The programs that this one can pretend to be, and what a vendor builds into each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NAMES = ("Biuro", "Gestor", "Gratyfikant", "InsERT", "Rachmistrz", "Rewizor", "Subiekt")
OFFICE = ("biuro", "gratyfikant", "rachmistrz", "rewizor")


@dataclass(frozen=True)
class Program:
    """A program of one of the two lines."""

    code: str
    name: str
    version: str = "1.90"
    released: date = date(2026, 10, 1)

    @property
    def is_nexo(self) -> bool:
        return self.code.endswith("-nexo")

    @property
    def unregistered_days(self) -> int:
        """How long it works from its first use before it wants to be registered."""
        return 45 if self.is_nexo else 0

    @property
    def serves_offices(self) -> bool:
        return self.code.startswith(OFFICE)


PROGRAMS = {
    program.code: program
    for name in NAMES
    for program in (
        Program(f"{name.lower()}-gt", f"{name} GT"),
        Program(f"{name.lower()}-nexo", f"{name} nexo", version="56.0"),
    )
} | {"mikrogratyfikant-gt": Program("mikrogratyfikant-gt", "mikroGratyfikant GT")}
