"""Typed readers of the environment; each setting is declared once, with a sentence for the operator."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "KLUCZNIK_"


class WrongSetting(Exception):
    """A setting that cannot be used; the text tells the operator what to change."""


@dataclass(frozen=True)
class Setting:
    """One declared setting: its name, default, meaning and whether its value must stay hidden."""

    name: str
    default: str
    meaning: str
    value: Any
    secret: bool = False


DECLARED: dict[str, Setting] = {}


def _read(
    name: str, default: str, meaning: str, parse: Callable[[str], Any], *, secret: bool = False
) -> Any:
    """Read NAME, or the file named by NAME_FILE (for container secrets), and remember it."""
    variable = PREFIX + name
    raw = os.environ.get(variable)
    if raw is None and (path := os.environ.get(f"{variable}_FILE")):
        try:
            raw = Path(path).read_text().strip()
        except OSError as error:
            raise WrongSetting(
                f"{variable}_FILE: cannot read {path} ({error.strerror})."
            ) from error
    try:
        value = parse(default if raw is None else raw.strip())
    except ValueError as error:
        raise WrongSetting(f"{variable}: {error}") from error
    # A password in an address stays hidden also when the address came from a file.
    hidden = secret or (isinstance(value, str) and "://" in value and "@" in value)
    DECLARED[variable] = Setting(variable, default, meaning, value, hidden)
    return value


def text(name: str, default: str, meaning: str) -> str:
    return str(_read(name, default, meaning, str))


def secret(name: str, meaning: str) -> str:
    return str(_read(name, "", meaning, str, secret=True))


def flag(name: str, default: bool, meaning: str) -> bool:
    words = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }

    def parse(raw: str) -> bool:
        if raw.lower() not in words:
            raise ValueError(f'"{raw}" is neither yes nor no.')
        return words[raw.lower()]

    return bool(_read(name, "yes" if default else "no", meaning, parse))


def number(name: str, default: int, meaning: str, *, least: int = 0, most: int = 1_000_000) -> int:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
            raise ValueError(f'"{raw}" is not a whole number from {least} to {most}.')
        return int(raw)

    return int(_read(name, str(default), meaning, parse))


def choice(name: str, options: tuple[str, ...], meaning: str) -> str:
    def parse(raw: str) -> str:
        if raw not in options:
            raise ValueError(f'"{raw}" is not one of: {", ".join(options)}.')
        return raw

    return str(_read(name, options[0], meaning, parse))


def words(name: str, default: str, meaning: str) -> list[str]:
    return list(
        _read(
            name,
            default,
            meaning,
            lambda raw: [word for word in raw.replace(",", " ").split() if word],
        )
    )


def several(name: str, options: tuple[str, ...], meaning: str) -> list[str]:
    """Words of which each is an option or a dotted path; none by default."""

    def parse(raw: str) -> list[str]:
        chosen = list(dict.fromkeys(raw.replace(",", " ").split()))
        for word in chosen:
            if word not in options and "." not in word:
                raise ValueError(f'"{word}" is not one of: {", ".join(options)}.')
        return chosen

    return list(_read(name, "", meaning, parse))


def parsed(name: str, default: str, meaning: str, parse: Callable[[str], Any]) -> Any:
    """A value with a form of its own; `parse` raises ValueError with the sentence for the operator."""
    return _read(name, default, meaning, parse)


def gone(name: str, sentence: str) -> None:
    """Refuse to start with a variable that means nothing any more: its operator would rely on it."""
    if os.environ.get(PREFIX + name):
        raise WrongSetting(f"{PREFIX}{name} is not used any more: {sentence}")


def folder(name: str, default: str, meaning: str) -> Path:
    return Path(_read(name, default, meaning, lambda raw: Path(raw).expanduser().resolve()))


def url(name: str, default: str, meaning: str, *, schemes: tuple[str, ...]) -> str:
    """An address without a trailing slash, with one of the given schemes."""

    def parse(raw: str) -> str:
        parts = urlsplit(raw)
        if raw and parts.scheme not in schemes:
            raise ValueError(
                f'"{raw}" must begin with one of: {", ".join(f"{scheme}:" for scheme in schemes)}.'
            )
        return raw.rstrip("/")

    return str(_read(name, default, meaning, parse))
