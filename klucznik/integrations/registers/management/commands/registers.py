"""`klucznik registers NIP`: ask each register that is on about one company, and say what came back."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from klucznik.companies.registries import Answer, RegisterAnswer, ask_all, registers
from klucznik.companies.tax_ids import TaxId, WrongTaxId


class Command(BaseCommand):
    """Prints one paragraph for each register; what was kept is not used."""

    help = (
        "Try the official registers of KLUCZNIK_REGISTERS with a tax ID, for example your own. "
        "It counts against their limits. Exit code 1 when one of them gave no answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("tax_id", metavar="NIP", help="NIP, or VAT number with its country")

    def handle(self, *args: Any, tax_id: str, **options: Any) -> None:
        try:
            asked = TaxId.parse(tax_id)
        except WrongTaxId as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        if not registers():
            raise CommandError("No register is on: see KLUCZNIK_REGISTERS.", returncode=2)
        answers = ask_all(asked, fresh=True)
        for one in answers:
            for line in told(one):
                self.stdout.write(line)
        asked_names = {one.register for one in answers}
        for register in registers():
            if register.name not in asked_names:
                self.stdout.write(
                    f"{register.name}: not asked, it has nothing to do with this company"
                )
        if any(one.answer == Answer.UNKNOWN for one in answers):
            sys.exit(1)


def told(one: RegisterAnswer) -> Iterator[str]:
    """The answer, then what it holds, a line each."""
    reason = f" ({one.reason})" if one.reason else ""
    reference = f", reference {one.reference}" if one.reference else ""
    yield f"{one.register}: {one.answer.value}{reason}{reference}"
    facts = one.facts.as_json()
    names = ("name", "address", "regon", "krs", "status", "email", "edelivery", "domain")
    for name in (*names, "changed_on", "representation"):
        if facts[name]:
            yield f"    {name}: {facts[name]}"
    for person in one.facts.representatives:
        masked = " (masked)" if person.masked else ""
        yield f"    represented by: {person.name}, {person.function}{masked}"
