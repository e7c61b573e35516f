"""The declaration that people sign: its canonical text, the hash of that text, and the PDF."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date

from klucznik.core.printing import breakable, qr_svg, tied, typeset
from klucznik.core.text import clean_line

WORDING_VERSION: Final = "2026-11"
LANGUAGES: Final = ("pl", "en")
_TYPST: Final = Path(__file__).with_name("typst")


@dataclass(frozen=True)
class Signatory:
    """Somebody who will sign for the company."""

    name: str
    function: str


@dataclass(frozen=True)
class DeclarationContent:
    """Everything that stands in one declaration; equal contents make equal files."""

    number: str
    url: str
    language: str
    vendor_name: str
    vendor_address: str
    company_name: str
    company_tax_id: str
    company_address: str
    customer_no: str
    login: str
    person_name: str
    signatories: tuple[Signatory, ...]
    reason: str
    place: str
    prepared_on: date
    wording: str = WORDING_VERSION


def content_text(content: DeclarationContent) -> str:
    """The text whose hash stands on the document: all that is declared, one fact on a line."""
    content = _cleaned(content)
    words = _wording(content)
    lines = [
        f"{' '.join(words['title'])} ({words['wording']} {content.wording}, {content.language})",
        f"{words['case']}: {content.number}",
        f"{words['prepared']}: {content.prepared_on.isoformat()}",
        f"{words['addressee']}: {content.vendor_name}, {content.vendor_address}",
        *(f"{words[label]}: {value}" for label, value in _company(content)),
        *(f"{words[label]}: {value}" for label, value in _person(content)),
        *_statements(content, words),
        _signing(content, words),
        f"{words['place_and_date']}: {content.place}",
        *(f"{words['signature']}: {one.name}, {one.function}" for one in content.signatories),
    ]
    return "\n".join(lines) + "\n"


def content_hash(content: DeclarationContent) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(content_text(content).encode()).hexdigest()


def declaration_pdf(content: DeclarationContent) -> bytes:
    """The PDF to sign: accessible and made to last, the same bytes for the same content."""
    return typeset(_TYPST / "oswiadczenie.typ", _page(content), on=content.prepared_on)


def _page(content: DeclarationContent) -> dict[str, Any]:
    """What the template lays out, ready to print."""
    digest = content_hash(content)
    content = _cleaned(content)
    words = _wording(content)

    def printed(text: str) -> str:
        return breakable(tied(text, content.language))

    def rows(pairs: list[tuple[str, str]]) -> list[list[str]]:
        return [[words[label], printed(value)] for label, value in pairs if value]

    lead, *statements = _statements(content, words)
    return {
        "language": content.language,
        "words": words,
        "number": content.number,
        "prepared": format_date(content.prepared_on, words["date"], locale=content.language),
        "vendor": [printed(content.vendor_name), printed(content.vendor_address)],
        "company": rows(_company(content)),
        "person": rows(_person(content)),
        "lead": printed(lead),
        "statements": [printed(one) for one in statements],
        "signatories": [[printed(one.name), printed(one.function)] for one in content.signatories],
        "place": f"{content.place}, " if content.place else "",
        "author": content.company_name,
        "signing": printed(_signing(content, words)),
        "steps": [printed(step) for step in words["sending_steps"]],
        "privacy": printed(words["privacy"]),
        "url": content.url,
        "qr": qr_svg(f"{content.url}#sha256={digest}"),
        "qr_description": words["qr"].format(number=content.number),
        "hash": digest,
        "wording": content.wording,
    }


def _company(content: DeclarationContent) -> list[tuple[str, str]]:
    return [
        ("company_name", content.company_name),
        ("company_tax_id", content.company_tax_id),
        ("company_address", content.company_address),
        ("customer_no", content.customer_no),
    ]


def _person(content: DeclarationContent) -> list[tuple[str, str]]:
    return [("person_name", content.person_name), ("login", content.login)]


def _statements(content: DeclarationContent, words: dict[str, Any]) -> list[str]:
    """The sentence that opens the declaration, then what is declared."""
    lead = words["lead_one" if len(content.signatories) == 1 else "lead_many"]
    facts = {"company_name": content.company_name, "reason": content.reason or words["no_reason"]}
    return [sentence.format_map(facts) for sentence in [lead, *words["statements"]]]


def _signing(content: DeclarationContent, words: dict[str, Any]) -> str:
    """What the signatures are for, repeated beside them: they may stand on a sheet of their own."""
    sentence: str = words["signing"]
    return sentence.format(
        number=content.number, company_name=content.company_name, login=content.login
    )


def _cleaned(content: DeclarationContent) -> DeclarationContent:
    """Each fact on one line and without invisible characters, so that no fact can pose as two."""
    texts: dict[str, Any] = {
        name: clean_line(value) for name, value in vars(content).items() if isinstance(value, str)
    }
    signatories = tuple(
        Signatory(clean_line(one.name), clean_line(one.function)) for one in content.signatories
    )
    return replace(content, **texts, signatories=signatories)


def _wording(content: DeclarationContent) -> dict[str, Any]:
    language = content.language if content.language in LANGUAGES else LANGUAGES[-1]
    return _read_wording(content.wording, language)


@lru_cache
def _read_wording(version: str, language: str) -> dict[str, Any]:
    return tomllib.loads((_TYPST / f"{version}.{language}.toml").read_text("utf-8"))
