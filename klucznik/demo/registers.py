"""A pretend register for the demonstration, so that reviewers see what an official one would say. It asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from klucznik.companies.models import Company
from klucznik.companies.registries import Answer, Facts, RegisterAnswer, Representative, Status
from klucznik.companies.tax_ids import TaxId
from klucznik.demo.customers import NUMBERS
from klucznik.demo.people import CAST

JOINTLY = "Do składania oświadczeń w imieniu spółki uprawnieni są dwaj członkowie zarządu działający łącznie."
ALONE = "Każdy uprawniony działa samodzielnie."
# Who represents which company of the cast, in what function, and under which rule.
BOARDS: dict[str, tuple[str, str, str]] = {
    "alfa": ("anna", "prezes zarządu", JOINTLY),
    "beta": ("celina", "prezes zarządu", ALONE),
    "wisla": ("jacek", "prezes zarządu", ALONE),
    "gwiazda": ("iga", "wspólniczka", ALONE),
}
OTHERS = {"prezes zarządu": "członek zarządu", "wspólniczka": "wspólnik"}


class Pretend:
    """It knows the vendor's customers; names of boards come masked, as from the court register."""

    name: ClassVar[str] = "pretend"
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
        company = Company.objects.with_tax_id(tax_id).first()
        if company is None or company.customer_no is None:
            return RegisterAnswer(self.name, Answer.NO)
        return RegisterAnswer(self.name, Answer.YES, facts_of(company))


def facts_of(company: Company) -> Facts:
    """The company as the vendor holds it, with an address of its own at the company's domain."""
    key = next((key for key, number in NUMBERS.items() if number == company.customer_no), "")
    who, function, rule = BOARDS.get(key, ("", "", ""))
    domain = company.vendor_email.rpartition("@")[2] or company.email.rpartition("@")[2]
    board = (
        [Representative(masked(f"{CAST[who].first_name} {CAST[who].last_name}"), function, True)]
        if who
        else []
    )
    return Facts(
        name=company.name.upper(),
        street=company.street,
        postcode=company.postcode,
        city=company.city,
        tax_id=company.tax_number,
        status=Status.ACTIVE,
        email=f"zarzad@{domain}" if domain else "",
        domain=domain,
        representatives=(*board, Representative("K******* L*****", OTHERS[function], True))
        if board
        else (),
        representation=rule,
        changed_on="2021-02-15",
    )


def masked(name: str) -> str:
    """The first letter of each part, and a star for each of the others."""
    return " ".join(part[0] + "*" * (len(part) - 1) for part in name.split())
