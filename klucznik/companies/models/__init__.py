"""A customer company, the people in it, and what staff did about it."""

from __future__ import annotations

from klucznik.companies.models.companies import (
    Company,
    CompanyQuerySet,
    FactorDemand,
    lasting,
    new_support_number,
)
from klucznik.companies.models.measures import Measure
from klucznik.companies.models.memberships import (
    ConnectionTry,
    FormerAdministrator,
    Membership,
    MembershipQuerySet,
    Role,
)

__all__ = [
    "Company",
    "CompanyQuerySet",
    "ConnectionTry",
    "FactorDemand",
    "FormerAdministrator",
    "Measure",
    "Membership",
    "MembershipQuerySet",
    "Role",
    "lasting",
    "new_support_number",
]
