"""What tests of the chain share: events to seal, and a way past the database's own refusal to change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventSeal
from klucznik.events.recording import record
from klucznik.events.verifying import Chain, verify_chain

TABLES = ("events_event", "events_eventseal")


def happen(company: Company | None, actor: User, times: int = 1, **facts: Any) -> list[Event]:
    """Invitations, one after the other."""
    with transaction.atomic():
        return [
            record(
                Kind.MEMBER_INVITED,
                actor=actor,
                company=company,
                private={"email": f"osoba{number}@example.com"},
                role="user",
                **facts,
            )
            for number in range(times)
        ]


def seals(company: Company) -> list[EventSeal]:
    return list(EventSeal.objects.filter(chain=company.public_id).order_by("position"))


def verified(company: Company) -> Chain:
    return verify_chain(company.public_id)


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody with the database's password can do: take the triggers away, change rows, put them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_unchangeable")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_unchangeable")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE '%_unchangeable'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)
