"""An accounting office with clients and shares, made as rows: what the actions leave behind."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta
from typing import Any

from klucznik.accounts.models import User
from klucznik.catalog.models import Line, Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.licensing.numbers import new_number, number_key
from klucznik.offices.invitations import renew
from klucznik.offices.models import Assignment, Client, Power, PowerKind, Share, Side
from tests import factories

_count = itertools.count(1)


def noon(*, days_ago: int) -> datetime:
    """A first run that falls on its day whatever the hour is now, also across a change of the clocks."""
    return datetime.combine(clock.today() - timedelta(days=days_ago), time(12), UTC)


def product(code: str, name: str, metric: str, *, line: str = "gt", **fields: Any) -> Product:
    """A product of the catalog; the same code gives the same row."""
    if found := Product.objects.filter(code=code).first():
        return found
    of, _new = Line.objects.get_or_create(
        code=line, defaults={"name": line.upper(), "registration": "program"}
    )
    return Product.objects.create(code=code, name=name, line=of, metric=metric, **fields)


def app() -> Product:
    """Subiekt 123: what is shared."""
    return product(
        "subiekt-123", "Subiekt 123", "users", line="cloud", kind="app", needs_access=True
    )


def program() -> Product:
    """What shares it: 100 places, as many clients as the entities of Rachmistrz GT and Rewizor GT."""
    app()
    rules = {
        "shares": "subiekt-123",
        "shared_people": 3,
        "reading_days": 30,
        "clients_from": ["rachmistrz-gt", "rewizor-gt"],
        "client_unregistered_days": 60,
    }
    return product(
        "subiekt-123-gt", "Subiekt 123 dla InsERT GT", "shares", kind="app", stored_rules=rules
    )


def books() -> Product:
    """A program whose office licenses say how many clients there may be."""
    return product("rachmistrz-gt", "Rachmistrz GT", "entities", stored_rules={"entities": "size"})


def sharing_license(office: Company, amount: int = 100, **fields: Any) -> License:
    return factories.license(office, product=program(), variant="office", amount=amount, **fields)


def books_license(office: Company, amount: int = 30, **fields: Any) -> License:
    return factories.license(office, product=books(), variant="office", amount=amount, **fields)


def office(
    name: str = "Biuro Rachunkowe Saldo", *, shares: int = 100, entities: int = 30
) -> tuple[Company, User]:
    """An office with both kinds of licenses and its global administrator."""
    made = factories.company(name, kind=Company.Kind.OFFICE)
    head = factories.person("Olga", "Saldowska")
    factories.membership(made, head, Role.GLOBAL_ADMINISTRATOR)
    sharing_license(made, shares)
    books_license(made, entities)
    return made, head


def employee(of: Company, role: Role = Role.USER) -> User:
    """Somebody who works in the office."""
    user = factories.person("Ela", "Biurowa")
    factories.membership(of, user, role)
    return user


def client(of: Company, name: str = "", **fields: Any) -> Client:
    """A registered client of the office."""
    fields.setdefault("registered_at", clock.now())
    fields.setdefault("program", program())
    fields.setdefault("tax_number", factories.tax_number())
    return Client.objects.create(
        office=of, name=name or f"Klient {next(_count)}", source=Client.Source.PORTAL, **fields
    )


def share(of: Client, email: str = "", **fields: Any) -> Share:
    """An invitation that waits; `accepted_by` (with `company`) makes it active, with all powers."""
    number = fields.pop("number", new_number())
    license = fields.pop("license", None) or License.objects.get(
        company=of.office, product=of.program
    )
    row = Share(
        client=of,
        license=license,
        product=Product.objects.get(code=license.product.rules.shares),
        number=number,
        number_key=number_key(number),
        name=of.name,
        street="Lipowa 1",
        postcode="50-001",
        city="Wrocław",
        email=email or f"klient{next(_count)}@example.com",
        starts_on=fields.pop("starts_on", clock.today()),
        **fields,
    )
    renew(row).save()
    return row


def active_share(of: Client, person: User | None = None, **fields: Any) -> Share:
    """A share whose acceptance made the company; the person administers it, unproven."""
    person = person or factories.person("Kamil", "Kliencki")
    company = factories.company(of.name, known=False, country=of.country, tax_number=of.tax_number)
    factories.membership(
        company,
        person,
        Role.GLOBAL_ADMINISTRATOR,
        proven=False,
        joined=Membership.Joined.INVITED,
    )
    fields.setdefault("withdrawable_until", clock.now() + timedelta(days=14))
    made = share(
        of,
        person.email,
        company=company,
        accepted_at=clock.now(),
        accepted_by=person,
        made_company=True,
        **fields,
    )
    for kind in PowerKind:
        Power.objects.create(share=made, kind=kind)
    return made


def share_in(state: str, of: Client, **fields: Any) -> Share:
    """A share in a state of life.py."""
    if state == "invited":
        return share(of, **fields)
    if state == "asked":
        company = factories.company(of.name, country=of.country, tax_number=of.tax_number)
        return share(of, company=company, asked_at=clock.now(), **fields)
    made = active_share(of, **fields)
    if state in ("reading", "ended"):
        made.ended_at, made.ended_side = clock.now(), Side.OFFICE
        left = timedelta(days=30) if state == "reading" else timedelta()
        made.reading_until = clock.now() + left
        made.closed_at = made.reading_until if state == "ended" else None
        made.save()
        made.powers.update(ended_at=clock.now())
    return made


def assign(of: Client, member: User) -> Assignment:
    return Assignment.objects.create(client=of, member=member)
