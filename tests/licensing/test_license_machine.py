"""Random acts on a license: its state goes only where life.LEADS leads, and what hangs on it stays true."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.licensing.actions.locking import lead, lock_license
from klucznik.licensing.actions.registering import (
    accept_registration,
    change_activation_code,
    decline_registration,
    register_license,
    send_activation_code,
)
from klucznik.licensing.life import LEADS, Act, Status
from klucznik.licensing.models import License, Registration
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED

WAYS = ("online", "file", "card", "code", "terms")
BY_STAFF = (Act.SUSPEND.value, Act.RESUME.value, Act.EXTEND.value, Act.REVOKE.value)
OTHERS = ("half", "accept", "decline", "mute", "again", "change", "end")
ACTS = st.sampled_from((*WAYS, *BY_STAFF, *OTHERS))


def move(license: License, act: Act) -> None:
    """What the pages of the staff do, on the same way."""
    locked = lock_license(license)
    locked.revoked_at = clock.now() if act == Act.REVOKE else locked.revoked_at
    lead(locked, act, "revoked_at")


def do(cast: Cast, license: License, act: str) -> None:
    last = Registration.objects.filter(license=license).order_by("-pk").first()
    match act:
        case "half":
            register_license(cast.anna, license, way="online", statements=STATED[:2])
        case "accept" if last:
            accept_registration(cast.ewa, last)
        case "decline" | "mute" if last:
            reason = "Brakuje dokumentu." if act == "decline" else ""
            decline_registration(cast.ewa, last, reason=reason)
        case "again":
            send_activation_code(cast.anna, license)
        case "change":
            change_activation_code(cast.anna, license)
        case "end":
            License.objects.filter(pk=license.pk, status="registered").update(status="expired")
        case act if act in Act.values:
            move(license, Act(act))
        case way if way in WAYS:
            register_license(cast.anna, license, way=way, statements=STATED)


def reachable(before: Status) -> set[Status]:
    by_acts = {leads[before] for leads in LEADS.values() if before in leads}
    by_erp = {Status.EXPIRED} if before == Status.REGISTERED else set()
    return {before} | by_acts | by_erp


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    line=st.sampled_from(["gt", "nexo", "cloud"]),
    variant=st.sampled_from(["standard", "education"]),
    acts=st.lists(ACTS, max_size=14),
)
def test_random_acts_keep_the_rules(cast: Cast, line: str, variant: str, acts: list[str]) -> None:
    license = lines.unregistered(cast.alfa, getattr(lines, line)(), variant=variant)
    was_registered = False

    for act in acts:
        before = License.objects.get(pk=license.pk)
        try:
            with transaction.atomic():
                do(cast, license, act)
        except DomainError:
            now = License.objects.get(pk=license.pk)
            assert (now.status, now.registered_at) == (before.status, before.registered_at)
        now = License.objects.get(pk=license.pk)
        was_registered |= now.status == Status.REGISTERED
        hold(before, now, was_registered)


def hold(before: License, now: License, was_registered: bool) -> None:
    """What is true after every act, whatever it was."""
    open_ones = Registration.objects.filter(license=now, accepted_at=None, declined_at=None)
    accepted = Registration.objects.filter(license=now, accepted_at__isnull=False)
    assert Status(now.status) in reachable(Status(before.status))
    assert (now.registered_at is not None) == was_registered
    assert accepted.exists() == was_registered
    assert open_ones.count() <= 1
    if now.status == Status.AWAITING:
        assert open_ones.count() == 1
    if now.code_nonce:
        assert "code" in now.product.rules.ways
        assert was_registered
