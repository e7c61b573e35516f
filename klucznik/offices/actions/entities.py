"""The entity for which a program works is registered: as a client of the office, as its own one, or later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.tax_ids import TaxId
from klucznik.licensing.actions.entities import register_entity
from klucznik.licensing.models import Entity, License
from klucznik.offices.actions.clients import register_client
from klucznik.offices.actions.seen import note_first_run
from klucznik.offices.models import Client
from klucznik.offices.unregistered import program_for


@dataclass(frozen=True)
class Chosen:
    """What came of it: a client of the office, or an entity of the license; neither where it was registered before."""

    client: Client | None = None
    entity: Entity | None = None


@transaction.atomic
def register_as_client(actor: User, license: License, *, tax_id: TaxId, name: str) -> Chosen:
    """The office registers its client: under the product that shares with clients, else on the license itself."""
    program = program_for(license.company, license.product)
    if program.rules.shares:
        source = Client.Source.PROGRAM
        return Chosen(
            client=register_client(
                actor, license.company, program=program, tax_id=tax_id, name=name, source=source
            )
        )
    return Chosen(entity=_on_the_license(actor, license, Entity.Kind.CLIENT, tax_id, name))


@transaction.atomic
def register_as_own(actor: User, license: License, *, tax_id: TaxId, name: str) -> Chosen:
    """The company's own books: an entity of its own license."""
    return Chosen(entity=_on_the_license(actor, license, Entity.Kind.OWN, tax_id, name))


@transaction.atomic
def register_later(
    actor: User, license: License, *, tax_id: TaxId, name: str, first_run_on: date | None
) -> Chosen:
    """Nobody registers it yet: its days count from the first run."""
    noted = note_first_run(
        actor,
        license.company,
        product=license.product,
        tax_id=tax_id,
        name=name,
        first_run_on=first_run_on,
    )
    return Chosen(client=noted)


def _on_the_license(
    actor: User, license: License, kind: Entity.Kind, tax_id: TaxId, name: str
) -> Entity:
    return register_entity(
        actor, license, tax_id=tax_id, name=name, kind=kind, source=Entity.Source.PROGRAM
    )
