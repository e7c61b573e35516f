"""Activate a program: a place for the machine, never more than the license has, the same machine in the same place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.devices.fingerprints import Machine
from klucznik.devices.models import Activation, Device
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program

SignIn = Callable[..., Client]
Deliver = Callable[[], None]
Status = License.Status


def reinstalled(machine: Machine, **changed: str) -> Machine:
    """The same computer with other parts in it."""
    return replace(machine, parts=dict(machine.parts) | changed)


def test_a_member_activates_a_program(cast: Cast, gt: License, sign_in: SignIn) -> None:
    program = Program()

    answer = program.activate(gt, browser=sign_in(cast.bogna), language="en")

    place = Activation.objects.get(license=gt)
    gt.refresh_from_db()
    assert answer.status_code == 201, answer.content
    assert (place.how, place.activated_by, place.device.registered_by) == (
        "sign_in",
        cast.bogna,
        cast.bogna,
    )
    assert gt.first_used_at is not None
    assert program.answer["answer"]["verdict"] == "valid"
    assert program.answer["answer"]["signed"].startswith("KL1.answer.")
    assert (program.answer["recognized"], program.answer["file"]) == (False, None)
    assert program.check()["verdict"] == "valid"


def test_the_secret_is_told_once_and_kept_as_a_hash(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    program = Program()

    program.activate(gt, browser=sign_in(cast.bogna))

    assert program.secret.startswith("kld_")
    assert program.secret not in str(Device.objects.values())
    assert program.secret not in str(Event.objects.values())
    assert not any(
        value in str(Device.objects.values()) for value in program.machine.parts.values()
    )


def test_the_same_machine_keeps_its_place_and_its_old_secret_dies(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    before = Program()
    before.activate(gt, browser=sign_in(cast.bogna))
    after = Program(machine=before.machine, version="1.81")

    after.activate(gt, browser=sign_in(cast.anna))

    assert after.device == before.device
    assert after.answer["recognized"]
    assert Activation.objects.filter(license=gt).count() == 1
    assert before.ask("/check").status_code == 401
    assert before.ask("/check").json()["title"] == "unknown_device"
    assert after.check()["verdict"] == "valid"
    assert Event.objects.filter(kind=Kind.DEVICE_RECOGNIZED).count() == 1


def test_a_changed_machine_is_asked_whether_it_is_the_same(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    browser, before = sign_in(cast.bogna), Program()
    before.activate(gt, browser=browser)
    changed = Program(machine=reinstalled(before.machine, disk="another-disk-000000"))

    asked = changed.activate(gt, browser=browser)
    same = changed.activate(gt, browser=browser, same_as=before.device)

    assert (asked.status_code, asked.json()["title"]) == (409, "maybe_same_device")
    assert [one["id"] for one in asked.json()["devices"]] == [before.device]
    assert same.json()["device"] == before.device
    assert Activation.objects.filter(license=gt).count() == 1
    assert Device.objects.get().parts == changed.machine.prints


def test_or_is_another_one(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, before = sign_in(cast.bogna), Program()
    before.activate(gt, browser=browser)
    twin = Program(machine=reinstalled(before.machine, disk="another-disk-000000"))

    new = twin.activate(gt, browser=browser, is_new=True)

    assert new.status_code == 201
    assert Activation.objects.filter(license=gt).active().count() == 2


def test_nobody_takes_over_a_device_that_is_not_theirs_or_not_alike(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    theirs = Program()
    theirs.activate(gt, browser=sign_in(cast.anna))
    alike = Program(machine=reinstalled(theirs.machine, disk="another-disk-000000"))

    not_asked = alike.activate(gt, browser=sign_in(cast.bogna))
    refused = Program().activate(gt, browser=sign_in(cast.anna), same_as=theirs.device)
    stolen = alike.activate(gt, browser=sign_in(cast.bogna), same_as=theirs.device, code="")

    assert (
        not_asked.status_code == 201
    )  # a user is told nothing of colleagues' computers: a place of its own
    assert (refused.status_code, refused.json()["field"]) == (422, "same_as")
    assert stolen.json()["device"] != theirs.device
    assert theirs.check()["verdict"] == "valid"


def test_a_full_license_names_the_devices_that_this_person_may_free(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    of_anna, of_bogna, third = Program(), Program(), Program()
    of_anna.activate(gt, browser=sign_in(cast.anna))
    of_bogna.activate(gt, browser=sign_in(cast.bogna))

    to_anna = third.activate(gt, browser=sign_in(cast.anna))
    to_bogna = third.activate(gt, browser=sign_in(cast.bogna))

    assert to_anna.status_code == to_bogna.status_code == 409
    assert to_anna.headers["Content-Type"].startswith("application/problem+json")
    assert {one["id"] for one in to_anna.json()["devices"]} == {of_anna.device, of_bogna.device}
    assert [one["id"] for one in to_bogna.json()["devices"]] == [of_bogna.device]
    assert "2" in to_anna.json()["detail"]


def test_a_license_that_shrank_keeps_its_places_and_takes_no_new_one(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    programs = [Program(), Program()]
    for program in programs:
        program.activate(gt, browser=sign_in(cast.anna))
    License.objects.filter(pk=gt.pk).update(amount=1)

    new = Program().activate(gt, browser=sign_in(cast.anna))

    assert new.json()["title"] == "no_free_seat"
    assert [program.check()["verdict"] for program in programs] == ["valid", "valid"]
    assert programs[0].activate(gt, browser=sign_in(cast.anna)).status_code == 201


def test_a_machine_moves_to_another_license_of_the_same_product(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    other = factories.license(cast.alfa, amount=1)
    program = Program()
    program.activate(gt, browser=sign_in(cast.anna))

    program.activate(other, browser=sign_in(cast.anna))

    assert Device.objects.count() == 1
    assert Activation.objects.get(license=gt).ended == "moved"
    assert program.check()["license"] == other.public_id


def test_strangers_and_the_associated_get_no_place(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    aldona = factories.person("Aldona")
    factories.membership(cast.alfa, aldona, Role.ASSOCIATED, proven=False)

    stranger = Program().activate(gt, browser=sign_in(cast.celina))
    unknown = Program().activate(browser=sign_in(cast.celina), number="NOT-A-NUMBER")
    associated = Program().activate(gt, browser=sign_in(aldona))
    other_program = Program(product="rewizor-gt").activate(gt, browser=sign_in(cast.anna))

    assert stranger.status_code == unknown.status_code == other_program.status_code == 404
    assert stranger.json() == unknown.json()
    assert (associated.status_code, associated.json()["title"]) == (403, "no_role")
    assert not Activation.objects.exists()


def test_guessing_ends_and_success_forgives_only_itself(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    browser, program = sign_in(cast.anna), Program()

    for _ in range(12):
        Program().activate(browser=browser, number="WRONG")
        program.activate(gt, browser=browser)
    statuses = [Program().activate(browser=browser, number="WRONG").status_code for _ in range(10)]
    last = program.activate(gt, browser=browser)

    assert statuses == [404] * 8 + [429] * 2
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("fields", "status", "verdict"),
    [
        ({"status": Status.SUSPENDED}, 409, "suspended"),
        ({"status": Status.REVOKED, "revoked_at": clock.now()}, 409, "revoked"),
        ({"valid_from": date(2099, 1, 1)}, 409, "not_yet"),
        (
            {"valid_to": date(2025, 1, 1)},
            201,
            "expired",
        ),  # works on in full: the program stays bought
        ({"status": Status.UNREGISTERED}, 201, "unregistered_over"),
        ({"status": Status.AWAITING}, 201, "awaiting"),
    ],
)
def test_a_license_that_is_worth_nothing_takes_no_device(
    cast: Cast, sign_in: SignIn, fields: dict[str, Any], status: int, verdict: str
) -> None:
    factories.signing_key()
    license = factories.license(cast.alfa, **fields)

    answer = Program().activate(license, browser=sign_in(cast.anna))

    found = answer.json()
    assert (answer.status_code, found.get("verdict") or found["answer"]["verdict"]) == (
        status,
        verdict,
    )


def test_a_file_that_cannot_be_given_takes_nobody_the_place(cast: Cast, sign_in: SignIn) -> None:
    program, license = Program(), factories.license(cast.alfa, status=Status.UNREGISTERED)

    answer = program.activate(license, browser=sign_in(cast.anna), wants_file=True)

    assert (answer.status_code, answer.json()["file"]) == (201, None)
    assert program.check()["verdict"] == "unregistered_over"


def test_an_application_in_the_browser_has_no_devices(cast: Cast, sign_in: SignIn) -> None:
    product = factories.product("subiekt-123", kind="app", metric="users")
    license = factories.license(cast.alfa, product=product)

    answer = Program(product="subiekt-123").activate(license, browser=sign_in(cast.anna))

    assert answer.json()["title"] == "license_without_devices"


def test_one_event_tells_it_and_holds_no_part_of_the_machine(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    Program().activate(gt, browser=sign_in(cast.bogna))

    event = Event.objects.get(kind=Kind.DEVICE_ACTIVATED)
    assert (event.company, event.actor, event.facts["how"]) == (cast.alfa, cast.bogna, "sign_in")
    assert event.sentence.startswith("Subiekt Gt was activated on")


def test_with_one_a_forged_request_is_refused(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    browser.handler.enforce_csrf_checks = True

    assert Program().activate(gt, browser=browser).status_code == 403


def test_the_first_activation_begins_the_days_without_a_registration(
    cast: Cast, gt: License, sign_in: SignIn, travel: Any
) -> None:
    product = factories.product("subiekt-nexo", rules={"unregistered_days": 45})
    license = factories.license(cast.alfa, product=product, status=Status.UNREGISTERED)
    program = Program(product="subiekt-nexo")
    program.activate(license, browser=sign_in(cast.anna))

    first = program.check()
    travel(days=46)
    later = program.check()

    assert (first["verdict"], first["mode"]) == ("unregistered", "full")
    assert (later["verdict"], later["mode"]) == ("unregistered_over", "read_only")
