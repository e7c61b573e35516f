"""A program works for a client that nobody registered: its days begin, are told, and end with a registration."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.devices.entities import EntityStanding, EntityState
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.licensing.models import License
from klucznik.licensing.validation import day_of
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries
from klucznik.offices import unregistered
from klucznik.offices.limits import name_refusal
from klucznik.offices.models import Client


def tell_entity(license: License, tax_id: TaxId, name: str) -> EntityStanding | None:
    """Fulfills settings.ENTITY_STANDING: how an entity of this license stands; one that is new begins its days."""
    if not unregistered.keeps_books_of_clients(license):
        return None
    office = license.company
    if (known := unregistered.standing_of(office, tax_id)) is not None:
        return known
    try:
        consume(client__seen__office=office.pk)
    except TooManyTries:
        return unregistered.as_if_begun(tax_id, license.product.rules)
    note_first_run(None, office, product=license.product, tax_id=tax_id, name=name)
    return unregistered.standing_of(office, tax_id)


@transaction.atomic
def note_first_run(
    actor: User | None,
    office: Company,
    *,
    product: Product,
    tax_id: TaxId,
    name: str = "",
    first_run_on: date | None = None,
) -> Client | None:
    """A program works for an entity: one that nobody registered has its days from the first run on.

    None for an entity that is registered. A second note changes nothing but an earlier first day.
    """
    office = lock_company(office)
    standing = unregistered.standing_of(office, tax_id)
    if standing is not None and standing.state == EntityState.REGISTERED:
        return None
    begins = unregistered.begins_at(office, tax_id, first_run_on)
    client = unregistered.noted(office, tax_id)
    if client is None:
        return _begin(actor, office, product, tax_id, name=name, first_run_at=begins)
    if begins < (client.first_run_at or begins):
        client.first_run_at = begins
        client.save(update_fields=["first_run_at"])
    client.office = office
    return client


def _begin(
    actor: User | None,
    office: Company,
    product: Product,
    tax_id: TaxId,
    *,
    name: str,
    first_run_at: datetime,
) -> Client:
    """A name that no mail may carry gives way to the tax ID; whoever registers the client types another."""
    client = Client.objects.create(
        office=office,
        program=unregistered.program_for(office, product),
        country=tax_id.country,
        tax_number=tax_id.number,
        source=Client.Source.PROGRAM,
        added_by=actor,
        name=name if name_refusal(name) is None else tax_id.display,
        first_run_at=first_run_at,
    )
    record(
        Kind.CLIENT_SEEN,
        actor=actor,
        company=office,
        subject=client,
        program=product.name,
        client=client.name,
        tax_id=str(tax_id),
    )
    return client


@transaction.atomic
def settle_unregistered(client: Client) -> bool:
    """The days of an entity that was registered another way no longer count."""
    office = lock_company(client.office)
    found = unregistered.registered_meanwhile().filter(pk=client.pk).first()
    if found is None:
        return False
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    record(
        Kind.CLIENT_SETTLED,
        actor=None,
        company=office,
        subject=found,
        client=found.name,
        tax_id=str(found.tax_id),
    )
    return True


@transaction.atomic
def tell_turning(office: Company) -> list[Client]:
    """Tell an office whose days end soon: each client once for each step, all of today's in one message."""
    office = lock_company(office)
    if _told_today(office):
        return []
    due = []
    for client in unregistered.turning(office).order_by("first_run_at", "pk"):
        if (ahead := unregistered.step_due(client)) is not None:
            client.told_ahead = ahead
            client.save(update_fields=["told_ahead"])
            due.append(client)
    if not due:
        return []
    first = min(client.reads_only_from for client in due if client.reads_only_from)
    record(
        Kind.CLIENTS_TURNING,
        actor=None,
        company=office,
        count=len(due),
        first=first.isoformat(),
        clients=[client.pk for client in due],
    )
    return due


def _told_today(office: Company) -> bool:
    last = Event.objects.filter(company=office, kind=Kind.CLIENTS_TURNING).order_by("-pk").first()
    return last is not None and day_of(last.at) == clock.today()
