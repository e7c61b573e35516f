"""What all doors share: each view declares who may come in, and an architecture test reads the declaration."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def declare(view: Callable[..., HttpResponseBase], door: str) -> Callable[..., HttpResponseBase]:
    """Mark a view with the name of its door."""
    view.door = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may come in, signed in or not."""

    @wraps(view)
    def through(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    return cast(View, declare(through, "public"))
