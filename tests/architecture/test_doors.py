"""Every page says who may come in: each view of ours carries the door that its decorator declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

Found = tuple[str, Callable[..., Any]]


def views(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "/"
) -> Iterator[Found]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def is_ours(view: Callable[..., Any]) -> bool:
    return view.__module__.startswith(("klucznik.", "config."))


def test_every_view_of_ours_declares_its_door():
    open_views = [
        f"{path} → {view.__module__}.{view.__name__}"
        for path, view in views()
        if is_ours(view) and not getattr(view, "door", "")
    ]

    assert not open_views, "decorate with @public, @anyone_signed_in, @requires or @staff"


def test_no_page_is_a_ready_made_list_of_anything():
    """Django's admin would be a second back office without our doors, events or words."""
    assert not [
        path for path, view in views() if view.__module__.startswith("django.contrib.admin")
    ]


@pytest.mark.parametrize("number", ["<int:", "(?P<pk>", "/<pk>"])
def test_no_address_names_an_integer_key(number):
    ours = [path for path, view in views() if is_ours(view)]

    assert not [path for path in ours if number in path]
