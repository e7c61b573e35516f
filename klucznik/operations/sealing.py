"""Whether the key in the folder of keys is the one with which files, addresses and license numbers were sealed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from klucznik.core import vault
from klucznik.declarations.models import Declaration
from klucznik.licensing.models import License
from klucznik.operations.errors import CannotStart


class WrongKey(Exception):
    """The key does not open what the database holds; the text says what to do."""


def refuse_without_key() -> None:
    """A new key beside an old database would open nothing of it and know no license number: say so instead."""
    path = Path(settings.KEYS_DIR) / "vault.key"
    if path.exists() or not (_newest_sealed() or License.objects.exists()):
        return
    raise CannotStart(
        f"The key {path} is missing, and the database was sealed with it: evidence files, addresses of people who "
        "are told and license numbers. Put the folder of keys back from a backup. If there is none, put a file with "
        "32 random bytes there: the portal starts, what was sealed stays closed, and licenses must be imported anew."
    )


def check_key() -> str:
    """Open the newest sealed key of a case; nothing is changed."""
    path = Path(settings.KEYS_DIR) / "vault.key"
    case = _newest_sealed()
    if case is None:
        return f"{path}, nothing is sealed yet" if path.exists() else "made when it is needed"
    if not path.exists():
        raise WrongKey(f"{path} is missing; put it back from a backup.")
    try:
        vault.unwrap(case.wrapped_key or b"", context=case.public_id)
    except vault.VaultBroken as broken:
        raise WrongKey(str(broken)) from broken
    return f"{path} opens what is sealed"


def _newest_sealed() -> Declaration | None:
    return Declaration.objects.filter(wrapped_key__isnull=False).order_by("-pk").first()
