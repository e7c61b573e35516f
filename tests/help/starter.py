"""The starter articles as their files say them: front matter, bold labels, links."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from tests.architecture.project import ROOT

FOLDER = ROOT / "klucznik" / "help" / "starter"
CATALOG = ROOT / "locale" / "pl" / "LC_MESSAGES" / "django.po"
SAMPLE = ROOT / "klucznik" / "catalog" / "sample.toml"
LANGUAGES = ("pl", "en")

# Short links are printed and sent around: a number never gets another meaning.
NUMBERS = {
    101: "create-account",
    102: "activate-account",
    103: "cannot-sign-in",
    104: "new-password",
    105: "second-step",
    106: "lost-second-step",
    107: "passkeys",
    108: "change-email",
    109: "lost-mailbox",
    110: "delete-account",
    111: "deleted-account-back",
    112: "take-out",
    113: "sessions-and-devices",
    114: "notifications",
    201: "connect-company",
    202: "license-number",
    203: "company-data",
    301: "add-users",
    302: "roles",
    303: "no-rights",
    304: "remove-user",
    305: "accept-invitation",
    306: "deputies",
    307: "two-administrators",
    308: "history",
    401: "recover-rights",
    402: "declaration",
    403: "request",
    404: "waiting-and-objections",
    405: "deputy-steps-in",
    406: "owner-death",
    501: "my-products",
    502: "register-license",
    503: "license-ends",
    504: "transfer-license",
    505: "trial",
    506: "extensions",
    601: "free-device",
    602: "new-computer",
    603: "offline-computer",
    604: "program-sign-in",
    701: "office-clients",
    702: "office-share",
    703: "office-invitation",
    704: "office-ends",
    801: "purchases",
    901: "contact-us",
    902: "news-and-status",
}
KEYS = set(NUMBERS.values())

MARKS = {"pl": {"Uwaga.", "Ważne."}, "en": {"Note.", "Important."}}
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
FACT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Source:
    """One file of an article."""

    key: str
    language: str
    front: dict[str, Any]
    body: str

    @property
    def labels(self) -> list[str]:
        """What stands in bold and is not the mark of a note: words of the portal."""
        found = [" ".join(bold.split()) for bold in BOLD.findall(self.body)]
        return [label for label in found if label not in MARKS[self.language]]

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.body)

    @property
    def facts(self) -> set[str]:
        return set(FACT.findall(self.body + self.front.get("summary", "")))


def written(key: str, language: str) -> bool:
    return path_of(key, language).exists()


def path_of(key: str, language: str) -> Path:
    return FOLDER / f"{key}.{language}.md"


@cache
def source(key: str, language: str) -> Source:
    """Read a file; it has to begin with its front matter."""
    text = path_of(key, language).read_text()
    _, front, body = text.split("+++\n", 2)
    return Source(key, language, tomllib.loads(front), body.strip())


@cache
def words_of_the_portal(language: str) -> set[str]:
    """All labels there can be: what stands in the translations, and the names in the catalog."""
    with CATALOG.open("rb") as lines:
        catalog = read_po(lines, locale="pl")
    found: set[str] = set()
    for message in catalog:
        text = message.string if language == "pl" else message.id
        found.update([text] if isinstance(text, str) else text)
    return {shape(text) for text in found} | set(_names(tomllib.loads(SAMPLE.read_text())))


def shape(text: str) -> str:
    """A label as an article writes it: an ellipsis where the portal puts a name or a number."""
    return PLACE.sub("…", plain(text)).replace(" …", "…")


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        name = value.get("name")
        own = list(name.values()) if isinstance(name, dict) else [name] if name else []
        return own + [name for inner in value.values() for name in _names(inner)]
    if isinstance(value, list):
        return [name for inner in value for name in _names(inner)]
    return []


def plain(text: str) -> str:
    """Without what type-setting adds: spaces that do not break, soft hyphens, several spaces."""
    return " ".join(text.replace("\xad", "").replace("%%", "%").split())
