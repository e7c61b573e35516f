"""The forms of a page, read as a browser reads them, and filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.factories import PASSWORD

# What makes most forms go through; other fields keep what the page put into them.
SENSIBLE = {
    "first_name": "Anna",
    "last_name": "Nowak",
    "name": "Piekarnia Nowa",
    "street": "Długa 1",
    "postcode": "00-950",
    "city": "Kraków",
    "email": "adres@klient.example",
    "reason": "Nikt inny już tu nie pracuje.",
    "answer": "Proszę zapytać w biurze.",
    "note": "Sprawdzone w rejestrze.",
    "name_1": "Alfred Alfowski",
    "function_1": "prezes zarządu",
    "tax_id": "5260250274",
    "phone": "12 345 67 89",
    "license_number": "ALFA1-22222-33333-44444",
    "password": PASSWORD,
    "current": PASSWORD,
    "verdict": "reject",
}
TYPED = {"text", "email", "tel", "search", "password", "hidden", "textarea", "url", "number"}


@dataclass
class Form:
    """Where it goes, what is in it, and which fields a person types into."""

    action: str
    method: str
    data: dict[str, Any] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    longest: dict[str, int] = field(default_factory=dict)

    def sensible(self) -> dict[str, Any]:
        return {name: SENSIBLE.get(name, value) or "x" for name, value in self.data.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.named: dict[str, Form] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self.inside)
            self.named[given.get("id") or ""] = self.inside
        elif given.get("form") in self.named:  # a field that stands elsewhere on the page
            self.inside, outside = self.named[given["form"] or ""], self.inside
            self.handle_starttag(tag, [(name, value) for name, value in attrs if name != "form"])
            self.inside = outside
        elif self.inside and tag == "select":
            self.select = given.get("name") or ""
            self.inside.data.setdefault(self.select, "")
        elif self.inside and tag == "option" and self.select:
            if "selected" in given or not self.inside.data[self.select]:
                self.inside.data[self.select] = given.get("value") or ""
        elif self.inside and tag == "textarea":
            self._take(given.get("name") or "", "", "textarea", given.get("maxlength"))
        elif self.inside and tag in ("input", "button") and given.get("name"):
            kind = (given.get("type") or "text").lower()
            self._take(given["name"] or "", given.get("value") or "", kind, given.get("maxlength"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        if tag == "select":
            self.select = ""

    def _take(self, name: str, value: str, kind: str, longest: str | None = None) -> None:
        assert self.inside is not None
        if name == "csrfmiddlewaretoken" or kind == "file":
            return
        self.inside.data.setdefault(name, value or ("on" if kind == "checkbox" else ""))
        if kind in TYPED:
            self.inside.typed.append(name)
            self.inside.longest[name] = int(longest or 100)


def forms_of(html: str, *, method: str = "post") -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.method == method]
