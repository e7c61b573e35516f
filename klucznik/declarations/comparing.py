"""Registers beside the company data and the letter, for the eyes of reviewers; nothing here decides."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.companies.registries import Status, registers
from klucznik.declarations.models import Declaration, RegisterSnapshot
from klucznik.declarations.registers import (
    DOUBTS,
    Answer,
    doubts,
    entered_on,
    is_stale,
    representation_changed,
    snapshots,
)

REGISTERS: Final[dict[str, str | Promise]] = {
    "krs": _("National Court Register (KRS)"),
    "ceidg": _("Register of sole traders (CEIDG)"),
    "regon": _("REGON register"),
    "white_list": _("List of VAT payers (white list)"),
    "vies": _("VIES (VAT numbers of the EU)"),
    "pretend": _("Pretend register of the demonstration"),
}
STATUSES: Final[dict[str, str | Promise]] = {
    Status.ACTIVE: pgettext_lazy("company in a register", "active"),
    Status.NOT_STARTED: pgettext_lazy("company in a register", "not started yet"),
    Status.SUSPENDED: pgettext_lazy("company in a register", "suspended"),
    Status.LIQUIDATION: pgettext_lazy("company in a register", "in liquidation"),
    Status.BANKRUPTCY: pgettext_lazy("company in a register", "in bankruptcy"),
    Status.RESTRUCTURING: pgettext_lazy("company in a register", "in restructuring"),
    Status.ENDED: pgettext_lazy("company in a register", "ended"),
}
# Why there is no answer, in words; everything else is "it did not answer in a usable way".
REASONS: Final[dict[str, str | Promise]] = {
    "timeout": _("it did not answer in time"),
    "unreachable": _("it cannot be reached"),
    "limit": _("our own limit of questions is used up"),
    "too_many": _("it takes no more questions for now"),
    "paused": _("it takes no more questions for now"),
    "no_number": _("nobody told the number to ask for"),
    "no_key": _("the key to it is missing in the settings"),
    "refused": _("it did not accept our key"),
    "other_company": _("it answered about another company"),
}
OTHER_REASON: Final = _("it did not answer in a usable way")

LEGAL_FORMS: Final = (
    ("spolka z ograniczona odpowiedzialnoscia spolka komandytowa", "sp z o o sp k"),
    ("spolka z ograniczona odpowiedzialnoscia", "sp z o o"),
    ("prosta spolka akcyjna", "psa"),
    ("spolka akcyjna", "s a"),
    ("spolka komandytowo akcyjna", "ska"),
    ("spolka komandytowa", "sp k"),
    ("spolka jawna", "sp j"),
    ("spolka partnerska", "sp p"),
    ("spolka cywilna", "s c"),
)
STREET_WORDS: Final = frozenset({"ul", "ulica", "al", "aleja", "pl", "plac", "os", "osiedle"})


class Match(StrEnum):
    """Whether a signatory stands among the representatives; `masked` fits the letters that can be seen."""

    YES = "yes"
    MASKED = "masked"
    NO = "no"


MATCHES: Final[dict[str, str | Promise]] = {
    Match.YES: pgettext_lazy("signatory", "in the register"),
    Match.MASKED: pgettext_lazy("signatory", "fits a name with hidden letters"),
    Match.NO: pgettext_lazy("signatory", "not found in the register"),
}


@dataclass(frozen=True)
class Line:
    """One fact of a register beside ours."""

    label: str | Promise
    told: str
    ours: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Beside:
    """One register on the page of a case."""

    label: str | Promise
    snapshot: RegisterSnapshot
    reason: str | Promise = ""
    lines: list[Line] = field(default_factory=list)
    others: list[tuple[str | Promise, str]] = field(default_factory=list)
    last_entry: date | None = None
    signatories: list[tuple[str, str, str | Promise]] = field(default_factory=list)


def registers_context(case: Declaration) -> dict[str, Any]:
    """What `declarations/_register.html` shows: each register's answer, its doubts, and whether it changed since."""
    read = snapshots(case)
    return {
        "registers_on": bool(registers()),
        "registers": [beside(case, one) for one in read],
        "registers_stale": is_stale(case),
        "register_doubts": [DOUBTS[one] for one in doubts(case)],
        "register_changed": bool(read) and representation_changed(case) is True,
    }


def beside(case: Declaration, one: RegisterSnapshot) -> Beside:
    label = REGISTERS.get(one.register, one.register)
    if one.answer == Answer.UNKNOWN:
        return Beside(label, one, REASONS.get(one.facts.get("reason", ""), OTHER_REASON))
    if one.answer == Answer.NO or not one.facts:
        return Beside(label, one)
    people = one.facts.get("representatives") or []
    signed = [str(each.get("name", "")) for each in case.content.get("signatories", [])]
    found = [(name, names_match(name, people)) for name in signed] if people else []
    return Beside(
        label,
        one,
        lines=_lines(case, one.facts),
        others=_others(one.facts),
        last_entry=entered_on(one),
        signatories=[(name, match.value, MATCHES[match]) for name, match in found],
    )


def _lines(case: Declaration, facts: dict[str, Any]) -> list[Line]:
    """Name, address and tax ID beside ours."""
    company = case.company
    name, address = str(facts.get("name") or ""), str(facts.get("address") or "")
    number = str(facts.get("tax_id") or "")
    told = company.tax_id_display if number == company.tax_number else number
    label = pgettext_lazy("company in a register", "Name")
    pairs = [
        Line(label, name, company.name, same_name(name, company.name) is False),
        Line(
            _("Address"), address, company.address, same_address(address, company.address) is False
        ),
        Line(_("Tax ID"), told, company.tax_id_display, told != company.tax_id_display),
    ]
    return [line for line in pairs if line.told]


def _others(facts: dict[str, Any]) -> list[tuple[str | Promise, str]]:
    """What only the register holds."""
    told = {
        name: str(facts.get(name) or "")
        for name in ("krs", "regon", "email", "edelivery", "domain")
    }
    listed = [
        (
            pgettext_lazy("company in a register", "Status"),
            str(STATUSES.get(facts.get("status", ""), "")),
        ),
        (_("Numbers"), " · ".join(_numbers(told))),
        (_("E-mail"), told["email"]),
        (_("e-Delivery"), told["edelivery"]),
        (_("Website"), told["domain"]),
    ]
    return [(label, value) for label, value in listed if value]


def _numbers(told: dict[str, str]) -> list[str]:
    return [f"{name.upper()} {told[name]}" for name in ("krs", "regon") if told[name]]


def same_name(told: str, ours: str) -> bool | None:
    """Case, dots, quotation marks and the spelling of the legal form do not matter; None when one is missing."""
    return _form(told) == _form(ours) if told and ours else None


def same_address(told: str, ours: str) -> bool | None:
    return _places(told) == _places(ours) if told and ours else None


def names_match(signatory: str, representatives: list[dict[str, Any]]) -> Match:
    """Find a signatory among representatives: by all parts of the name, or by the letters that a mask leaves."""
    parts = _parts(signatory)
    best = Match.NO
    for one in representatives:
        found = _match(parts, str(one.get("name", "")))
        if found == Match.YES:
            return found
        best = Match.MASKED if found == Match.MASKED else best
    return best


def _match(parts: list[str], name: str) -> Match:
    """Every part that was signed must be there; the register may know a second name more."""
    left = _parts(name)
    if len(parts) < 2 or len(left) < 2:
        return Match.NO
    masked = False
    for part in parts:
        fits = [one for one in left if one == part] or [one for one in left if _fits(part, one)]
        if not fits:
            return Match.NO
        masked = masked or "*" in fits[0]
        left.remove(fits[0])
    return Match.MASKED if masked else Match.YES


def _fits(part: str, shown: str) -> bool:
    """A mask keeps the first letters and the length."""
    return (
        "*" in shown
        and len(part) == len(shown)
        and all(seen in ("*", letter) for letter, seen in zip(part, shown, strict=True))
    )


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s\-–.,]+", _folded(name)) if part]


def outlives_its_owner(name: str) -> bool:
    """Whether a name ends with a legal form that has organs or partners; a business of one person, or of one among
    those of a civil partnership, can be carried on by whoever stands in for the dead."""
    plain = _shortened(name)
    return any(plain.endswith(f" {short}") for _whole, short in LEGAL_FORMS if short != "s c")


def _shortened(name: str) -> str:
    plain = " ".join(re.findall(r"[\w&+]+", _folded(name)))
    for whole, short in LEGAL_FORMS:
        plain = plain.replace(whole, short)
    return plain


def _form(name: str) -> str:
    return _shortened(name).replace(" ", "")


def _places(address: str) -> list[str]:
    return [one for one in re.findall(r"\w+", _folded(address)) if one not in STREET_WORDS]


def _folded(text: str) -> str:
    """Small letters without their marks; the Polish ł has none to take off."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
