"""The stand-in's calls of accounting offices: entities and clients registered, an application shared."""

from __future__ import annotations

import secrets

from klucznik_client.entities import plain
from tests.stub import statements
from tests.stub.people import Answer, Body, person
from tests.stub.world import ALFA, ANNA, License, Refusal, World


def register(world: World, body: Body, secret: str, **_: str) -> Answer:
    """Anna's licenses are those that she registered: with another one the account is the wrong one."""
    person(world, secret)
    tax_id, license = plain(body["tax_id"]), mine(world, body["numbers"])
    if body["choice"] == "later":
        day = world.now.date().fromisoformat(body["first_run_on"] or world.now.date().isoformat())
        world.first_runs.setdefault(tax_id, day)
    else:
        license.entities.append(tax_id)
    told = statements.standing(world, license, tax_id)
    return 201, told | {"company": ALFA["id"], "sentence": f"[{told['state']}]"}


def mine(world: World, numbers: list[str]) -> License:
    known = {one.number: one for one in world.licenses.values() if one.status != "unregistered"}
    for number in numbers:
        if found := known.get(number.upper().replace("-", "")):
            return found
    raise Refusal(
        409,
        "account_mismatch",
        f"Program jest połączony z kontem {ANNA['email']}.",
        account=ANNA["email"],
        companies=[{"id": ALFA["id"], "name": ALFA["name"]}],
    )


def clients(world: World, body: Body, secret: str, **_: str) -> Answer:
    """Two at a time."""
    person(world, secret)
    shown, begin = list(world.office_clients.values()), int(body.get("after", 0))
    after = str(begin + 2) if len(shown) > begin + 2 else None
    return 200, {"clients": shown[begin : begin + 2], "next": after}


def add(world: World, body: Body, secret: str, **_: str) -> Answer:
    person(world, secret)
    made = {**body, "id": secrets.token_hex(8), "state": "registered", "share": None}
    world.office_clients[str(made["id"])] = made
    return 201, made


def share(world: World, body: Body, secret: str, *, client: str, **_: str) -> Answer:
    person(world, secret)
    world.office_clients[client]["share"] = body
    return 201, {"client": client, "state": "invited", "email": body["email"]}


def end_share(world: World, body: Body, secret: str, *, client: str, **_: str) -> Answer:
    person(world, secret)
    if world.office_clients[client]["share"] is None:
        raise Refusal(404, "not_found", "Nic nie jest udostępnione.")
    world.office_clients[client]["share"] = None
    return 200, {"client": client, "state": "ended", "reading_until": None}
