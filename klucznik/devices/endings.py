"""What ends when a license passes to another company (settings.LICENSE_ENDINGS)."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.devices import releases
from klucznik.devices.models import Activation
from klucznik.licensing.models import License


def end_places(license: License, actor: User | None) -> None:
    """Every place of the license. Call it under the license's lock; the transfer's own event tells of it.

    A place whose license file still lives on a computer of the old company stays taken until the file ends.
    """
    now = clock.now()
    for place in Activation.objects.filter(license=license).active():
        releases.end(place, Activation.Ended.LICENSE, by=actor, now=now)
