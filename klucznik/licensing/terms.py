"""What is stated with a registration, which text of the vendor each statement is about, and the terms of an app."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.core.vendor import Document, vendor
from klucznik.licensing.errors import StatementsMissing, TermsChanged


class Statement(TextChoices):
    """All of them are needed; a program shows them before it sends a registration."""

    LICENSE_TERMS = "license_terms", _("I accept the license terms")
    SUBSCRIPTION_INFORMATION = (
        "subscription_information",
        _("I know which versions and services a subscription brings, and until when"),
    )
    DATA_PROCESSING = (
        "data_processing",
        _("I know how the data of this registration is processed"),
    )


def text_of(product: Product, statement: Statement) -> Document | None:
    """The text that a statement is about, in the reader's language; none where it comes with the program."""
    match statement:
        case Statement.LICENSE_TERMS:
            return _first(f"license-{product.code}", "license")
        case Statement.DATA_PROCESSING:
            return _first("privacy")
        case _:
            return None


def text_of_app(product: Product) -> Document:
    """The terms of an application: its own, those of all applications, or those of the portal."""
    found = _first(f"application-{product.code}", "application", "terms")
    assert found is not None, "no vendor is without terms"
    return found


def stated(product: Product, given: Iterable[str]) -> dict[str, Any]:
    """What is kept of the statements: each with version, language and hash of its text. Refuses when one is missing."""
    said = set(given)
    if missing := [one for one in Statement if one.value not in said]:
        raise StatementsMissing(missing=", ".join(str(one.label) for one in missing))
    return {one.value: mark_of(text_of(product, one)) for one in Statement}


def accepted(product: Product, version: str) -> dict[str, Any]:
    """What is kept of accepted terms of an app. Refuses a version that is not the one in force."""
    text = text_of_app(product)
    if version != text.version:
        raise TermsChanged
    return {"app_terms": mark_of(text)}


def mark_of(text: Document | None) -> dict[str, str]:
    """Which text it was, so that it can be proved later."""
    if text is None:
        return {}
    digest = hashlib.sha256(text.text.encode()).hexdigest()
    return {
        "kind": text.kind,
        "version": text.version,
        "language": text.language,
        "sha256": digest,
    }


def _first(*kinds: str) -> Document | None:
    """The first of these texts that the vendor has."""
    held = next((kind for kind in kinds if vendor().version_in_force(kind)), None)
    return vendor().document(held) if held else None
