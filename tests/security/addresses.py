"""Every address of ours, read from the URL configuration, and the same address with real things in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PART = re.compile(r"<(?:\w+:)?(\w+)>")
REGEX = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def routes() -> list[str]:
    """`companies/<company>/data/`: each once, whatever its methods; the demonstration's pages left out."""
    return list(dict.fromkeys(path for path in _walk() if not path.startswith("demo/")))


def _walk(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + REGEX.sub(r"<\1>", str(pattern.pattern)).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            yield PART.sub(r"<\1>", path)


def parts(route: str) -> list[str]:
    return PART.findall(route)


def address(route: str, things: dict[str, str], **instead: str) -> str:
    """The route with things in it; `things["cases <file>"]` wins over `things["file"]` below `cases/`."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        return instead.get(name) or _closest(route, f"<{name}>", things) or things[name]

    return "/" + PART.sub(fill, route)


def _closest(route: str, part: str, things: dict[str, str]) -> str:
    """What stands for this part here: named with the beginning of the address first, then with a place in it."""
    for key in sorted(things, key=lambda key: not route.startswith(key.partition(" ")[0])):
        place, _, named = key.partition(" ")
        if named == part and f"{place}/" in route:
            return things[key]
    return ""


def is_of_company(route: str) -> bool:
    """Whether the address leads into one company of the portal."""
    return "companies/<company>/" in route and not route.startswith("staff/")
