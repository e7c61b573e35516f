"""The entity for which a program of an accounting office works: what the parts above say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.companies.tax_ids import TaxId, WrongTaxId
from klucznik.core.templatetags.ui import date_long
from klucznik.devices.models import Activation
from klucznik.licensing.models import License


class EntityState(StrEnum):
    """How far a client of an office is registered, and so what its program does for it."""

    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    READ_ONLY = "read_only"


@dataclass(frozen=True)
class EntityStanding:
    """One entity as it stands today; `read_only_from` is the first day on which it can only be read."""

    tax_id: str
    state: EntityState
    read_only_from: date | None = None

    @property
    def signed(self) -> dict[str, Any]:
        """The part that is signed."""
        day = self.read_only_from
        return {
            "tax_id": self.tax_id,
            "state": self.state.value,
            "read_only_from": day.isoformat() if day else None,
        }

    @property
    def sentence(self) -> str:
        """What the person before the program reads of it."""
        day = date_long(self.read_only_from) if self.read_only_from else ""
        return str(SENTENCES[self.state]) % {"day": day}


SENTENCES = {
    EntityState.REGISTERED: _("This entity is registered."),
    EntityState.UNREGISTERED: _(
        "This entity is not registered. From %(day)s on it can only be read and exported; register it as a client of "
        "the office before that day."
    ),
    EntityState.READ_ONLY: _(
        "This entity is not registered, so since %(day)s it can only be read and exported. Nothing is deleted. "
        "Register it as a client of the office to go on."
    ),
}
# Fulfills settings.ENTITY_STANDING: notes an entity that nobody has seen before. None where the portal has nothing to
# say of entities of this license.
Tells = Callable[[License, TaxId, str], EntityStanding | None]


def standing_of_entity(place: Activation, typed: str, name: str) -> EntityStanding | None:
    """How the entity stands; nothing for a freed place, one that knew a number only, and what is no tax ID."""
    if not typed or place.ended_at or place.how == Activation.How.NUMBER:
        return None
    try:
        tax_id = TaxId.parse(typed)
    except WrongTaxId:
        return None
    tells: Tells = import_string(settings.ENTITY_STANDING)
    return tells(place.license, tax_id, name)
