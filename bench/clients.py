"""How fast the list of 5,000 clients renders, and how long 1,000 from a file take: `python -m bench.clients`.

Makes its data as bench.pages does: four of five clients are registered with a share in every state, and served by
ten people in turn.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.pages import prepare, render

if TYPE_CHECKING:
    from klucznik.accounts.models import User
    from klucznik.catalog.models import Product
    from klucznik.companies.models import Company
    from klucznik.licensing.models import License
    from klucznik.offices.models import Client

SIZE = 5_000
FILE = 1_000
PEOPLE = 10


def fill() -> tuple[Company, list[User], License]:
    """An office with its licenses, its people and SIZE clients."""
    from klucznik.companies.models import Company
    from klucznik.core import clock

    office = Company.objects.create(
        name="Biuro Duże", tax_number="5252248481", known_at=clock.now(), kind="office"
    )
    sharing = add_license(
        office, "bench-123", "shares", shares="bench-app", clients_from=["bench-books"]
    )
    add_license(office, "bench-app", "users")
    add_license(office, "bench-books", "entities", entities="size")
    people = add_people(office)
    clients = add_clients(office, sharing.product)
    add_shares(clients, sharing)
    add_assignments(clients, people)
    return office, people, sharing


def add_license(office: Company, code: str, metric: str, **rules: object) -> License:
    from klucznik.catalog.models import Line, Product
    from klucznik.licensing.models import License
    from klucznik.licensing.numbers import number_key

    line, _ = Line.objects.get_or_create(
        code="bench", defaults={"name": "Bench", "registration": "portal"}
    )
    product = Product.objects.create(
        code=code, name=code.capitalize(), line=line, metric=metric, stored_rules=rules
    )
    return License.objects.create(
        company=office,
        product=product,
        number=code.upper(),
        number_key=number_key(code.upper()),
        metric=metric,
        amount=2 * SIZE,
        variant="office",
        valid_from=date.today() - timedelta(days=100),
        status="registered",
    )


def add_people(office: Company) -> list[User]:
    """The first manages the clients, the others serve those that were given to them."""
    from klucznik.accounts.models import User
    from klucznik.companies.models import Membership, Role
    from klucznik.core import clock

    now = clock.now()
    people = User.objects.bulk_create(
        User(
            email=f"osoba{n}@biuro.example",
            first_name="Osoba",
            last_name=f"Biurowa {n}",
            activated_at=now,
            password="!",
        )
        for n in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            company=office,
            user=person,
            role=Role.USER if n else Role.GLOBAL_ADMINISTRATOR,
            proven_at=now,
            joined=Membership.Joined.INVITED,
        )
        for n, person in enumerate(people)
    )
    return people


def add_clients(office: Company, program: Product) -> list[Client]:
    """Every fifth is unregistered."""
    from klucznik.core import clock
    from klucznik.offices.models import Client

    now = clock.now()
    return Client.objects.bulk_create(
        Client(
            office=office,
            program=program,
            name=f"Klient {n * 7919 % SIZE:05d} Usługi",
            tax_number=f"{n:010d}",
            source="file",
            registered_at=now if n % 5 else None,
            first_run_at=now - timedelta(days=n % 70),
        )
        for n in range(SIZE)
    )


def add_shares(clients: list[Client], license: License) -> None:
    """Invitations that wait, and ended shares that can still be read, in turn."""
    from klucznik.catalog.models import Product
    from klucznik.core import clock
    from klucznik.licensing.numbers import number_key
    from klucznik.offices.invitations import renew
    from klucznik.offices.models import Share

    app, now = Product.objects.get(code="bench-app"), clock.now()
    shares = []
    for n, client in enumerate(clients):
        if client.registered_at is None:
            continue
        ended = {
            "company": license.company,
            "accepted_at": now,
            "ended_at": now,
            "ended_side": "client",
        }
        share = Share(
            client=client,
            license=license,
            product=app,
            number=f"B{n}",
            number_key=number_key(f"B{n}"),
            name=client.name,
            email=f"klient{n}@example.com",
            starts_on=now.date(),
            **(ended | {"reading_until": now + timedelta(days=20)} if n % 3 == 0 else {}),
        )
        shares.append(renew(share))
    Share.objects.bulk_create(shares)


def add_assignments(clients: list[Client], people: list[User]) -> None:
    from klucznik.offices.models import Assignment

    Assignment.objects.bulk_create(
        Assignment(client=client, member=people[n % len(people)])
        for n, client in enumerate(clients)
    )


def measure(office: Company, people: list[User], sharing: License) -> None:
    pages = [
        "clients/",
        "clients/?q=klient+049",
        "clients/?q=0000004",
        "clients/?among=registered",
        "clients/?among=unshared",
        "clients/?among=invited",
        "clients/?among=unregistered",
        "clients/?among=mine",
    ]
    print(f"Who manages {SIZE} clients:")
    render(office.public_id, people[0].pk, pages)
    print(f"Who serves {SIZE // PEOPLE} of them:")
    render(office.public_id, people[1].pk, pages[:2])
    from_file(office, people[0], sharing.product)


def from_file(office: Company, head: User, program: Product) -> None:
    """As many numbers with right check digits as one file may have."""
    from stdnum.pl import nip

    from klucznik.offices.actions.clients_files import register_from_file
    from klucznik.offices.clients_file import Line

    numbers = (f"{n:09d}" for n in range(520_000_000, 530_000_000))
    good = (
        digits + str(sign)
        for digits in numbers
        for sign in [nip.checksum(digits + "0")]
        if 0 <= sign < 10
    )
    whole = (number for number in good if nip.is_valid(number))
    lines = [Line(next(whole), f"Z pliku {n}") for n in range(FILE)]
    began = time.perf_counter()
    done = register_from_file(head, office, program=program, lines=lines)
    assert all(one.is_good for one in done), next(one.problems for one in done if one.problems)
    print(f"{FILE} clients from a file: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    prepare()
    measure(*fill())
