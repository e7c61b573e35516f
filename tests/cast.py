"""The standing cast of the tests: who they are and what they may."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember, StaffRole
from klucznik.companies.models import Company, Membership, Role
from klucznik.licensing.models import License
from tests import factories


@dataclass
class Cast:
    """Anna runs Alfa, Celina runs Beta and must never see Alfa, Dorota belongs nowhere; four are the staff."""

    alfa: Company
    beta: Company
    anna: User
    bartek: User
    bogna: User
    celina: User
    dorota: User
    ewa: User
    filip: User
    grazyna: User
    henryk: User
    alfa_license: License
    beta_license: License


PEOPLE = {
    "anna": ("Anna", "Alfowska"),
    "bartek": ("Bartek", "Brzoza"),
    "bogna": ("Bogna", "Bąk"),
    "celina": ("Celina", "Cicha"),
    "dorota": ("Dorota", "Dąb"),
    "ewa": ("Ewa", "Erlich"),
    "filip": ("Filip", "Fąfara"),
    "grazyna": ("Grażyna", "Gil"),
    "henryk": ("Henryk", "Hen"),
}
STAFF = {
    "ewa": StaffRole.SUPPORT,
    "filip": StaffRole.REVIEWER,
    "grazyna": StaffRole.REVIEWER,
    "henryk": StaffRole.LEAD,
}


def gather() -> Cast:
    """Put the whole cast into the database; nearly every test does, so rows of a kind go in together."""
    alfa = factories.company("Piekarnia Alfa", city="Kraków", email="biuro@alfa.example")
    beta = factories.company("Hurtownia Beta", city="Gdańsk", email="biuro@beta.example")
    accounts = [
        factories.account(first, last, email=f"{name}@example.com")
        for name, (first, last) in PEOPLE.items()
    ]
    people = dict(zip(PEOPLE, factories.people(accounts), strict=True))
    Membership.objects.bulk_create(
        factories.place(company, people[name], role)
        for name, company, role in [
            ("anna", alfa, Role.GLOBAL_ADMINISTRATOR),
            ("bartek", alfa, Role.ADMINISTRATOR),
            ("bogna", alfa, Role.USER),
            ("celina", beta, Role.GLOBAL_ADMINISTRATOR),
        ]
    )
    StaffMember.objects.bulk_create(
        StaffMember(user=factories.with_factor(people[name]), role=role)
        for name, role in STAFF.items()
    )
    return Cast(
        alfa=alfa,
        beta=beta,
        alfa_license=factories.license(alfa, number="ALFA1-22222-33333-44444"),
        beta_license=factories.license(beta, number="BETA1-22222-33333-44444"),
        **people,
    )
