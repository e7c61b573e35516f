"""Passing a license on: what can be passed to whom, what both sides state, which offers are open."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext

from klucznik.companies.keys import keepers
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.text import clean_line
from klucznik.licensing.errors import ReceiverUnknown, TransferToOneself
from klucznik.licensing.models import License, Transfer
from klucznik.licensing.models.transfers import TransferQuerySet

ANSWER_WITHIN = timedelta(days=14)
WORDING: Final = "2026-11"
LANGUAGES: Final = ("pl", "en")
_STATEMENTS: Final = Path(__file__).with_name("statements")
STOPPED = (License.Status.SUSPENDED, License.Status.REVOKED)


def waiting() -> TransferQuerySet:
    """Offers that can still be accepted; the moment counts, not the visit of the task that closes them."""
    found = Transfer.objects.open().filter(expires_at__gt=clock.now())
    return found.select_related("license__product__line", "giver", "receiver", "offered_by")


def overdue() -> TransferQuerySet:
    return Transfer.objects.open().filter(expires_at__lte=clock.now())


def receiver_with(tax_id: TaxId, *, giver: Company) -> Company:
    """The other company, if somebody there can answer."""
    found = Company.objects.with_tax_id(tax_id).open().first()
    if found is not None and found.pk == giver.pk:
        raise TransferToOneself
    if found is None or not keepers(found).exists():
        raise ReceiverUnknown
    return found


def why_not(license: License) -> str:
    """Why the license cannot be passed on by itself, whoever asks; empty when it can."""
    if license.variant == License.Variant.TRIAL:
        return gettext("it is a trial")
    if license.variant == License.Variant.EDUCATION:
        return gettext("licenses for schools stay with the school")
    if license.status in STOPPED:
        return gettext("it is %(state)s") % {"state": license.get_status_display()}
    return ""


def why_held(license: License) -> str:
    """What the parts above have against it at the moment (settings.LICENSE_HOLDS); for the giver's eyes."""
    for path in settings.LICENSE_HOLDS:
        if why := import_string(path)(license):
            return str(why)
    return ""


def giver_statement(license: License, tax_id: TaxId) -> list[str]:
    """What the giver states, in the reader's language."""
    return _said("giver", license, {"receiver_tax_id": tax_id.display})


def receiver_statement(transfer: Transfer) -> list[str]:
    """What the receiver states, in the reader's language."""
    receiver = transfer.receiver
    facts = {
        "receiver": clean_line(receiver.name),
        "receiver_tax_id": receiver.tax_id_display,
    }
    return _said("receiver", transfer.license, facts, giver=transfer.giver)


def digest(statement: list[str]) -> str:
    """SHA-256 of exactly these sentences, one on a line."""
    return hashlib.sha256("\n".join(statement).encode()).hexdigest()


def _said(
    side: str, license: License, facts: dict[str, str], *, giver: Company | None = None
) -> list[str]:
    giver = giver or license.company
    language = (get_language() or "pl")[:2]
    words = _wording(WORDING, language if language in LANGUAGES else LANGUAGES[0])
    known = {
        "giver": clean_line(giver.name),
        "giver_tax_id": giver.tax_id_display,
        "number": license.number_masked,
        "product": license.product.name,
    }
    return [sentence.format_map(known | facts) for sentence in words[side]]


@lru_cache
def _wording(version: str, language: str) -> dict[str, list[str]]:
    return tomllib.loads((_STATEMENTS / f"{version}.{language}.toml").read_text("utf-8"))
