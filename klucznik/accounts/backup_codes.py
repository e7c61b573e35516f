"""Backup codes: 79 random bits each, kept only as keyed hashes with a salt of their own, each good once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime

from klucznik.accounts.models import User
from klucznik.core import vault

COUNT = 10
GROUPS, GROUP = 4, 4
# Thirty-one signs that are not taken for one another when written down: no 0, 1, i, l, o.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
FEW = 3
SHOWN_FOR = timedelta(minutes=10)
KIND = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Codes:
    """What is known of a person's codes: never the codes themselves."""

    made_at: datetime
    left: int
    used_at: list[datetime]

    @property
    def are_few(self) -> bool:
        return self.left <= FEW


def new_codes(user: User) -> list[str]:
    """Ten fresh codes in place of all earlier ones. Called in a transaction that holds the person's row."""
    codes = [_new_code() for _ in range(COUNT)]
    Authenticator.objects.filter(user=user, type=KIND).delete()
    Authenticator.objects.create(
        user=user, type=KIND, data={"codes": [_kept(code) for code in codes]}
    )
    return codes


def codes_of(user: Any) -> Codes | None:
    """How many still work and when the others were used; None when there are none at all."""
    found = Authenticator.objects.filter(user=user, type=KIND).first()
    if found is None:
        return None
    used = [code["used_at"] for code in found.data["codes"] if code["used_at"]]
    moments = sorted(moment for one in used if (moment := parse_datetime(one)))
    return Codes(found.created_at, len(found.data["codes"]) - len(used), moments)


def codes_left(user: User) -> int | None:
    """How many backup codes still work; None when there are none at all."""
    codes = codes_of(user)
    return codes.left if codes else None


def take_code(user: User, code: str) -> Authenticator | None:
    """Use up the code, if it is one that works. Called in a transaction: the row stays locked until its end."""
    found = Authenticator.objects.select_for_update().filter(user=user, type=KIND).first()
    for kept in found.data["codes"] if found else []:
        if not kept["used_at"] and _is_code(code, kept):
            kept["used_at"] = timezone.now().isoformat()
            found.save(update_fields=["data"])
            return found
    return None


def is_backup_code(typed: str) -> bool:
    """Whether something typed has the length of a backup code (or of those made before), not of an application's."""
    return len(typed) in (GROUPS * GROUP, 8)


def grouped(code: str) -> str:
    """As people read and write it: in fours."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(GROUPS * GROUP))


def _kept(code: str) -> dict[str, Any]:
    salt = secrets.token_hex(8)
    return {"salt": salt, "hash": _hash(code, salt), "used_at": None}


def _is_code(code: str, kept: dict[str, Any]) -> bool:
    return constant_time_compare(_hash(code, kept["salt"]), kept["hash"])


def _hash(code: str, salt: str) -> str:
    """The key lies outside the database: a stolen copy of it gives nothing to guess at."""
    return vault.fingerprint(f"{salt}:{code.lower()}", "backup code")
