"""Count a try in one atomic statement of its own, before the action that may refuse."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from klucznik.limits.errors import TooManyTries
from klucznik.limits.models import Tally
from klucznik.limits.rules import LIMITS, article_about


def consume(**subjects: object) -> None:
    """Count one try against each named limit, e.g. `consume(sign_in__address="10.0.0.1")`; refuse at the end.

    Two underscores stand for a dot of the limit's name, or the name itself comes in a `**dict`.
    The counts are one commit of their own: a refusal that rolls the action back later cannot take them back. Call it
    outside a transaction.
    Raises TooManyTries with the minutes to wait.
    """
    named = [(_limit_name(name), subject) for name, subject in subjects.items()]
    with transaction.atomic(durable=True):
        # In one order everywhere, so that two that count the same things never wait for each other.
        counted = [_count(*one) for one in sorted(named, key=lambda one: _key(*one))]
    waits = [wait for wait in counted if wait]
    if waits:
        minutes = max(1, -(-int(max(waits).total_seconds()) // 60))
        raise TooManyTries(minutes=minutes, article=article_about(named[0][0]))


def is_used_up(name: str, subject: object) -> bool:
    """Whether the next try would be refused; counts nothing."""
    return Tally.objects.filter(
        key=_key(name, subject), window_ends_at__gt=timezone.now(), count__gte=LIMITS[name].most
    ).exists()


def forgive(name: str, subject: object) -> None:
    """Forget the tries of one subject, after it has proved itself."""
    Tally.objects.filter(key=_key(name, subject)).delete()


def take_back(**subjects: object) -> None:
    """Uncount one try that succeeded; the failed ones before it stay counted, so success clears nobody's guessing."""
    keys = [_key(_limit_name(name), subject) for name, subject in subjects.items()]
    with transaction.atomic(durable=True):
        for key in sorted(keys):
            Tally.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def _limit_name(keyword: str) -> str:
    name = keyword.replace("__", ".")
    if name not in LIMITS:
        raise KeyError(f"There is no limit named {name}.")
    return name


def _key(name: str, subject: object) -> str:
    """Keyed, so that the table tells nobody whose address or NIP was tried."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"limit\x1f{name}\x1f{subject}".encode(), hashlib.sha256
    ).hexdigest()


def _count(name: str, subject: object) -> timedelta | None:
    """Count a try; the time to wait when the limit was already used up (counting stops there, at most + 1)."""
    limit, now = LIMITS[name], timezone.now()
    statement = """
        INSERT INTO limits_tally (key, window_ends_at, count) VALUES (%s, %s, 1)
        ON CONFLICT (key) DO UPDATE SET
            count = CASE WHEN limits_tally.window_ends_at <= %s THEN 1
                         WHEN limits_tally.count <= %s THEN limits_tally.count + 1 ELSE limits_tally.count END,
            window_ends_at = CASE WHEN limits_tally.window_ends_at <= %s THEN excluded.window_ends_at
                                  ELSE limits_tally.window_ends_at END
        RETURNING count
    """
    key = _key(name, subject)
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, now + limit.window, now, limit.most, now])
        count = cursor.fetchone()[0]
        if count <= limit.most:
            return None
        return Tally.objects.get(key=key).window_ends_at - now
