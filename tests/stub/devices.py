"""The stand-in's calls of devices: activation, check, heartbeat, release, license file; and the list of keys."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

from klucznik_client.devices import OTHER, SAME, compare
from klucznik_client.entities import plain
from klucznik_client.values import written
from tests.stub import statements
from tests.stub.people import Answer, Body
from tests.stub.world import Device, License, Refusal, World

LEASE = timedelta(minutes=15)


def activate(world: World, body: Body, secret: str, **_: str) -> Answer:
    """A seat for a device: the same as before, the one that the person names, or a new one."""
    license = world.license(body.get("license") or body["number"])
    is_person = secret in world.tokens
    if not (is_person or body.get("code") == license.code or license.activation == "number"):
        raise Refusal(401, "not_signed_in", "Zaloguj się, aby aktywować urządzenie.")
    if body["product"] != license.product:
        raise Refusal(422, "other_product", "To licencja innego programu.", field="number")
    device = known(world, license, body, is_person) or new(world, license, body, is_person)
    device.version, device.public_key = body["version"], body.get("public_key", "")
    if license.seating == "floating":
        device.lease_until = world.now + LEASE
    said = statements.answer(world, device)
    file = statements.license_file(world, device)["file"] if body.get("wants_file") else None
    return 201, {
        "device": device.id,
        "device_secret": device.secret,
        "answer": said,
        "signed": said["signed"],
        "file": file,
    }


def known(world: World, license: License, body: Body, is_person: bool) -> Device | None:
    """The device that asks, if it has a seat already."""
    active = [one for one in world.holders(license) if not one.is_released]
    parts = body["device"]["parts"]
    for one in active:
        if compare(one.parts, parts) == SAME or one.id == body.get("same_as"):
            one.parts = parts
            return one
    alike = [one for one in active if compare(one.parts, parts) != OTHER]
    if alike and is_person and not body.get("is_new"):
        shown = [one.shown() for one in alike]
        raise Refusal(409, "maybe_same_device", "Czy to ten sam komputer?", devices=shown)
    return None


def new(world: World, license: License, body: Body, is_person: bool) -> Device:
    held = world.holders(license)
    if len(held) >= license.size:
        shown = [one.shown() for one in held if not one.is_released] if is_person else []
        raise Refusal(409, "no_free_seat", "Wszystkie stanowiska są zajęte.", devices=shown)
    given = body["device"]
    device = Device(license, given["name"], given["system"], given["parts"])
    world.devices.append(device)
    return device


def check(world: World, body: Body, secret: str, **_: str) -> Answer:
    device = world.device_of(secret)
    keep_lease(world, device)
    return 200, statements.answer(
        world,
        device,
        nonce=body["nonce"],
        language=body.get("language", "pl"),
        entity=plain(body.get("entity", "")),
    )


def heartbeat(world: World, body: Body, secret: str, **_: str) -> Answer:
    device = world.device_of(secret)
    keep_lease(world, device)
    return 200, statements.answer(world, device, nonce=body["nonce"])


def keep_lease(world: World, device: Device) -> None:
    """Whoever has a place keeps it; whoever lost it gets another one, if there is one."""
    license = device.license
    if license.seating != "floating" or device.is_released:
        return
    if world.takes_seat(device) or len(world.holders(license)) < license.size:
        device.lease_until = world.now + LEASE


def release(world: World, body: Body, secret: str, **_: str) -> Answer:
    device = world.device_of(secret)
    device.is_released = True
    device.file_until = None  # the program forgets its file with the seat
    return 200, {"seat_returns_at": None}


def witness(world: World, body: Body, secret: str, **_: str) -> Answer:
    """Keep what was signed; one code is always unknown."""
    device = world.device_of(secret)
    if body["code"] == "ZZZZZZZZ":
        raise Refusal(404, "unknown_challenge", "Nie ma takiego kodu.")
    said = b"\n".join([b"klucznik-witness-1", body["code"].encode(), device.id.encode()])
    world.witnessed = (said, base64.b64decode(body["signature"]))
    return 200, {"device": device.id}


def license_file(world: World, body: Body, secret: str, **_: str) -> Answer:
    device = world.device_of(secret)
    if device.is_released or device.license.seating == "floating":
        raise Refusal(409, "no_file", "Tej licencji nie używa się bez internetu.")
    device.parts = body["parts"]
    return 200, statements.license_file(world, device)


def keys(world: World, body: Body, secret: str, **_: str) -> Answer:
    listed = [
        {
            "key_id": one.id,
            "public_key": one.public,
            "active_from": "2026-01-01T00:00:00Z",
            "retired_at": None,
            "revoked_at": written(world.now) if one.id in world.revoked else None,
        }
        for one in world.keys
    ]
    return 200, {"keys": listed}


def answer_request(world: World, license: License, request: str) -> str:
    """What the page of a license makes of a request file: a device without a secret, and its license file."""
    plain = base64.urlsafe_b64decode(request + "=" * (-len(request) % 4))
    asked: dict[str, Any] = json.loads(plain)
    assert asked["format"] == "klucznik-request-1"
    assert asked["product"] == license.product
    device = known(world, license, asked, is_person=False)
    device = device or new(world, license, asked, is_person=True)
    return str(statements.license_file(world, device)["file"])
