"""The stand-in's calls of cloud applications: who opens what, whom an office serves, the invitation sent again."""

from __future__ import annotations

from typing import Any

from tests.stub.people import person
from tests.stub.world import Refusal, World

Body = dict[str, Any]
Answer = tuple[int, Body]


def access(world: World, body: Body, secret: str, *, place: str, product: str) -> Answer:
    person(world, secret)
    answer = world.accesses.get((place, product))
    if answer is None:
        raise Refusal(404, "not_found", "Pod tym adresem nic nie ma.")
    return 200, {"product": product, "name": product, "since": None, "until": None} | answer


def clients(world: World, body: Body, secret: str, **_: str) -> Answer:
    """Two at a time, so that paging is tried."""
    person(world, secret)
    begin = int(body.get("after") or 0)
    further = str(begin + 2) if len(world.clients) > begin + 2 else None
    return 200, {"clients": world.clients[begin : begin + 2], "next": further}


def client(world: World, body: Body, secret: str, *, client: str) -> Answer:
    person(world, secret)
    found = next((one for one in world.clients if one["id"] == client), None)
    if found is None:
        raise Refusal(404, "not_found", "Pod tym adresem nic nie ma.")
    return 200, found


def find_share(world: World, body: Body, secret: str, **_: str) -> Answer:
    world.asked_for.append((body["tax_id"], body["license_number"]))
    if len(world.asked_for) > world.most_finds:
        raise Refusal(429, "too_many_tries", "Zbyt wiele prób. Spróbuj za 60 minut.")
    return 202, {"sentence": "Jeśli numer pasuje, zaproszenie zostało wysłane ponownie."}
