"""The register of sole traders (CEIDG), version 3: the owner's name, the status, published contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings

from klucznik.companies.registries import (
    Answer,
    Facts,
    RegisterAnswer,
    Representative,
    Status,
)
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers import reading
from klucznik.integrations.registers.asking import Adapter, Found, about
from klucznik.integrations.registers.calling import Caller, NoAnswer

STATUSES = {
    "AKTYWNY": Status.ACTIVE,
    "ZAWIESZONY": Status.SUSPENDED,
    "WYKRESLONY": Status.ENDED,
    "OCZEKUJE_NA_ROZPOCZECIE_DZIALANOSCI": Status.NOT_STARTED,
    "OCZEKUJE_NA_ROZPOCZECIE_DZIALALNOSCI": Status.NOT_STARTED,
    "WYLACZNIE_W_FORMIE_SPOLKI": Status.ACTIVE,
}


class Ceidg(Adapter):
    """Only people in business for themselves are in it."""

    name = "ceidg"
    is_late = True
    prefills = True
    limits = ("register.ceidg.minutes", "register.ceidg.hour")

    def number(self, tax_id: TaxId, earlier: Sequence[RegisterAnswer]) -> str | None:
        if any(one.answer == Answer.YES and one.facts.krs for one in earlier):
            return None  # who stands in the court register is no sole trader
        return super().number(tax_id, earlier)

    def caller(self, *, patient: bool) -> Caller:
        limits = tuple((limit, "site") for limit in self.limits)
        return Caller(self.name, limits, patient, rest=timedelta(minutes=3))

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        if not settings.CEIDG_TOKEN:
            raise NoAnswer("no_key")
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {settings.CEIDG_TOKEN}",
        }
        reply = caller.call("GET", f"{settings.CEIDG_URL}/firma?nip={number}", headers=headers)
        if reply.status == 204:
            return Found(None)
        if reply.status != 200:
            raise NoAnswer("error")
        told = reply.json()
        if not isinstance(reading.inside(told, "firma"), list):
            raise NoAnswer("malformed")
        firms = reading.people(told, "firma")
        if not firms:
            return Found(None)
        chosen = _chosen(firms)
        about(number, reading.words(chosen, "wlasciciel", "nip"))
        return Found(facts_of(chosen), reading.words(chosen, "id", most=60))


def _chosen(firms: list[dict[str, Any]]) -> dict[str, Any]:
    """Of several entries of one person the one that is not struck off."""
    ended = lambda one: _status(one) == Status.ENDED  # noqa: E731
    return min(firms, key=ended)


def facts_of(firm: dict[str, Any]) -> Facts:
    address = reading.inside(firm, "adresDzialalnosci")
    town = reading.words(address, "miasto")
    house, flat = reading.words(address, "budynek"), reading.words(address, "lokal")
    return Facts(
        name=reading.words(firm, "nazwa"),
        street=reading.street(reading.words(address, "ulica"), house, flat, town=town),
        postcode=reading.words(address, "kod", most=12),
        city=town,
        tax_id=reading.words(firm, "wlasciciel", "nip"),
        regon=reading.regon(reading.words(firm, "wlasciciel", "regon")),
        status=_status(firm),
        email=reading.email(reading.words(firm, "email")),
        edelivery=reading.e_delivery(reading.words(firm, "adresDoreczenElektronicznych")),
        domain=reading.domain(reading.words(firm, "www")),
        representatives=tuple(_people(firm)),
    )


def _status(firm: dict[str, Any]) -> Status:
    if reading.inside(firm, "upadlosci"):
        return Status.BANKRUPTCY
    return STATUSES.get(reading.words(firm, "status").upper(), Status.NOT_SAID)


def _people(firm: dict[str, Any]) -> Iterator[Representative]:
    """The owner; after their death a successor administrator, when one is entered."""
    for role, function in (
        ("wlasciciel", "właściciel"),
        ("zarzadcaSukcesyjny", "zarządca sukcesyjny"),
    ):
        name = (
            f"{reading.words(firm, role, 'imie')} {reading.words(firm, role, 'nazwisko')}".strip()
        )
        if name:
            yield Representative(name, function)
