"""Invite the first administrators of customers that have none: `klucznik invite-administrators --all`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from klucznik.companies.models import Company
from klucznik.core.errors import DomainError
from klucznik.recovery.actions.first_administrators import (
    check_invitable,
    invite_first_administrators,
)


class Command(BaseCommand):
    """Writes to the address that the vendor's ERP holds, once per company."""

    help = "Invite the first administrators of customers that never had one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every company that can be invited")
        parser.add_argument(
            "--customer", nargs="+", default=[], help="customer numbers, e.g. K000001"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be invited, send nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        companies = Company.objects.exclude(known_at=None).order_by("pk")
        if options["customer"]:
            companies = companies.filter(customer_no__in=options["customer"])
            self._check_numbers(companies, options["customer"])
        elif not options["all"]:
            raise CommandError("Say whom to invite: --all, or --customer with numbers.")
        if options["dry_run"]:
            self._rehearse(companies, named=bool(options["customer"]))
            return
        result = invite_first_administrators(None, companies.iterator())
        if options["customer"]:
            for company, refusal in result.skipped:
                self.stdout.write(f"{company.customer_no} {company.name}: {refusal}")
        self.stdout.write(f"Invited: {len(result.sent)}. Left out: {len(result.skipped)}.")

    def _check_numbers(self, companies: Any, wanted: list[str]) -> None:
        found = set(companies.values_list("customer_no", flat=True))
        if unknown := sorted(set(wanted) - found):
            raise CommandError(f"There is no customer {', '.join(unknown)}.")

    def _rehearse(self, companies: Any, *, named: bool) -> None:
        count = 0
        for company in companies.iterator():
            try:
                check_invitable(company)
            except DomainError as refusal:
                if named:
                    self.stdout.write(f"{company.customer_no} {company.name}: {refusal}")
            else:
                count += 1
        self.stdout.write(f"Would invite: {count}. Nothing was sent.")
