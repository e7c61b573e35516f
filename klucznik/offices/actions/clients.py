"""The clients of an office: registered, renamed, ended, from the portal, a file or a program."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.locking import lock_client, lock_client_and_share
from klucznik.offices.errors.clients import TaxIdFrozen
from klucznik.offices.limits import Admission, name_refusal
from klucznik.offices.models import Assignment, Client, Side


@transaction.atomic
def register_client(
    actor: User, office: Company, *, program: Product, tax_id: TaxId, name: str, source: str
) -> Client:
    """Register a firm for a program while the office's licenses have a place; its tax ID never changes afterwards.

    One that a program already works for becomes registered, whatever is left of its days.
    """
    office, name = lock_company(office), clean_line(name)
    require_manager(actor, office)
    admission = Admission(office, program, [tax_id])
    client = admission.admit(tax_id, name) or admission.new_client(tax_id, source=source)
    return enter_client(actor, office, client, name=name, source=source)


def enter_client(actor: User, office: Company, client: Client, *, name: str, source: str) -> Client:
    """Write down as registered whom the office may register. Call it under the lock of the office."""
    client.office, client.name, client.registered_at = office, name, clock.now()
    client.added_by = client.added_by or actor
    client.save()
    _record(Kind.CLIENT_REGISTERED, actor, client, program=client.program.name, source=source)
    return client


@transaction.atomic
def rename_client(actor: User, client: Client, *, name: str, tax_id: TaxId | None = None) -> Client:
    """Change the name of a client. Another tax ID is refused: it would be another client."""
    client = lock_client(client)
    require_manager(actor, client.office)
    if tax_id is not None and tax_id != client.tax_id:
        raise TaxIdFrozen(tax_id=client.tax_id_display)
    name = clean_line(name)
    if refusal := name_refusal(name):
        raise refusal
    if name == client.name:
        return client
    before, client.name = client.name, name
    client.save(update_fields=["name"])
    _record(Kind.CLIENT_CHANGED, actor, client, before=before)
    return client


@transaction.atomic
def end_client(actor: User, client: Client) -> Client:
    """Deregister a client: what the office shares with it ends, nobody serves it any more, its places are free."""
    client, share = lock_client_and_share(client)
    require_manager(actor, client.office)
    if share is not None:
        end_share(actor, share, side=Side.OFFICE)
    _end_assignments(actor, client)
    client.ended_at, client.ended_by = clock.now(), actor
    client.save(update_fields=["ended_at", "ended_by"])
    _record(Kind.CLIENT_ENDED, actor, client, was_registered=client.registered_at is not None)
    return client


def require_manager(actor: User, office: Company) -> None:
    """Refuse whoever does not manage the office's clients now. Call it under the lock of the office."""
    if not may(acting(actor, office), Permission.CLIENTS_MANAGE):
        raise RightMissing


def _end_assignments(actor: User, client: Client) -> None:
    serving = Assignment.objects.filter(client=client, ended_at=None)
    for one in serving.select_related("member"):
        _record(Kind.CLIENT_UNASSIGNED, actor, client, person=one.member)
    serving.update(ended_at=clock.now(), ended_by=actor)


def _record(
    kind: Kind, actor: User, client: Client, *, person: User | None = None, **facts: Any
) -> None:
    record(
        kind,
        actor=actor,
        company=client.office,
        person=person,
        subject=client,
        client=client.name,
        tax_id=str(client.tax_id),
        **facts,
    )
