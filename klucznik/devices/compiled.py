"""The one query of a quick check: written with the ORM, compiled once, run by the database's driver alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import connections
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.db.models.query import QuerySet
from django.utils.module_loading import import_string

from klucznik.declarations.models import Declaration, State
from klucznik.devices.models import Activation
from klucznik.licensing.models import Extension, Period
from klucznik.licensing.validation import day_of

# What stands in the compiled statement where a value of the moment comes; no stored value is like these.
SECRET: Final = "a secret of nobody"  # noqa: S105 (it is looked for in the compiled statement, and opens nothing)
NOW: Final = datetime(1901, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
TODAY: Final = date(1901, 2, 3)
COLUMNS: Final = (
    *("pk", "floating", "lease_until", "file_until", "how"),
    *("device_id", "device__public_id", "device__last_seen_at", "device__program_version"),
    "device__parts",
    *("license_id", "license__public_id", "license__product_id", "license__status"),
    *("license__valid_from", "license__valid_to", "license__variant", "license__first_used_at"),
    *("license__metric", "license__amount", "license__suspended_amount"),
    *("license__registered_at", "license__company__public_id"),
    *("extended_by", "taken", "is_watched", "has_subscriptions"),
)
SUBSCRIPTIONS: Final = (
    f"SELECT starts_on, ends_on FROM {Period._meta.db_table} WHERE license_id = %s AND kind = %s"  # noqa: S608 (a name of ours)
)
_local = threading.local()


@dataclass(frozen=True)
class Statement:
    """SQL for this database, and which of its parameters are values of the moment."""

    sql: str
    parameters: tuple[Any, ...]
    now: Any
    today: Any

    def filled(self, secret_hash: str, now: Any, today: Any) -> list[Any]:
        """The parameters of one run."""
        given = {SECRET: secret_hash, self.now: now, self.today: today}
        return [given.get(parameter, parameter) for parameter in self.parameters]


def prepared(value: date | datetime) -> Any:
    """A date or moment as the driver of this database takes it."""
    ops = connections["default"].ops
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value)


def places() -> QuerySet[Activation, Any]:
    """The present place of the device with a secret, and all that an answer to it depends on."""
    adding = Extension.objects.on(TODAY).filter(
        license=OuterRef("license"), metric=OuterRef("license__metric")
    )
    taking = Activation.objects.filter(license=OuterRef("license")).taking_a_seat(NOW)
    subscribed = Period.objects.filter(license=OuterRef("license"), kind=Period.Kind.SUBSCRIPTION)
    return (
        Activation.objects.active()
        .filter(device__secret_hash=SECRET)
        .annotate(
            extended_by=Coalesce(summed(adding), 0),
            taken=Coalesce(counted(taking), 0),
            is_watched=is_watched(),
            has_subscriptions=Exists(subscribed),
        )
        .values_list(*COLUMNS)
    )


def is_watched() -> ExpressionWrapper[Q]:
    """Whether something may have to be told beside the verdict; the ordinary way knows whether and what.

    A running case is told, and for some days one that ended; the parts above say what else (settings.QUICK_WATCHES).
    """
    cases = Declaration.objects.filter(company=OuterRef("license__company"))
    told = Q(Exists(cases.exclude(state=State.CLOSED)))
    for path in settings.QUICK_WATCHES:
        told |= Q(Exists(import_string(path)()))
    return ExpressionWrapper(told, output_field=BooleanField())


def summed(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("license").annotate(n=Sum("amount")).values("n"))


def counted(rows: QuerySet[Any]) -> Subquery:
    found = rows.order_by().values("license").annotate(n=Count("pk")).values("n")
    return Subquery(found, output_field=IntegerField())


@lru_cache(maxsize=2)
def statement(vendor: str) -> Statement:
    """The query, compiled once for the database in use."""
    sql, parameters = places().query.sql_with_params()
    return Statement(
        sql=sql.replace("%s", "?") if vendor == "sqlite" else sql,
        parameters=tuple(plain(parameter) for parameter in parameters),
        now=prepared(NOW),
        today=prepared(TODAY),
    )


def plain(parameter: Any) -> Any:
    """Words of a vocabulary as texts: drivers know no classes of ours."""
    return parameter.value if isinstance(parameter, Enum) else parameter


def run(sql: str, parameters: Sequence[Any]) -> Any:
    """One statement in a commit of its own, by the driver: no wrapper, and prepared where the driver can."""
    here = connections["default"]
    here.ensure_connection()
    if here.vendor == "sqlite":
        return here.connection.execute(sql, parameters)
    if getattr(_local, "raw", None) is not here.connection:
        _local.raw, _local.cursor = here.connection, psycopg.Cursor(here.connection)
    # Django switches prepared statements off for its own cursors; to plan this query costs more than to run it.
    here.connection.prepare_threshold = 0
    try:
        _local.cursor.execute(sql, parameters, prepare=True)
    finally:
        here.connection.prepare_threshold = None
    return _local.cursor


def read(secret_hash: str, now: datetime) -> dict[str, Any] | None:
    """The row as plain values by the names of COLUMNS; None where there is no present place."""
    compiled = statement(connections["default"].vendor)
    parameters = compiled.filled(secret_hash, prepared(now), prepared(day_of(now)))
    row = run(compiled.sql, parameters).fetchone()
    return dict(zip(COLUMNS, row, strict=True)) if row else None


def subscriptions(license_id: int) -> list[tuple[date, date | None]]:
    """What licensing.covering.subscriptions reads of a license."""
    mark = "?" if connections["default"].vendor == "sqlite" else "%s"
    rows = run(SUBSCRIPTIONS.replace("%s", mark), [license_id, Period.Kind.SUBSCRIPTION.value])
    return [(begins, ends) for begins, ends in rows.fetchall()]


def write(sql: str, parameters: Sequence[Any]) -> int:
    """Run a statement with %s for its values; how many rows it changed."""
    if connections["default"].vendor == "sqlite":
        sql = sql.replace("%s", "?")
    changed: int = run(sql, parameters).rowcount
    return changed
