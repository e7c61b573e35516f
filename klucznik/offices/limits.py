"""How many clients and shares an office may have. Read them under the lock of the office's company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.core.text import LINK
from klucznik.licensing.entitlements import is_usable
from klucznik.licensing.models import License
from klucznik.offices.errors.clients import (
    ClientAlreadyThere,
    ClientIsOffice,
    ClientLimitReached,
    ClientNameIsLink,
    ClientNameMissing,
    ClientNameTooLong,
    ProgramNotOfOffice,
)
from klucznik.offices.models import Client, Share
from klucznik.offices.standing import office_licenses


@dataclass(frozen=True)
class Counter:
    """How many of how many; without `most` there is no limit."""

    used: int
    most: int | None

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.used >= self.most

    @property
    def over(self) -> int:
        """How many more there are than allowed: the licenses shrank. They stay, new ones are refused."""
        return 0 if self.most is None else max(0, self.used - self.most)


def sharing_licenses(office: Company, program: Product | None = None) -> list[License]:
    """The licenses of the office that share an application and are worth something today."""
    rows = office_licenses(office).filter(metric=Product.Metric.SHARES)
    if program is not None:
        rows = rows.filter(product=program)
    return [one for one in rows.order_by("id") if one.product.rules.shares and is_usable(one)]


def sharing_programs(office: Company) -> list[Product]:
    """The products with which the office may register clients today."""
    return list({one.product_id: one.product for one in sharing_licenses(office)}.values())


def clients_of(office: Company, program: Product) -> Counter:
    """Registered clients of the program against the entities of the office's bookkeeping licenses together."""
    used = Client.objects.registered().filter(office=office, program=program).count()
    codes = program.rules.clients_from
    return Counter(used, _entities(office, codes) if codes else None)


def shares_of(license: License) -> Counter:
    """Shares of one license that take a place, against its size."""
    used = Share.objects.current().filter(license=license).count()
    return Counter(used, license.size if is_usable(license) else 0)


def _entities(office: Company, codes: Iterable[str]) -> int:
    """The sizes of those office licenses that are worth something today."""
    rows = office_licenses(office).filter(
        product__code__in=list(codes),
        metric=Product.Metric.ENTITIES,
        variant=License.Variant.OFFICE,
    )
    return sum(one.size for one in rows if is_usable(one))


MOST_NAME = 200


class Admission:
    """Which firms an office may register now, one after another. Under the lock of its company the answers hold."""

    def __init__(self, office: Company, program: Product, tax_ids: Iterable[TaxId]) -> None:
        self.office, self.program = office, program
        self.shares = bool(sharing_licenses(office, program))
        self.counter = clients_of(office, program)
        numbers = {tax_id.number for tax_id in tax_ids}
        rows = Client.objects.current().filter(office=office, program=program)
        found = rows.filter(tax_number__in=numbers)
        self.present = {client.tax_id: client for client in found}
        self.admitted = 0

    def admit(self, tax_id: TaxId, name: str) -> Client | None:
        """Take a place for this firm, or raise why not. Gives the client that a program already works for, if any."""
        if refusal := self._refusal(tax_id, name):
            raise refusal
        self.admitted += 1
        return self.present.get(tax_id)

    def new_client(self, tax_id: TaxId, *, source: str) -> Client:
        """The row of a firm that no program works for yet; whoever registers it saves it."""
        return Client(
            office=self.office,
            program=self.program,
            country=tax_id.country,
            tax_number=tax_id.number,
            source=source,
        )

    def _refusal(self, tax_id: TaxId, name: str) -> DomainError | None:
        present = self.present.get(tax_id)
        if not self.shares:
            return ProgramNotOfOffice()
        if tax_id == self.office.tax_id:
            return ClientIsOffice()
        if present is not None and present.is_registered:
            return ClientAlreadyThere(name=present.name)
        if refusal := name_refusal(name):
            return refusal
        used, most = self.counter.used + self.admitted, self.counter.most
        return ClientLimitReached(most=most, used=used) if Counter(used, most).is_full else None


def name_refusal(name: str) -> DomainError | None:
    """What is wrong with the name of a client; mails and lists carry it."""
    if not name:
        return ClientNameMissing()
    if len(name) > MOST_NAME:
        return ClientNameTooLong(most=MOST_NAME)
    return ClientNameIsLink() if LINK.search(name) else None


def programs_for(office: Company, tax_id: TaxId) -> list[Product]:
    """Programs with which the office may still register this firm; the reason is raised when there is none."""
    programs = sharing_programs(office)
    if not programs:
        raise ProgramNotOfOffice
    if tax_id == office.tax_id:
        raise ClientIsOffice
    rows = Client.objects.registered().filter(office=office, program__in=programs)
    taken = list(rows.filter(country=tax_id.country, tax_number=tax_id.number))
    free = {program.pk for program in programs} - {client.program_id for client in taken}
    if not free:
        raise ClientAlreadyThere(name=taken[0].name)
    return [program for program in programs if program.pk in free]
