"""A person's account in the database: who they are, their addresses, devices, factors and wishes."""

from __future__ import annotations

from klucznik.accounts.models.addresses import AddressChange
from klucznik.accounts.models.devices import Device
from klucznik.accounts.models.factors import FactorLoss
from klucznik.accounts.models.papers import Announcement, TakeOut
from klucznik.accounts.models.people import Activation, Consent, User, UserQuerySet
from klucznik.accounts.models.sessions import Session, SessionQuerySet

__all__ = [
    "Activation",
    "AddressChange",
    "Announcement",
    "Consent",
    "Device",
    "FactorLoss",
    "Session",
    "SessionQuerySet",
    "TakeOut",
    "User",
    "UserQuerySet",
]
