"""Entities of a license: the company's own one, and the clients of an accounting office."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.actions.locking import lock_license
from klucznik.licensing.entities import kind_of, require_place
from klucznik.licensing.errors import EntityNameMissing
from klucznik.licensing.models import Entity, License


@transaction.atomic
def register_entity(
    actor: User | None, license: License, *, tax_id: TaxId, name: str, kind: str, source: str
) -> Entity:
    """Register an entity while the license has a place for it; its tax ID never changes afterwards."""
    license = lock_license(license)
    if not name:
        raise EntityNameMissing
    kind = kind_of(license, tax_id, kind)
    require_place(license, tax_id)
    entity = Entity.objects.create(
        license=license,
        kind=kind,
        country=tax_id.country,
        tax_number=tax_id.number,
        name=name,
        source=source,
        registered_by=actor,
    )
    _record(Kind.ENTITY_REGISTERED, actor, entity)
    return entity


@transaction.atomic
def end_entity(actor: User | None, entity: Entity) -> Entity:
    """Take an entity off the license; its place is free at once. Whoever ends it a second time changes nothing."""
    license = lock_license(entity.license)
    entity = Entity.objects.get(pk=entity.pk)
    entity.license = license
    if entity.ended_at is not None:
        return entity
    entity.ended_at, entity.ended_by = clock.now(), actor
    entity.save(update_fields=["ended_at", "ended_by"])
    _record(Kind.ENTITY_ENDED, actor, entity)
    return entity


def _record(kind: Kind, actor: User | None, entity: Entity) -> None:
    license = entity.license
    record(
        kind,
        actor=actor,
        company=license.company,
        subject=entity,
        product=license.product.name,
        name=entity.name,
        tax_id=f"{entity.country}{entity.tax_number}",
        source=entity.source,
    )
