"""The mass of people, written as rows: as many as a large customer has, without a day of invitations behind them."""

from __future__ import annotations

import csv
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.demo.casting import LANGUAGE, company, person
from klucznik.demo.customers import DATA
from klucznik.members.models import ProductAccess

NAMES = DATA / "crowd.csv"
MANY_COMPANIES = 60
ADMINISTRATORS, OPENING = 4, 6
TRANSLITERATED = str.maketrans("łŁ", "lL")


def bring_crowd(key: str, *, opening: Product) -> None:
    """Two hundred and fifty people of one company; some administer it, some open a product."""
    where = company(key)
    keeper = Membership.objects.global_administrators().get(company=where).user
    people = User.objects.bulk_create(_people(where))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    places = Membership.objects.bulk_create(
        _place(where, one, number, keeper) for number, one in enumerate(people)
    )
    ProductAccess.objects.bulk_create(
        ProductAccess(membership=one, product=opening, granted_by=keeper)
        for one in places[ADMINISTRATORS : ADMINISTRATORS + OPENING]
    )


def bring_companies_of(key: str) -> None:
    """Sixty sample companies that an accountant connected, one after another."""
    samples = Company.objects.filter(customer_no__startswith="K0").order_by("customer_no")
    Membership.objects.bulk_create(
        Membership(company=one, user=person(key), joined=Membership.Joined.CONNECTED)
        for one in samples[:MANY_COMPANIES]
    )


def _people(where: Company) -> list[User]:
    domain = where.email.split("@")[1]
    with NAMES.open(encoding="utf-8", newline="") as file:
        names = list(csv.reader(file, delimiter=";"))[1:]
    return [
        User(
            email=f"{_latin(first)}.{_latin(last)}@{domain}",
            first_name=first,
            last_name=last,
            language=LANGUAGE,
            password=make_password(None),
            joined_at=clock.now(),
            activated_at=clock.now(),
        )
        for first, last in names
    ]


def _place(where: Company, one: User, number: int, by: User) -> Membership:
    role = Role.ADMINISTRATOR if number < ADMINISTRATORS else Role.USER
    return Membership(
        company=where,
        user=one,
        role=role,
        role_by=by,
        proven_at=clock.now(),
        joined=Membership.Joined.INVITED,
        joined_at=clock.now() - timedelta(hours=number % 24),
    )


def _latin(name: str) -> str:
    return slugify(name.translate(TRANSLITERATED))
