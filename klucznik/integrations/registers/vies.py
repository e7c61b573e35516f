"""VIES, the EU's search of VAT numbers: whether a number is valid, and in most countries the name behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from klucznik.companies.registries import Facts, RegisterAnswer, Status
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers import reading
from klucznik.integrations.registers.asking import Adapter, Found, about
from klucznik.integrations.registers.calling import Caller, NoAnswer

NOT_SHOWN = "---"
# The only words that are about the number; all others say that nobody looked.
VALID, INVALID = "VALID", "INVALID"


class Vies(Adapter):
    """The one register for companies of other countries."""

    name = "vies"
    prefills = True
    limits = ("register.vies.minute",)

    def number(self, tax_id: TaxId, earlier: Sequence[RegisterAnswer]) -> str | None:
        return tax_id.number

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        asked = {"countryCode": tax_id.country, "vatNumber": number}
        reply = caller.call(
            "POST",
            f"{settings.VIES_URL}/check-vat-number",
            headers={"Accept": "application/json", "Content-Type": "application/json"},
            body=json.dumps(asked).encode(),
        )
        told = reply.json()
        if reply.status != 200 or reading.inside(told, "errorWrappers"):
            raise NoAnswer("error")
        valid, word = reading.inside(told, "valid"), reading.words(told, "userError").upper()
        if not isinstance(valid, bool) or word not in ("", VALID, INVALID):
            raise NoAnswer("unavailable" if word else "malformed")
        about(number, reading.words(told, "vatNumber"))
        reference = _reference(told)
        return Found(facts_of(told, tax_id) if valid else None, reference)


def _reference(told: Any) -> str:
    """The number of the consultation is given only to askers who name themselves; the time is always there."""
    return reading.words(told, "requestIdentifier", most=60) or reading.words(
        told, "requestDate", most=60
    )


def facts_of(told: Any, tax_id: TaxId) -> Facts:
    """Some countries show no names; the address comes on lines of the country's own making."""
    name, address = reading.words(told, "name"), reading.words(told, "address")
    place = reading.Place() if address == NOT_SHOWN else reading.split_address(address)
    return Facts(
        name="" if name == NOT_SHOWN else name,
        tax_id=tax_id.number,
        status=Status.ACTIVE,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
    )
