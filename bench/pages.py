"""How fast a company's pages render at 10,000 users, licenses and transactions: `.venv/bin/python -m bench.pages`.

Makes its data once in a throw-away SQLite database (or in KLUCZNIK_DATABASE_URL), warms up, renders each page 20 times
through the whole middleware and prints queries, median and slowest time in milliseconds.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from klucznik.accounts.models import User
    from klucznik.catalog.models import Product
    from klucznik.companies.models import Company
    from klucznik.licensing.models import License

SIZE = 10_000
RUNS = 20


def prepare() -> None:
    """Django on an empty database of its own."""
    os.environ.setdefault("KLUCZNIK_DATA", tempfile.mkdtemp(prefix="klucznik-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("KLUCZNIK_EXTRA_HOSTS", "testserver")
    os.environ.setdefault("KLUCZNIK_LOG_LEVEL", "error")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)


def fill() -> tuple[str, int]:
    """One company with SIZE of everything. Returns its public id and its administrator's key."""
    from klucznik.companies.models import Company
    from klucznik.core import clock

    company = Company.objects.create(
        name="Hurtownia Duża",
        tax_number="5252248481",
        known_at=clock.now(),
        email="biuro@duza.example",
    )
    people = add_people(company)
    licenses = add_licenses(company, make_products())
    add_transactions(company, licenses)
    add_use(company, licenses)
    add_history(company, people, licenses[0])
    return company.public_id, people[0].pk


def add_people(company: Company) -> list[User]:
    """SIZE members, two of them global administrators."""
    from klucznik.accounts.models import User
    from klucznik.companies.models import Membership, Role
    from klucznik.core import clock

    now = clock.now()
    people = User.objects.bulk_create(
        User(
            email=f"osoba{n}@duza.example",
            first_name=f"Imię{n}",
            last_name=f"Nazwisko{n % 977}",
            activated_at=now,
            password="!",
        )
        for n in range(SIZE)
    )
    Membership.objects.bulk_create(
        Membership(
            company=company,
            user=person,
            role=Role.GLOBAL_ADMINISTRATOR if n < 2 else Role.USER,
            proven_at=now,
            joined=Membership.Joined.INVITED,
        )
        for n, person in enumerate(people)
    )
    return people


def make_products() -> list[Product]:
    """Seventeen products of one line; the first is opened by name in the browser, the others are installed."""
    from klucznik.catalog.models import Line, Product

    line, _ = Line.objects.get_or_create(
        code="bench", defaults={"name": "Bench", "registration": "portal"}
    )
    return [
        Product.objects.get_or_create(
            code=f"bench-{n}",
            defaults={
                "name": f"Program {n}",
                "line": line,
                "metric": "seats" if n else "users",
                "needs_access": not n,
                "position": n,
            },
        )[0]
        for n in range(17)
    ]


def add_licenses(company: Company, products: list[Product]) -> list[License]:
    """SIZE licenses, some without an end."""
    from klucznik.licensing.models import License
    from klucznik.licensing.numbers import number_key

    today = date.today()
    return License.objects.bulk_create(
        License(
            company=company,
            product=products[n % len(products)],
            number=f"BENCH{n:06d}",
            number_key=number_key(f"BENCH{n:06d}"),
            metric=products[n % len(products)].metric,
            amount=1 + n % 9,
            valid_from=today - timedelta(days=900),
            valid_to=today + timedelta(days=n % 700) if n % 3 else None,
            status="registered",
        )
        for n in range(SIZE)
    )


def add_transactions(company: Company, licenses: list[License]) -> None:
    """One order for each license."""
    from klucznik.transactions.models import Transaction

    today = date.today()
    Transaction.objects.bulk_create(
        Transaction(
            company=company,
            license=license,
            number=f"ZAM/{n}",
            on=today - timedelta(days=n % 2000),
            net=Decimal("100.00"),
            vat_rate=Decimal(23),
            gross=Decimal("123.00"),
            status="paid",
        )
        for n, license in enumerate(licenses)
    )


def add_use(company: Company, licenses: list[License]) -> None:
    """Five hundred people open the first product; every license of the second one has all its seats taken."""
    from klucznik.companies.models import Membership
    from klucznik.devices.models import Activation, Device
    from klucznik.members.models import ProductAccess

    first, second = licenses[0].product, licenses[1].product
    ProductAccess.objects.bulk_create(
        ProductAccess(membership=one, product=first)
        for one in Membership.objects.filter(company=company)[:500]
    )
    places = [(one, n) for one in licenses if one.product == second for n in range(one.amount)]
    devices = Device.objects.bulk_create(
        Device(
            company=company,
            product=second,
            name=f"KOMPUTER-{n}",
            fingerprint=f"{one.pk}-{n}",
        )
        for one, n in places
    )
    Activation.objects.bulk_create(
        Activation(license=one, device=device, how="sign_in")
        for (one, _), device in zip(places, devices, strict=True)
    )


def add_history(company: Company, people: list[User], license: License) -> None:
    """Two thousand events of people and two thousand of one license, in turn."""
    from django.db import transaction

    from klucznik.events.kinds import Kind
    from klucznik.events.recording import record

    with transaction.atomic():
        for person in people[:2000]:
            record(
                Kind.MEMBER_INVITED,
                actor=people[0],
                company=company,
                role="user",
                private={"email": person.email},
            )
            record(
                Kind.LICENSE_EXTENDED,
                actor=people[0],
                company=company,
                subject=license,
                product=license.product.name,
                first="2026-01-01",
                last="2026-12-31",
            )


def measure(company: str, administrator: int) -> None:
    """Render each page RUNS times."""
    from klucznik.licensing.models import License

    by_name, installed = (License.objects.order_by("pk")[n].public_id for n in range(2))
    pages = (
        "products/",
        "products/?state=current",
        "products/?state=attention",
        "products/?state=ended",
        "products/?name=program+1",
        f"products/{by_name}/",
        f"products/{by_name}/people/",
        f"products/{by_name}/history/",
        f"products/{installed}/devices/",
        "members/",
        "members/?q=Nazwisko77",
        "transactions/",
        "history/",
        "data/",
    )
    render(company, administrator, pages)


def render(company: str, person: int, pages: Iterable[str]) -> None:
    """Print queries, median and slowest time of each page as this person sees it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from klucznik.accounts.models import User

    browser = Client()
    browser.force_login(User.objects.get(pk=person))
    print(f"{'page':<44}{'queries':>8}{'median ms':>11}{'slowest ms':>12}")
    for page in pages:
        address = f"/companies/{company}/{page}"
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        count = len(queries)
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            browser.get(address)
            times.append((time.perf_counter() - began) * 1000)
        print(f"{page:<44}{count:>8}{statistics.median(times):>11.1f}{max(times):>12.1f}")


if __name__ == "__main__":
    prepare()
    measure(*fill())
