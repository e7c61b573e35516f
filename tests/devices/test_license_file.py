"""A license file for a device: signed, counted, for this machine, never longer than an online program could work."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from klucznik.core import clock
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program
from tests.devices.test_check import opened, running

Status = License.Status


def of_product(cast: Cast, rules: dict[str, Any], **fields: Any) -> License:
    factories.signing_key()
    return factories.license(cast.alfa, product=factories.product("nexo", rules=rules), **fields)


def file_of(program: Program) -> Any:
    return program.ask("/license-file", parts=dict(program.machine.parts))


def expiry(program: Program) -> datetime:
    return datetime.fromisoformat(file_of(program).json()["expires_at"])


def midnight_after(days: int) -> datetime:
    """The beginning of the day after the last one, on the vendor's clock."""
    day = clock.today() + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(day, time()))


def test_a_file_says_what_a_program_needs_without_internet(cast: Cast, gt: License) -> None:
    program = running(gt)

    answer = file_of(program).json()

    payload = opened(answer["file"])
    assert answer["file"].startswith("KL1.device.")
    assert payload["company"] == {"name": cast.alfa.name, "tax_id": str(cast.alfa.tax_id)}
    assert payload["device"]["parts"] == dict(program.machine.parts)
    assert payload["number"] == gt.number_masked
    assert (payload["product"], payload["size"], payload["metric"]) == ("subiekt-gt", 2, "seats")
    assert (payload["mode"], payload["at_end"], payload["counter"]) == ("full", "full", 1)
    assert payload["expires"] == datetime.fromisoformat(answer["expires_at"]).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )


def test_each_file_has_a_higher_counter_also_after_a_new_place(gt: License) -> None:
    program = running(gt)

    counters = [file_of(program).json()["counter"] for _ in range(2)]
    program.ask("/release")
    refused = file_of(program)

    assert counters == [1, 2]
    assert (refused.status_code, refused.json()["title"]) == (409, "place_ended")
    assert Event.objects.filter(kind=Kind.DEVICE_FILE_ISSUED).count() == 2


def test_only_the_machine_that_was_activated_gets_one(gt: License) -> None:
    program = running(gt)
    with_new_disk = dict(program.machine.parts) | {"disk": "another-disk-000000"}

    other = program.ask("/license-file", parts=dict(factories.machine().parts))
    changed = program.ask("/license-file", parts=with_new_disk)

    assert (other.status_code, other.json()["title"]) == (409, "other_machine")
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("rules", "fields", "days"),
    [
        # The program stays bought: the end of the license takes nothing away.
        ({"at_end": "full"}, {"valid_to": 5}, None),
        ({"at_end": "restricted"}, {"valid_to": 5}, 5),
        ({"at_end": "read_only", "grace_days": 14}, {"valid_to": 5}, 19),
        ({"at_end": "read_only", "grace_days": 14}, {"valid_to": -3}, 11),
        ({"at_end": "read_only"}, {"valid_to": 300}, None),
        ({"at_end": "read_only"}, {}, None),
        # Restricted already: it cannot become less.
        ({"at_end": "restricted"}, {"valid_to": -3}, None),
        ({"at_end": "full", "grace_days": 9}, {"valid_to": 4, "variant": "trial"}, 4),
        ({"unregistered_days": 10}, {"status": Status.UNREGISTERED}, 10),
        (
            {"unregistered_days": 10, "unregistered_end": "full"},
            {"status": Status.UNREGISTERED},
            None,
        ),
    ],
)
def test_a_file_ends_when_a_program_that_asks_would_be_told_that_it_does_less(
    cast: Cast, rules: dict[str, Any], fields: dict[str, Any], days: int | None
) -> None:
    if "valid_to" in fields:
        fields = fields | {"valid_to": clock.today() + timedelta(days=fields["valid_to"])}
    license = of_product(cast, rules, **fields)

    expires = expiry(running(license))

    if days is None:
        assert abs(expires - (clock.now() + timedelta(days=30))) < timedelta(minutes=1)
    else:
        assert expires == midnight_after(days)


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        ({}, {"status": Status.SUSPENDED}),
        ({}, {"status": Status.REVOKED, "revoked_at": clock.now()}),
        ({"at_end": "read_only"}, {"valid_to": clock.today() - timedelta(days=3)}),
        ({}, {"status": Status.UNREGISTERED}),
    ],
)
def test_none_is_given_where_the_program_could_only_read(
    cast: Cast, rules: dict[str, Any], fields: dict[str, Any]
) -> None:
    answer = file_of(running(of_product(cast, rules, **fields)))

    assert (answer.status_code, answer.json()["title"]) == (409, "license_unusable")
    assert answer.json()["verdict"]


def test_none_is_given_where_the_vendor_gives_none(cast: Cast) -> None:
    answer = file_of(running(of_product(cast, {"offline_days": 0})))

    assert answer.json()["title"] == "no_device_files"


def test_without_a_key_a_sentence_says_so(cast: Cast) -> None:
    answer = file_of(running(factories.license(cast.alfa)))

    assert (answer.status_code, answer.json()["title"]) == (503, "signing_key_missing")
    assert Activation.objects.get().file_counter == 0


def test_a_shorter_file_does_not_shorten_what_lives_on_the_device(cast: Cast) -> None:
    license = of_product(cast, {"at_end": "read_only"})
    program = running(license)
    longer = expiry(program)
    License.objects.filter(pk=license.pk).update(valid_to=clock.today() + timedelta(days=2))

    shorter = expiry(program)
    released = program.ask("/release").json()

    assert shorter < longer
    assert datetime.fromisoformat(released["seat_returns_at"]) == longer


def test_features_are_the_extensions_of_today(cast: Cast, gt: License) -> None:
    plus = factories.product("plus", kind="extension")
    gone = factories.product("stary-plus", kind="extension")
    today = clock.today()
    gt.extensions.create(product=plus, starts_on=today)
    gt.extensions.create(
        product=gone, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1)
    )

    payload = opened(file_of(running(gt)).json()["file"])

    assert payload["features"] == ["plus"]
