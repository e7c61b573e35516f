"""The white list of VAT payers of the Ministry of Finance: name, numbers, and representatives by their full names."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone

from klucznik.companies.registries import Facts, Representative, Status
from klucznik.companies.tax_ids import TaxId
from klucznik.integrations.registers import reading
from klucznik.integrations.registers.asking import Adapter, Found, about
from klucznik.integrations.registers.calling import Caller, NoAnswer, until_midnight

# What each list of people is called in our words; the register gives no functions.
GROUPS = {
    "representatives": "osoba uprawniona do reprezentacji",
    "authorizedClerks": "prokurent",
    "partners": "wspólnik",
}
USED_UP = "WL-191"


class WhiteList(Adapter):
    """Few questions a day are allowed, so it fills in no forms."""

    name = "white_list"
    limits = ("register.white_list.day",)

    def caller(self, *, patient: bool) -> Caller:
        """Counted by the day of the calendar, as the ministry counts."""
        subject = timezone.localdate().isoformat()
        return Caller(self.name, ((self.limits[0], subject),), patient, rest=until_midnight())

    def find(self, caller: Caller, number: str, tax_id: TaxId) -> Found:
        today = timezone.localdate().isoformat()
        address = f"{settings.WHITE_LIST_URL}/api/search/nip/{number}?date={today}"
        reply = caller.call("GET", address, headers={"Accept": "application/json"})
        told = reply.json()
        if reply.status != 200:
            raise _refusal(caller, told)
        result = reading.inside(told, "result")
        if not isinstance(result, dict) or "subject" not in result:
            raise NoAnswer("malformed")
        reference = reading.words(result, "requestId", most=60)
        subject = result["subject"]
        if subject is None:
            return Found(None, reference)
        about(number, reading.words(subject, "nip"))
        return Found(facts_of(subject), reference)


def facts_of(subject: Any) -> Facts:
    at = partial(reading.words, subject)
    place = reading.split_address(at("workingAddress") or at("residenceAddress"))
    return Facts(
        name=at("name"),
        tax_id=at("nip"),
        regon=reading.regon(at("regon")),
        krs=reading.krs(at("krs")),
        # Registered for VAT means at work; not registered says nothing about the company itself.
        status=Status.ACTIVE if at("statusVat") in ("Czynny", "Zwolniony") else Status.NOT_SAID,
        representatives=tuple(
            Representative(name=name, function=function)
            for group, function in GROUPS.items()
            for person in reading.people(subject, group)
            if (name := _name(person))
        ),
        street=place.street,
        postcode=place.postcode,
        city=place.city,
    )


def _name(person: dict[str, Any]) -> str:
    own = f"{reading.words(person, 'firstName')} {reading.words(person, 'lastName')}".strip()
    return own or reading.words(person, "companyName")


def _refusal(caller: Caller, told: Any) -> NoAnswer:
    """The code stands at the top or in an object of its own, depending on the version."""
    code = reading.words(told, "code") or reading.words(told, "exception", "code")
    if code == USED_UP:
        caller.pause((until_midnight() + timedelta(minutes=1)).total_seconds())
        return NoAnswer("too_many")
    return NoAnswer("error")
