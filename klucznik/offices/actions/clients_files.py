"""Clients registered from a file: what can be is registered, a hundred in a commit, and the rest comes back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.offices.actions.clients import enter_client, require_manager
from klucznik.offices.clients_file import Checked, Line, check
from klucznik.offices.models import Client

# So few that nobody else of the office waits long for its lock.
IN_ONE_COMMIT = 100


def register_from_file(
    actor: User, office: Company, *, program: Product, lines: Sequence[Line]
) -> list[Checked]:
    """Register each line that the rules admit now, whatever a preview said; each line comes back judged."""
    checked: list[Checked] = []
    for begin in range(0, len(lines), IN_ONE_COMMIT):
        part = lines[begin : begin + IN_ONE_COMMIT]
        checked += _register_part(actor, office, program, part)
    _record_file(actor, office, program, checked)
    return checked


@transaction.atomic
def _register_part(
    actor: User, office: Company, program: Product, lines: Sequence[Line]
) -> list[Checked]:
    office = lock_company(office)
    require_manager(actor, office)
    checked = check(office, program, lines)
    for one in checked:
        if one.client is not None:
            name = one.line.name
            enter_client(actor, office, one.client, name=name, source=Client.Source.FILE)
    return checked


@transaction.atomic
def _record_file(
    actor: User, office: Company, program: Product, checked: Sequence[Checked]
) -> None:
    new = sum(one.is_good for one in checked)
    record(
        Kind.CLIENTS_READ_FROM_FILE,
        actor=actor,
        company=office,
        program=program.name,
        new=new,
        refused=len(checked) - new,
    )
