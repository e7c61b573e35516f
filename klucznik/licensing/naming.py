"""How big a license is, its edition and its extensions, in the reader's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from klucznik.catalog.models import Product
from klucznik.catalog.rules import in_reader_language
from klucznik.core.templatetags.ui import date_long
from klucznik.licensing.models import Extension, License


def edition_name(license: License) -> str:
    """The edition by its name in the reader's language; its code where the catalog no longer has it."""
    if not license.edition:
        return ""
    names = {one.code: in_reader_language(one.name) for one in license.product.editions}
    return names.get(license.edition) or license.edition


def extension_name(extension: Extension) -> str:
    """The part of the program, or by how much the license grows."""
    grown = amount_in_words(extension.metric, extension.amount) if extension.amount else ""
    name = extension.product.name if extension.product else ""
    return f"{name}, +{grown}" if name and grown else name or f"+{grown}"


def size_in_words(license: License) -> str:
    return amount_in_words(license.metric, license.size)


def amount_in_words(metric: str, amount: int) -> str:
    """The same words as on the page of the license (licensing/parts/amount.html)."""
    match metric:
        case Product.Metric.SEATS:
            words = ngettext("%(amount)s seat", "%(amount)s seats", amount)
        case Product.Metric.ENTITIES:
            words = ngettext("%(amount)s entity", "%(amount)s entities", amount)
        case Product.Metric.EMPLOYEES:
            words = ngettext("%(amount)s employee", "%(amount)s employees", amount)
        case Product.Metric.PAGES:
            words = ngettext("%(amount)s page", "%(amount)s pages", amount)
        case Product.Metric.SHARES:
            words = ngettext("%(amount)s share", "%(amount)s shares", amount)
        case _:
            words = ngettext("%(amount)s user", "%(amount)s users", amount)
    return words % {"amount": amount}


def fact_in_words(name: str, value: Any) -> Any:
    """Of an event about a license: its days; anything else as it is (settings.EVENT_WORDS)."""
    if name not in ("first", "last") or not isinstance(value, str):
        return value
    return date_long(date.fromisoformat(value)) if value else gettext("without an end date")
