"""Backup codes that could be read with the server's key become hashes; they go on working."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha1
from typing import Any

from django.db import migrations
from django.utils import timezone

from klucznik.core import vault

COUNT, DIGITS = 10, 8


def earlier_codes(seed: str) -> list[str]:
    """As the library derived them from its seed."""
    digest = hmac.new(key=seed.encode("ascii"), msg=None, digestmod=sha1)
    codes = []
    for number in range(COUNT):
        digest.update(f"{number:3},".encode())
        value = int.from_bytes(digest.digest()[: DIGITS // 2], byteorder="big") % 10**DIGITS
        codes.append(str(value).zfill(DIGITS))
    return codes


def kept(code: str, *, is_used: bool) -> dict[str, Any]:
    salt = secrets.token_hex(8)
    used_at = timezone.now().isoformat() if is_used else None
    return {
        "salt": salt,
        "hash": vault.fingerprint(f"{salt}:{code}", "backup code"),
        "used_at": used_at,
    }


def hash_codes(apps: Any, schema_editor: Any) -> None:
    """A seed that cannot be opened any more gave no working codes either: the row goes, and new codes can be made."""
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes"):
        if "seed" not in row.data:
            continue
        try:
            codes = earlier_codes(vault.unseal_text(row.data["seed"], context="second step"))
        except vault.VaultBroken:
            row.delete()
            continue
        used = int(row.data.get("used_mask", 0))
        row.data = {
            "codes": [kept(code, is_used=bool(used >> n & 1)) for n, code in enumerate(codes)]
        }
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_sort_name"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
