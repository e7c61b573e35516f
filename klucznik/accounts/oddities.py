"""Whether an account is used in a way that does not fit its owner: what the known browsers tell."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from klucznik.accounts.locating import country_of
from klucznik.accounts.models import Device, User

LATELY = timedelta(days=30)
NEW = timedelta(hours=72)


def is_sign_in_odd(user: User) -> bool:
    """The owner said "It was not me" within a month, or a browser of these days came from a country never seen before.

    Another browser alone is nothing odd: people scan with their phones. Without a file of places only the first counts.
    """
    now = timezone.now()
    if Device.objects.filter(user=user, alarmed_at__gte=now - LATELY).exists():
        return True
    seen = Device.objects.filter(user=user).values_list("address", "first_at")
    before = {country_of(address) for address, at in seen if at < now - NEW} - {""}
    lately = {country_of(address) for address, at in seen if at >= now - NEW} - {""}
    return bool(before and lately - before)
