"""The stand-in's calls of people: signing in, registering licenses and entities, freeing devices."""

from __future__ import annotations

import secrets
from typing import Any

from klucznik_client.values import written
from tests.stub.world import ALFA, ANNA, Refusal, SignIn, World

Body = dict[str, Any]
Answer = tuple[int, Body]
STATEMENTS = {"license_terms", "subscription_information", "data_processing"}


def begin_sign_in(world: World, body: Body, secret: str, **_: str) -> Answer:
    user_code, device_code = "KLUC-" + secrets.token_hex(2).upper(), secrets.token_urlsafe(24)
    world.sign_ins[device_code] = SignIn(user_code)
    address = "https://konto.example.com/program"
    return 201, {
        "device_code": device_code,
        "user_code": user_code,
        "verification_url": address,
        "verification_url_complete": f"{address}?code={user_code}",
        "expires_in": 600,
        "interval": 5,
    }


def poll(world: World, body: Body, secret: str, **_: str) -> Answer:
    sign_in = world.sign_ins.get(body["device_code"])
    if sign_in is None:
        raise Refusal(400, "expired_token", "Ten kod stracił ważność.")
    if sign_in.state != "confirmed":
        raise Refusal(400, sign_in.state)
    del world.sign_ins[body["device_code"]]
    token = "klt_" + secrets.token_urlsafe(24)
    world.tokens.add(token)
    return 200, {"token": token, "token_type": "Bearer", "expires_in": 3600, "person": ANNA}


def person(world: World, secret: str) -> None:
    if secret not in world.tokens:
        raise Refusal(401, "not_signed_in", "Zaloguj się.")


def sign_out(world: World, body: Body, secret: str, **_: str) -> Answer:
    person(world, secret)
    world.tokens.discard(secret)
    return 204, {}


def me(world: World, body: Body, secret: str, **_: str) -> Answer:
    person(world, secret)
    return 200, ANNA | {"companies": world.companies}


def register(world: World, body: Body, secret: str, **_: str) -> Answer:
    person(world, secret)
    license = world.license(body["number"])
    if ALFA["id"] != body.get("company") and ALFA["tax_id"] != body.get("tax_id"):
        raise Refusal(422, "company_unknown", "Nie znamy tej firmy.", field="tax_id")
    if set(body["statements"]) != STATEMENTS:
        raise Refusal(422, "statements_missing", "Zaakceptuj warunki licencji.", field="statements")
    if license.status != "unregistered":
        raise Refusal(409, "already_registered", "Ta licencja jest już zarejestrowana.")
    license.status = "awaiting" if license.needs_acceptance else "registered"
    return 200, {
        "license": license.id,
        "status": license.status,
        "next_step": {"code": "none", "sentence": "", "url": ""},
        "activation_code_sent": license.variant == "office",
    }


def register_entity(world: World, body: Body, secret: str, *, license: str) -> Answer:
    person(world, secret)
    return add_entity(world, license, body)


def register_entity_by_code(world: World, body: Body, secret: str, **_: str) -> Answer:
    license = world.license(body["number"])
    if body["activation_code"] != license.code:
        raise Refusal(422, "code_wrong", "Ten kod nie pasuje do licencji.", field="activation_code")
    return add_entity(world, license.id, body)


def add_entity(world: World, license_id: str, body: Body) -> Answer:
    license = world.license(license_id)
    if len(license.entities) >= license.size:
        raise Refusal(409, "no_entity_left", "Limit podmiotów jest wykorzystany.")
    if body["tax_id"] in license.entities:
        raise Refusal(409, "entity_known", "Ten podmiot jest już zarejestrowany.")
    license.entities.append(body["tax_id"])
    return 201, {"license": license.id, "tax_id": body["tax_id"], "name": body["name"]}


def devices(world: World, body: Body, secret: str, *, license: str) -> Answer:
    person(world, secret)
    held = world.holders(world.license(license))
    shown = [one.shown() for one in held if not one.is_released]
    begin = int(body.get("after", 0))
    after = str(begin + 2) if len(shown) > begin + 2 else None
    return 200, {"devices": shown[begin : begin + 2], "next": after}


def release_device(world: World, body: Body, secret: str, *, device: str) -> Answer:
    person(world, secret)
    for one in world.devices:
        if one.id == device and not one.is_released:
            one.is_released = True
            lives = one.file_until if world.takes_seat(one) else None
            return 200, {"seat_returns_at": lives and written(lives)}
    raise Refusal(404, "not_found", "Nie ma takiego urządzenia.")
