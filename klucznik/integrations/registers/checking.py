"""Settings of registers that cannot work stop the server with a sentence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string

from klucznik.integrations.registers.calling import is_safe

KEYS = {"regon": "REGON_KEY", "ceidg": "CEIDG_TOKEN"}
SOURCES_OF_NUMBERS = {"regon", "white_list"}


@register()
def registers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Keys that are missing, addresses without encryption, adapters that are not there."""
    chosen, found = set(settings.REGISTERS), []
    for name in sorted(chosen):
        found += _adapter(name)
        if name in KEYS and not getattr(settings, KEYS[name]):
            found.append(_error(f"{name} is on, but KLUCZNIK_{KEYS[name]} is not set."))
        address = f"{name.upper()}_URL"
        if not is_safe(getattr(settings, address, "https:")):
            found.append(_error(f"KLUCZNIK_{address} must begin with https:."))
    if (
        "krs" in chosen
        and not chosen & SOURCES_OF_NUMBERS
        and all("." not in one for one in chosen)
    ):
        sentence = "krs is on alone: without regon or white_list nobody tells it the number."
        found.append(Warning(f"KLUCZNIK_REGISTERS: {sentence}", id="klucznik.W010"))
    return found


def _adapter(name: str) -> list[CheckMessage]:
    try:
        import_string(settings.REGISTER_ADAPTERS.get(name, name))
    except ImportError:
        return [_error(f"there is no adapter {name}.")]
    return []


def _error(sentence: str) -> CheckMessage:
    return Error(f"KLUCZNIK_REGISTERS: {sentence}", id="klucznik.E010")
