"""Whatever happens in whatever order: never more places than the license has, unless it shrank under them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.devices.actions.activating import activate_device
from klucznik.devices.actions.filing import issue_device_file
from klucznik.devices.actions.leasing import renew_lease
from klucznik.devices.actions.releasing import free_by_staff, give_back, release_device
from klucznik.devices.endings import end_places
from klucznik.devices.fingerprints import Machine
from klucznik.devices.models import Activation, Device
from klucznik.licensing.models import License
from tests import factories

How = Activation.How
MACHINES = [
    Machine(
        f"PC-{n}", "Windows", {part: f"{part}-{n}-000000000000" for part in ("board", "system")}
    )
    for n in range(6)
]


class Seats(RuleBasedStateMachine):
    """Two licenses of one product, a few computers, and a clock."""

    floating = False
    ahead = timedelta()

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True
        self.block.__enter__()
        Seats.ahead = timedelta()
        factories.signing_key()
        rules = {"seating": "floating" if self.floating else "named", "cooldown_hours": 1}
        product = factories.product(
            f"maszyna-{self.floating}", rules=rules | {"releases_per_30_days": 0}
        )
        company = factories.company()
        self.anna = factories.person()
        factories.membership(company, self.anna, "global_administrator")
        self.other = factories.company("Inna")
        self.licenses = [
            factories.license(company, product=product, amount=size).pk for size in (1, 2)
        ]
        # How many places may be taken: the size, or what was taken when the license shrank.
        self.allowed = dict.fromkeys(self.licenses, 0)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def tries(self, act: Any, *args: Any, **more: Any) -> Any:
        try:
            with transaction.atomic():
                return act(*args, **more)
        except DomainError:
            return None

    def license(self, number: int) -> License:
        return License.objects.select_related("company", "product").get(pk=self.licenses[number])

    def place(self, number: int) -> Activation | None:
        rows = Activation.objects.select_related("license__company", "license__product", "device")
        active = list(rows.filter(ended_at=None).order_by("pk"))
        return active[number % len(active)] if active else None

    @rule(license=st.integers(0, 1), machine=st.sampled_from(MACHINES), offline=st.booleans())
    def activate(self, license: int, machine: Machine, offline: bool) -> None:
        how = How.OFFLINE if offline else How.SIGN_IN
        self.tries(
            activate_device,
            self.anna,
            self.license(license),
            how=how,
            machine=machine,
            version="1",
            is_new=True,
        )

    @rule(number=st.integers(0, 9), who=st.sampled_from(["person", "staff", "itself"]))
    def release(self, number: int, who: str) -> None:
        if place := self.place(number):
            acts = {"person": release_device, "staff": free_by_staff}
            if who == "itself":
                self.tries(give_back, place)
            else:
                self.tries(acts[who], self.anna, place)

    @rule(number=st.integers(0, 9))
    def heartbeat(self, number: int) -> None:
        if place := self.place(number):
            self.tries(renew_lease, place)

    @rule(number=st.integers(0, 9))
    def take_file(self, number: int) -> None:
        if place := self.place(number):
            machine = next(one for one in MACHINES if one.name == place.device.name)
            self.tries(issue_device_file, None, place, parts=machine.parts)

    @rule(minutes=st.sampled_from([5, 20, 24 * 60, 31 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        Seats.ahead += timedelta(minutes=minutes)

    @rule(license=st.integers(0, 1), amount=st.integers(1, 3))
    def change_size(self, license: int, amount: int) -> None:
        License.objects.filter(pk=self.licenses[license]).update(amount=amount)

    @rule(license=st.integers(0, 1), status=st.sampled_from(["registered", "suspended"]))
    def suspend_or_resume(self, license: int, status: str) -> None:
        License.objects.filter(pk=self.licenses[license]).update(status=status)

    @rule(license=st.integers(0, 1))
    @precondition(lambda self: self.other is not None)
    def pass_on(self, license: int) -> None:
        found = self.license(license)
        end_places(found, self.anna)
        assert not Activation.objects.filter(license=found, ended_at=None).exists()

    @invariant()
    def never_more_than_the_places(self) -> None:
        now = clock.now()
        for key in self.licenses:
            taken = Activation.objects.filter(license=key).taking_a_seat(now).count()
            size = License.objects.get(pk=key).size
            self.allowed[key] = max(size, min(self.allowed[key], taken))
            assert taken <= self.allowed[key]
            self.allowed[key] = max(size, taken)

    @invariant()
    def a_device_has_one_place_and_a_fingerprint_one_device(self) -> None:
        active = Activation.objects.filter(ended_at=None)
        assert active.count() == active.values("device").distinct().count()
        assert Device.objects.count() == Device.objects.values("fingerprint").distinct().count()

    @invariant()
    def a_living_file_holds_a_seat(self) -> None:
        """Of each device and license: until its newest file ends, the license counts it."""
        now = clock.now()
        for key in self.licenses:
            rows = Activation.objects.filter(license=key)
            with_file = set(rows.filter(file_until__gt=now).values_list("device", flat=True))
            counted = set(rows.taking_a_seat(now).values_list("device", flat=True))
            assert with_file <= counted

    @invariant()
    def counters_only_grow(self) -> None:
        for device in Device.objects.all():
            rows = device.activations.order_by("pk").values_list("file_counter", flat=True)
            assert list(rows) == sorted(rows)


class FloatingSeats(Seats):
    """The same with places for running programs."""

    floating = True


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Seats, FloatingSeats])
def test_places(machine: type[Seats], monkeypatch: pytest.MonkeyPatch) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setattr(clock, "_source", lambda path: lambda: Seats.ahead)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
