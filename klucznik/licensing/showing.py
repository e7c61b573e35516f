"""The tabs of a license: which pages tell about it, in their order, for this license and this viewer. And products
that a company uses without a license of its own.

Another app adds its tab by a function `(license, can) -> Tab | None`, named in settings.LICENSE_TABS
(config/ways_up.py), and by a page that extends `licensing/license_base.html` with `license` and `tab` in its context.
A tab whose address does not exist is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import pgettext_lazy

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Way
from klucznik.companies.models import Membership
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import License
from klucznik.licensing.registrations import to_do
from klucznik.licensing.steps import Step
from klucznik.licensing.validation import judge
from klucznik.licensing.wording import State, sentence, state_of

register = template.Library()

# What is installed on a device; an application in the browser is not, and an extension lives in its program.
INSTALLED = (Product.Kind.PROGRAM, Product.Kind.PACKAGE)


@dataclass(frozen=True)
class Tab:
    """One page about a license: what its template calls itself, the word on the tab, the name of its address."""

    name: str
    label: str | Promise
    url_name: str


@dataclass(frozen=True)
class Borrowed:
    """A row of My products for what somebody else's license opens: whose it is, how it stands, the viewer's step."""

    product: Product
    url: str
    meta: str
    number: str
    state: State
    until: str
    step: Step


def borrowed(membership: Membership) -> list[Borrowed]:
    """What the functions (membership) -> list of rows named in settings.BORROWED_PRODUCTS have to show."""
    paths: list[str] = settings.BORROWED_PRODUCTS
    return [row for path in paths for row in import_string(path)(membership)]


@register.simple_tag(takes_context=True)
def license_tabs(context: Context, license: License) -> list[dict[str, Any]]:
    """The tabs that make sense for this license and that the viewer may open, each with its address."""
    can = context.get("can")
    found = [import_string(path)(license, can) for path in settings.LICENSE_TABS] if can else []
    bar = [(tab, address_of(tab, license)) for tab in found if tab is not None]
    return [{"name": tab.name, "label": tab.label, "url": url} for tab, url in bar if url]


@register.simple_tag
def license_state(license: License) -> State:
    """What the frame of all tabs says about the license: its state at a glance."""
    return state_of(license, judge(facts_of(license)))


@register.simple_tag
def license_sentence(license: License) -> str:
    """What programs are told about the license."""
    return sentence(license, judge(facts_of(license)))


@register.simple_tag
def license_to_do(license: License) -> str:
    """The one next step of a license that is not registered (registrations.ToDo)."""
    return to_do(license).value


def address_of(tab: Tab, license: License) -> str:
    """Where the tab is; empty when no app has this page."""
    try:
        return reverse(tab.url_name, args=[license.company.public_id, license.public_id])
    except NoReverseMatch:
        return ""


def is_installed(license: License) -> bool:
    return license.product.kind in INSTALLED


def overview(license: License, can: SimpleNamespace) -> Tab | None:
    return Tab("overview", pgettext_lazy("license tab", "Overview"), "licensing:license")


def people(license: License, can: SimpleNamespace) -> Tab | None:
    """Only where the vendor's rules let a person in by name; who does is for those who manage access."""
    if not (license.product.needs_access and can.access_manage):
        return None
    return Tab("people", pgettext_lazy("license tab", "People"), "licensing:people")


def entities(license: License, can: SimpleNamespace) -> Tab | None:
    """Companies whose books the program keeps."""
    if not (is_installed(license) and can.licenses_read):
        return None
    return Tab("entities", pgettext_lazy("license tab", "Entities"), "licensing:entities")


def periods(license: License, can: SimpleNamespace) -> Tab | None:
    if not can.licenses_read:
        return None
    return Tab("periods", pgettext_lazy("license tab", "Periods"), "licensing:periods")


def file(license: License, can: SimpleNamespace) -> Tab | None:
    """Where licenses are registered by a file, and where the file of a registered one can be fetched."""
    if not (Way.FILE in license.product.rules.ways and can.licenses_register):
        return None
    return Tab("file", pgettext_lazy("license tab", "License file"), "licensing:file")


def history(license: License, can: SimpleNamespace) -> Tab | None:
    if not can.history_read:
        return None
    return Tab("history", pgettext_lazy("license tab", "History"), "licensing:history")
