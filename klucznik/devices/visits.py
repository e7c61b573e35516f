"""A program that asks in the plain way: its question, the place of its device as plain values, what it leaves."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.urls import reverse

from klucznik.catalog.models import Product
from klucznik.devices import compiled, leases, presence, seats
from klucznik.devices.answers import Standing
from klucznik.devices.fingerprints import WEIGHTS, Likeness, Machine, likeness
from klucznik.devices.models import Activation, Device
from klucznik.licensing import covering
from klucznik.licensing.models import License
from klucznik.licensing.sizes import total
from klucznik.licensing.validation import Facts

LANGUAGE: Final = re.compile(r"[A-Za-z\-]{0,10}")
NONCE: Final = re.compile(r"[A-Za-z0-9_\-]{0,64}")
VERSION: Final = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._+\-]{0,39})?")
PARTS: Final = dict.fromkeys(WEIGHTS, re.compile(r"[A-Za-z0-9_+/=:.\-]{16,128}"))
# Seconds after which a change of the catalog is noticed.
PRODUCT_SECONDS: Final = 60.0
_products: dict[int, tuple[float, Product]] = {}
_paths: dict[str, str] = {}
PLACEHOLDERS: Final = ("0company0", "0license0")


@dataclass(frozen=True)
class Question:
    """What a plain body may hold; anything else is read by the schemas of the ordinary way."""

    fields: Mapping[str, re.Pattern[str]]
    # Whether it may say on which machine the program runs, and whether notices are told with the answer.
    has_parts: bool
    tells_notices: bool

    def read(self, body: bytes) -> Asked | None:
        """The fields of a plain body; None for any other."""
        try:
            told = json.loads(body)
        except ValueError:
            return None
        if not isinstance(told, dict):
            return None
        parts = told.pop("parts", None) if self.has_parts else None
        if not are_plain(told, self.fields) or not (parts is None or are_plain(parts, PARTS)):
            return None
        return Asked(**told, parts=parts)


@dataclass(frozen=True)
class Asked:
    """A plain question."""

    version: str = ""
    language: str = ""
    nonce: str = ""
    parts: Mapping[str, str] | None = None


def are_plain(told: Any, forms: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether these are known fields with texts of their form and nothing else."""
    return isinstance(told, dict) and all(
        isinstance(value, str) and name in forms and forms[name].fullmatch(value)
        for name, value in told.items()
    )


QUESTIONS: Final = {
    "/api/v1/check": Question(
        {"version": VERSION, "language": LANGUAGE, "nonce": NONCE},
        has_parts=True,
        tells_notices=True,
    ),
    "/api/v1/heartbeat": Question(
        {"language": LANGUAGE, "nonce": NONCE}, has_parts=False, tells_notices=False
    ),
}


@dataclass(frozen=True)
class Visit:
    """A device that is in its place."""

    row: Mapping[str, Any]
    product: Product
    standing: Standing

    def is_of(self, parts: Mapping[str, str] | None) -> bool:
        """Whether the program asks from the machine on which it was activated, as far as it says."""
        if parts is None:
            return True
        known = self.row["device__parts"]
        known = json.loads(known) if isinstance(known, str) else known
        return likeness(known, Machine("", parts=parts).prints) != Likeness.OTHER

    @property
    def license_key(self) -> int:
        key: int = self.row["license_id"]
        return key

    def may_have_notices(self, now: datetime) -> bool:
        """Whether something could be told beside the verdict: a case of the company, an end that is near."""
        if self.row["is_watched"]:
            return True
        ends, ahead = self.standing.facts.valid_to, self.product.rules.notices_days
        if ends is None:
            return False
        return 0 <= (ends - self.standing.facts.today).days < max(ahead, default=0)

    def kept(self, version: str, now: datetime) -> bool:
        """Note that the device was seen and prolong its lease; False when the lease could not be kept."""
        seen, known = aware(self.row["device__last_seen_at"]), self.row["device__program_version"]
        assert seen is not None
        if presence.is_due(seen, known, version, now):
            values = [compiled.prepared(now), version or known, self.row["device_id"]]
            compiled.write(SEEN, values)
        return not self.row["floating"] or self._prolonged(now)

    def _prolonged(self, now: datetime) -> bool:
        """Only a lease that lives is prolonged here: to take a free place again needs the license's lock."""
        minutes = self.product.rules.lease_minutes
        end = leases.lease_end(now, minutes, aware(self.row["file_until"]))
        values = [compiled.prepared(end), self.row["pk"], compiled.prepared(now)]
        return compiled.write(PROLONGED, values) == 1


SEEN: Final = (
    f"UPDATE {Device._meta.db_table} SET last_seen_at = %s, program_version = %s WHERE id = %s"  # noqa: S608 (a name of ours)
)
PROLONGED: Final = (
    f"UPDATE {Activation._meta.db_table} SET lease_until = %s "  # noqa: S608 (a name of ours)
    "WHERE id = %s AND ended_at IS NULL AND lease_until > %s"
)


def find(secret_hash: str, now: datetime, version: str) -> Visit | None:
    """The visit of the device with this secret; None where there is no place, or none that is held now."""
    row = compiled.read(secret_hash, now)
    if row is None:
        return None
    if row["floating"] and not leases.is_alive(aware(row["lease_until"]), now):
        return None
    product = product_of(row["license__product_id"])
    return Visit(row, product, standing_of(row, product, now, version))


def standing_of(row: Mapping[str, Any], product: Product, now: datetime, version: str) -> Standing:
    """What reading.standing_of says of the same place."""
    counted = seats.counts(row["license__metric"], product.rules)
    return Standing(
        facts=facts_of(row, product, now, version or row["device__program_version"]),
        license=row["license__public_id"],
        device=row["device__public_id"],
        product=product.code,
        product_name=product.name,
        size=total(
            row["license__amount"], int(row["extended_by"]), row["license__suspended_amount"]
        ),
        metric=row["license__metric"],
        taken=row["taken"] if counted else 0,
        page=path_of("licensing:license", row),
        devices_page=path_of("devices:devices", row),
    )


def facts_of(row: Mapping[str, Any], product: Product, now: datetime, version: str) -> Facts:
    return Facts(
        now=now,
        status=row["license__status"],
        valid_from=row["license__valid_from"],
        valid_to=row["license__valid_to"],
        rules=product.rules,
        is_trial=row["license__variant"] == License.Variant.TRIAL,
        first_used_at=aware(row["license__first_used_at"]),
        is_version_covered=covering.covers(
            product,
            version,
            registered_at=aware(row["license__registered_at"]),
            periods=lambda: (
                compiled.subscriptions(row["license_id"])
                or [(row["license__valid_from"], row["license__valid_to"])]
            ),
            now=now,
        ),
    )


def periods_of(row: Mapping[str, Any]) -> list[tuple[date, date | None]]:
    """What licensing.covering.subscriptions says of the same license."""
    if row["has_subscriptions"]:
        return compiled.subscriptions(row["license_id"])
    return [(row["license__valid_from"], row["license__valid_to"])]


def aware(moment: datetime | None) -> datetime | None:
    """SQLite's driver gives moments without a zone; all of them are UTC."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)


def product_of(key: int) -> Product:
    """The product as it stood a moment ago."""
    kept = _products.get(key)
    if kept is None or time.monotonic() - kept[0] > PRODUCT_SECONDS:
        kept = (time.monotonic(), Product.objects.select_related("line").get(pk=key))
        _products[key] = kept
    return kept[1]


def path_of(name: str, row: Mapping[str, Any]) -> str:
    """The address of a page, from a pattern that is resolved once."""
    if name not in _paths:
        _paths[name] = reverse(name, args=PLACEHOLDERS)
    path = _paths[name].replace(PLACEHOLDERS[0], row["license__company__public_id"])
    return path.replace(PLACEHOLDERS[1], row["license__public_id"])
