"""Which entities a license may keep the books of, and how many."""

from __future__ import annotations

from klucznik.catalog.models import Product
from klucznik.companies.tax_ids import TaxId
from klucznik.licensing.errors import (
    EntityAlreadyThere,
    EntityLimitReached,
    NotPossibleNow,
    OnlyForOffices,
    OnlyOwnEntity,
)
from klucznik.licensing.models import Entity, License

KEEPING = frozenset({License.Status.REGISTERED, License.Status.AWAITING})


def keeps_clients(license: License) -> bool:
    """Whether others than the company itself may be registered: in an office's license, counted in entities."""
    by_size = license.product.rules.entities == "size"
    is_office = license.variant == License.Variant.OFFICE
    return by_size and is_office and license.metric == Product.Metric.ENTITIES


def most_entities(license: License) -> int:
    """As many as the size of the license; elsewhere only the company's own one."""
    return license.size if keeps_clients(license) else 1


def kind_of(license: License, tax_id: TaxId, asked: str) -> Entity.Kind:
    """The company's own tax ID is its own entity, whatever it was called; no other one is."""
    if tax_id == license.company.tax_id:
        return Entity.Kind.OWN
    if asked == Entity.Kind.OWN:
        raise OnlyOwnEntity
    if license.variant != License.Variant.OFFICE:
        raise OnlyForOffices
    if not keeps_clients(license):
        raise OnlyOwnEntity
    return Entity.Kind.CLIENT


def require_place(license: License, tax_id: TaxId) -> None:
    """Refuse an entity that is there already, and one too many. Read it under the lock of the license."""
    if license.status not in KEEPING:
        raise NotPossibleNow(state=license.get_status_display())
    active = Entity.objects.active().filter(license=license)
    if active.filter(country=tax_id.country, tax_number=tax_id.number).exists():
        raise EntityAlreadyThere
    if active.count() >= (most := most_entities(license)):
        raise EntityLimitReached(most=most)
