"""The second step of a person: whether there is one, how old it is, how fresh its last use."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from klucznik.accounts.models import User


def has_factor(user: Any) -> bool:
    """Whether the person has two-step verification turned on."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def factor_since(user: User) -> datetime | None:
    """When the second step in use was set up."""
    found = (
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        .order_by("created_at")
        .first()
    )
    return found.created_at if found else None


def is_factor_mature(user: User) -> bool:
    """A second step younger than 72 h may accept one's own rights but gives none to others (real time, on purpose)."""
    since = factor_since(user)
    return since is not None and timezone.now() - since >= settings.FACTOR_MATURITY


def is_factor_fresh(request: HttpRequest) -> bool:
    """Whether this person confirmed the second step in this session within the last FACTOR_MINUTES."""
    records = get_authentication_records(request, request.user)
    used = [record["at"] for record in records if record.get("method") == "mfa"]
    return (
        bool(used)
        and time.time() - max(used) < timedelta(minutes=settings.FACTOR_MINUTES).total_seconds()
    )


def codes_left(user: User) -> int | None:
    """How many backup codes still work; None when there are none at all."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found else None
