"""Licenses of a Klucznik portal in a Python program: activate, check, work offline."""

from __future__ import annotations

from klucznik_client.answers import NextStep, Notice, Verdict
from klucznik_client.applications import Application
from klucznik_client.client import Client
from klucznik_client.entities import Entity
from klucznik_client.errors import (
    AccountMismatch,
    InvalidToken,
    KlucznikError,
    MaybeSameDevice,
    NoFreeSeat,
    NotSignedIn,
    Refused,
    SignInOver,
    Unreachable,
)
from klucznik_client.keys import KeyRing
from klucznik_client.license_files import LicenseFile
from klucznik_client.places import Access, ServedClient
from klucznik_client.published import PublishedKey, published_keys
from klucznik_client.things import Company, Device, Person, Registration, SignIn
from klucznik_client.version import VERSION
from klucznik_client.wording import sentence as explain

__version__ = VERSION
__all__ = [
    "Access",
    "AccountMismatch",
    "Application",
    "Client",
    "Company",
    "Device",
    "Entity",
    "InvalidToken",
    "KeyRing",
    "KlucznikError",
    "LicenseFile",
    "MaybeSameDevice",
    "NextStep",
    "NoFreeSeat",
    "NotSignedIn",
    "Notice",
    "Person",
    "PublishedKey",
    "Refused",
    "Registration",
    "ServedClient",
    "SignIn",
    "SignInOver",
    "Unreachable",
    "Verdict",
    "explain",
    "published_keys",
]
