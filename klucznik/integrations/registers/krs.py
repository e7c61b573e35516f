"""The National Court Register (KRS), current excerpt by KRS number; names of people come masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
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

ENTREPRENEURS, OTHERS = "P", "S"
SOURCES = frozenset({"white_list", "regon"})
# How the names of the objects in section 6 begin, the weightiest first. Not verified with real excerpts.
PROCEEDINGS = (
    ("postepowanieupadl", Status.BANKRUPTCY),
    ("upadlosc", Status.BANKRUPTCY),
    ("likwidac", Status.LIQUIDATION),
    ("rozwiazanie", Status.LIQUIDATION),
    ("postepowanierestr", Status.RESTRUCTURING),
    ("postepowaniarestr", Status.RESTRUCTURING),
    ("restrukt", Status.RESTRUCTURING),
)
# What the law makes a company add to its name.
ADDED = (
    ("W UPADŁOŚCI", Status.BANKRUPTCY),
    ("W LIKWIDACJI", Status.LIQUIDATION),
    ("W RESTRUKTURYZACJI", Status.RESTRUCTURING),
)


class Krs(Adapter):
    """It knows no tax IDs: the number comes from the white list or REGON."""

    name = "krs"
    is_late = True
    limits = ("register.krs.minute",)

    def number(self, tax_id: TaxId, earlier: Sequence[RegisterAnswer]) -> str | None:
        if tax_id.country != TaxId.HOME:
            return None
        there = [one for one in earlier if one.answer == Answer.YES]
        if numbers := [one.facts.krs for one in there if one.facts.krs]:
            return numbers[0]
        if any(one.register in SOURCES for one in there):
            return None  # a company without a number is not in this register
        raise NoAnswer("no_number")

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        for part in (ENTREPRENEURS, OTHERS):
            address = (
                f"{settings.KRS_URL}/api/krs/OdpisAktualny/{number}?rejestr={part}&format=json"
            )
            reply = caller.call("GET", address, headers={"Accept": "application/json"})
            if reply.status == 200:
                return _found(reply.json(), number, tax_id)
            if reply.status not in (204, 404) or reply.kind == "text/html":
                raise NoAnswer("error")
        return Found(None)


def _found(told: Any, number: str, tax_id: TaxId) -> Found:
    excerpt = reading.inside(told, "odpis")
    head, data = reading.inside(excerpt, "naglowekA"), reading.inside(excerpt, "dane")
    if not isinstance(head, dict) or not isinstance(data, dict):
        raise NoAnswer("malformed")
    about(number, reading.krs(reading.words(head, "numerKRS")))
    facts = facts_of(head, data)
    if facts.tax_id:
        about(tax_id.number, facts.tax_id)
    entry = reading.words(head, "numerOstatniegoWpisu", most=12)
    drawn = reading.words(head, "dataCzasOdpisu", most=20)
    return Found(facts, f"{number}/{entry} {drawn}".strip())


def facts_of(head: dict[str, Any], data: dict[str, Any]) -> Facts:
    entity = reading.inside(data, "dzial1", "danePodmiotu")
    seat = reading.inside(data, "dzial1", "siedzibaIAdres")
    address = reading.inside(seat, "adres")
    town = reading.words(address, "miejscowosc")
    house, flat = reading.words(address, "nrDomu"), reading.words(address, "nrLokalu")
    at = partial(reading.words, seat)
    return Facts(
        name=reading.words(entity, "nazwa"),
        street=reading.street(reading.words(address, "ulica"), house, flat, town=town),
        postcode=reading.words(address, "kodPocztowy", most=12),
        city=town,
        tax_id=reading.digits(reading.words(entity, "identyfikatory", "nip"), 10),
        regon=reading.regon(reading.words(entity, "identyfikatory", "regon")),
        krs=reading.krs(reading.words(head, "numerKRS")),
        status=status_of(head, data),
        email=reading.email(at("adresPocztyElektronicznej")),
        edelivery=reading.e_delivery(at("adresDoDoreczenElektronicznychWpisanyDoBAE")),
        domain=reading.domain(at("adresStronyInternetowej")),
        representatives=tuple(_people(data)),
        representation=reading.words(
            data, "dzial2", "reprezentacja", "sposobReprezentacji", most=reading.TEXT
        ),
        changed_on=reading.day(reading.words(head, "dataOstatniegoWpisu")),
    )


def status_of(head: dict[str, Any], data: dict[str, Any]) -> Status:
    """Struck off, else what runs according to section 6 or the name, else active."""
    if reading.words(head, "dataWykreslenia"):
        return Status.ENDED
    section = reading.inside(data, "dzial6")
    running = section if isinstance(section, dict) else {}
    names = [name.lower() for name, value in running.items() if value]
    for beginning, status in PROCEEDINGS:
        if any(name.startswith(beginning) for name in names):
            return status
    name = reading.words(data, "dzial1", "danePodmiotu", "nazwa").upper()
    return next((status for added, status in ADDED if added in name), Status.ACTIVE)


def _people(data: dict[str, Any]) -> Iterator[Representative]:
    """The board, or whatever body there is, then the holders of a general power of attorney."""
    body = reading.inside(data, "dzial2", "reprezentacja")
    proxies = reading.inside(data, "dzial2", "prokurenci")
    listed = [(one, reading.words(one, "funkcjaWOrganie")) for one in reading.people(body, "sklad")]
    # A list by itself, or with a body around it.
    around = proxies if isinstance(proxies, dict) else {"sklad": proxies}
    for one in reading.people(around, "sklad"):
        listed.append((one, f"prokurent {reading.words(one, 'rodzajProkury')}".strip()))
    for one, function in listed:
        if name := _name(one):
            held = " (zawieszenie)" if reading.inside(one, "czyZawieszona") is True else ""
            yield Representative(name, f"{function}{held}".strip(), masked="*" in name)


def _name(person: dict[str, Any]) -> str:
    first = (("imiona", "imie"), ("imiona", "imieDrugie"))
    last = (("nazwisko", "nazwiskoICzlon"), ("nazwisko", "nazwiskoIICzlon"))
    own = " ".join(part for path in (*first, *last) if (part := reading.words(person, *path)))
    return own or reading.words(person, "nazwa")
