"""The vendor's people at work: signed in, with a running staff session."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.models import StaffMember, StaffRole
from tests import factories

SignIn = Callable[..., Client]


def at_work(sign_in: SignIn, person: User, *, language: str = "en") -> Client:
    """A browser in which this person of the staff has just begun a session."""
    client = sign_in(person, factor=True, language=language)
    assert client.post("/staff/").status_code == 302
    return client


def portal_administrator() -> User:
    """Iga manages the staff; the standing cast has nobody for it."""
    iga = factories.with_factor(factories.person("Iga", "Ilska", email="iga@example.com"))
    StaffMember.objects.create(user=iga, role=StaffRole.ADMINISTRATOR)
    return iga


def confirm(client: Client) -> None:
    """The second step was confirmed just now, for one more decision."""
    session = client.session
    session["confirmed_for"] |= {Purpose.VERDICT.value: timezone.now().timestamp()}
    session.save()


def forget_second_step(client: Client) -> None:
    """The second step was confirmed too long ago."""
    session = client.session
    session["account_authentication_methods"] = []
    session.pop("confirmed_for", None)
    session.save()
