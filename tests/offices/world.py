"""The offices, firms and people of the game about offices."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.licensing.models import License
from klucznik.offices.life import State
from klucznik.offices.models import Client, Share
from tests import factories
from tests.offices import factory


class World:
    """Two offices, with two places and three, and four firms: two that nobody has, a customer, one that was founded."""

    # Whoever holds the keys of the firm that an act is about.
    KEYS = "keys"

    def __init__(self) -> None:
        self.program, self.app = factory.program(), factory.app()
        made = [factory.office(f"Biuro {number}", shares=number, entities=3) for number in (2, 3)]
        self.offices = [office for office, _head in made]
        self.heads = [head for _office, head in made]
        self.employees = [factory.employee(office) for office in self.offices]
        self.outside = [factories.person(email=f"o{number}@example.com") for number in range(4)]
        self.tax_ids = [TaxId("PL", factories.tax_number()) for _number in range(4)]
        self.owners = [self.owner_of(2, known=True), self.owner_of(3, known=False)]
        self.people = [*self.heads, *self.employees, *self.outside, *self.owners]

    def owner_of(self, firm: int, *, known: bool) -> User:
        """Somebody with the keys of a firm that is there from the beginning."""
        number = self.tax_ids[firm].number
        company = factories.company(f"Firma {firm}", known=known, tax_number=number)
        if known:
            factories.license(company)
        owner = factories.person(email=f"firma{firm}@example.com")
        factories.membership(company, owner, Role.GLOBAL_ADMINISTRATOR, proven=known)
        return owner

    def company(self, firm: int) -> Company | None:
        return Company.objects.with_tax_id(self.tax_ids[firm]).first()

    def person(self, who: int | str, firm: int = 0) -> User:
        if who != self.KEYS:
            return User.objects.get(pk=self.people[int(who)].pk)
        holders = Membership.objects.filter(company=self.company(firm)).global_administrators()
        found = holders.select_related("user").first()
        if found is None:
            raise Nothing
        return found.user

    def client(self, office: int, firm: int) -> Client:
        """The client of now, or one that ended: acts on it are refused."""
        rows = Client.objects.filter(office=self.offices[office])
        rows = rows.filter(tax_number=self.tax_ids[firm].number)
        return newest(rows.select_related("office", "program"), "-ended_at")

    def share(self, office: int, firm: int) -> Share:
        """The newest share with this firm, whatever its state."""
        rows = Share.objects.filter(
            client__office=self.offices[office], client__tax_number=self.tax_ids[firm].number
        )
        return newest(
            rows.select_related("client__office", "license__product", "product", "company")
        )

    def shares(self) -> list[tuple[tuple[int, int], State]]:
        """The current shares, each as its office and firm, with its state."""
        offices = {office.pk: number for number, office in enumerate(self.offices)}
        firms = {tax_id.number: number for number, tax_id in enumerate(self.tax_ids)}
        rows = Share.objects.current().select_related("client").order_by("pk")
        return [
            ((offices[one.client.office_id], firms[one.client.tax_number]), one.state)
            for one in rows
        ]

    def mailboxes(self, office: int, firm: int) -> set[str]:
        """Where the current invitation of the firm went, if there is one."""
        rows = Share.objects.current().filter(client__office=self.offices[office])
        rows = rows.filter(client__tax_number=self.tax_ids[firm].number)
        return set(rows.values_list("email", flat=True))

    def license(self, office: int) -> License:
        return License.objects.get(company=self.offices[office], product=self.program)


class Nothing(DomainError):
    """There is nothing of the kind yet; as good as refused."""


def newest(rows: Any, *first: str) -> Any:
    """PostgreSQL sorts what is empty first going down, SQLite last; whichever it is, the newest follows."""
    found = rows.filter(ended_at=None).first() or rows.order_by(*first, "-pk").first()
    if found is None:
        raise Nothing
    return found
