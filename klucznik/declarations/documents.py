"""The declaration that people sign: its canonical text, the hash of that text, and the PDF."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
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
    # Which letter it is; empty for global administrator rights, whose texts are older than the other kinds.
    kind: str = ""
    # What the letter says beside company and person: keys of its wording, and values.
    details: tuple[tuple[str, str], ...] = ()


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
    """Whom and what the letter concerns: the same part of the document."""
    return [("person_name", content.person_name), ("login", content.login), *_details(content)]


def _details(content: DeclarationContent) -> list[tuple[str, str]]:
    """What a letter says beside; values that were chosen from a list in the words of the document."""
    return _worded(content.details, _wording(content))


def _worded(details: Iterable[tuple[str, str]], words: dict[str, Any]) -> list[tuple[str, str]]:
    chosen = words.get("values", {})
    return [(key, chosen.get(key, {}).get(value, value)) for key, value in details]


def _statements(content: DeclarationContent, words: dict[str, Any]) -> list[str]:
    """The sentence that opens the declaration, then what is declared."""
    lead = words["lead_one" if len(content.signatories) == 1 else "lead_many"]
    facts = _facts(content) | {"reason": content.reason or words["no_reason"]}
    return [sentence.format_map(facts) for sentence in [lead, *words["statements"]]]


def _facts(content: DeclarationContent) -> dict[str, str]:
    """What the sentences of a wording may speak of."""
    own = {"company_name": content.company_name, "login": content.login, "number": content.number}
    return {**dict(_details(content)), **own}


def _signing(content: DeclarationContent, words: dict[str, Any]) -> str:
    """What the signatures are for, repeated beside them: they may stand on a sheet of their own."""
    sentence: str = words["signing"]
    return sentence.format_map(_facts(content))


def labelled(content: DeclarationContent, details: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a letter says beside company and person, with the labels of its own wording."""
    words = _wording(content)
    return [(str(words.get(label, label)), value) for label, value in details]


def _cleaned(content: DeclarationContent) -> DeclarationContent:
    """Each fact on one line and without invisible characters, so that no fact can pose as two."""
    texts: dict[str, Any] = {
        name: clean_line(value) for name, value in vars(content).items() if isinstance(value, str)
    }
    signatories = tuple(
        Signatory(clean_line(one.name), clean_line(one.function)) for one in content.signatories
    )
    details = tuple((key, clean_line(value)) for key, value in content.details)
    return replace(content, **texts, signatories=signatories, details=details)


def detail_rows(
    details: Iterable[tuple[str, str]], *, kind: str, language: str
) -> list[tuple[str, str]]:
    """What a letter says beside company and person, each value with its name as on the document."""
    words = _read_wording(WORDING_VERSION, _known(language), kind)
    return [(words[key], value) for key, value in _worded(details, words) if value]


def _wording(content: DeclarationContent) -> dict[str, Any]:
    return _read_wording(content.wording, _known(content.language), content.kind)


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[-1]


@lru_cache
def _read_wording(version: str, language: str, kind: str = "") -> dict[str, Any]:
    """The words of a letter; those of a kind say what differs from the words of all."""
    words = tomllib.loads((_TYPST / f"{version}.{language}.toml").read_text("utf-8"))
    if kind:
        own = (_TYPST / f"{version}.{kind}.{language}.toml").read_text("utf-8")
        words |= tomllib.loads(own)
    return words
