"""The second steps of a person: whether there is one, which they are, how old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from klucznik.accounts.models import User

# What confirms by itself; backup codes only stand in for it.
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user: Any) -> QuerySet[Authenticator]:
    """Application and keys of a person, oldest first; without the backup codes."""
    return Authenticator.objects.filter(user=user, type__in=REAL).order_by("created_at", "pk")


def has_factor(user: Any) -> bool:
    """Whether the person has two-step verification turned on: an application, a passkey or a security key."""
    return factors_of(user).exists()


def people_with_factor(user_ids: Iterable[int]) -> set[int]:
    """Those of these people who have one, in one query."""
    found = Authenticator.objects.filter(user_id__in=list(user_ids), type__in=REAL)
    return set(found.values_list("user_id", flat=True))


def factor_since(user: User) -> datetime | None:
    """When the oldest of the second steps in use was set up."""
    found = factors_of(user).first()
    return found.created_at if found else None


def is_mature(factor: Authenticator) -> bool:
    """A second step younger than 72 h may accept one's own rights but gives none to others (real time, on purpose)."""
    return bool(timezone.now() - factor.created_at >= settings.FACTOR_MATURITY)


def is_factor_mature(user: User) -> bool:
    """Whether any second step is old enough; the door asks that it was this one which confirmed the act."""
    return any(is_mature(factor) for factor in factors_of(user))
