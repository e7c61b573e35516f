"""Keyset paging: the next page begins after the last row shown, so every page costs the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and where the pages before and after them begin."""

    rows: list[Row]
    next: str | None
    first: bool


def keyset(
    rows: QuerySet[Row], order: tuple[str, ...], after: str | None, size: int = SIZE
) -> Page[Row]:
    """The `size` rows that follow the mark `after`, ordered by `order` (fields without nulls, the last one unique).

    A field may begin with "-". A broken or foreign mark gives the first page.
    """
    mark = _unmark(after, order)
    if mark is not None:
        rows = rows.filter(_beyond(order, mark))
    found = list(rows.order_by(*order)[: size + 1])
    more = found[size:]
    found = found[:size]
    last = [_value(found[-1], field.lstrip("-")) for field in order] if more else None
    return Page(found, _mark(last, order) if last else None, mark is None)


def _value(row: Model, path: str) -> Any:
    """The value of a field, or of a related row's field (`product__position`)."""
    return reduce(getattr, path.split("__"), row)


def _beyond(order: tuple[str, ...], mark: list[Any]) -> Q:
    """Rows after the mark: (a > x) or (a = x and b > y) ..."""
    beyond, equal = Q(), Q()
    for field, value in zip(order, mark, strict=True):
        name, comparison = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    return beyond


def _mark(values: list[Any], order: tuple[str, ...]) -> str:
    plain = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return signing.dumps(plain, salt="page:" + ",".join(order), compress=True)


def _unmark(mark: str | None, order: tuple[str, ...]) -> list[Any] | None:
    if not mark:
        return None
    try:
        values = signing.loads(mark, salt="page:" + ",".join(order))
    except signing.BadSignature:
        return None
    return values if isinstance(values, list) and len(values) == len(order) else None
