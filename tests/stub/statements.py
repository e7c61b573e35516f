"""Signed answers and license files of the stand-in, judged in the simplest way that the design allows."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from klucznik_client.values import written
from tests.stub.world import ALFA, Device, License, World

SENTENCES = {
    "valid": ("Licencja jest ważna.", "The license is valid."),
    "in_grace": ("Licencja skończyła się, trwa okres karencji.", "The license is in its grace."),
    "expired": ("Licencja skończyła się.", "The license has ended."),
    "awaiting": ("Rejestracja czeka na akceptację.", "The registration waits for acceptance."),
    "unregistered": ("Licencja nie jest zarejestrowana.", "The license is not registered."),
    "suspended": ("Licencja jest zawieszona.", "The license is suspended."),
    "revoked": ("Licencja została cofnięta.", "The license was revoked."),
    "released": ("To urządzenie zostało zwolnione.", "This device was released."),
    "no_seat": ("Wszystkie stanowiska są zajęte.", "All seats are taken."),
}
STEPS = {"in_grace": "renew", "expired": "renew", "unregistered": "register", "released": "sign_in"}


def judged(world: World, device: Device) -> tuple[str, str]:
    """The verdict and its mode."""
    license, today = device.license, world.now.date()
    if device.is_released:
        return "released", "read_only"
    if license.status in {"suspended", "revoked"}:
        return license.status, "read_only"
    if license.seating == "floating" and not world.takes_seat(device):
        return "no_seat", "read_only"
    if license.valid_to is not None and license.grace_to is not None and today > license.valid_to:
        return ("in_grace", "full") if today <= license.grace_to else ("expired", license.at_end)
    if license.status in {"awaiting", "unregistered"}:
        return license.status, "full"
    return "valid", "full"


def answer(
    world: World, device: Device, *, nonce: str = "", language: str = "pl", entity: str = ""
) -> dict[str, Any]:
    """What a check answers: the words, and everything that counts in a signed part."""
    license, (verdict, mode) = device.license, judged(world, device)
    content = {
        "v": 1,
        "verdict": verdict,
        "mode": mode,
        "license": license.id,
        "device": device.id,
        "product": license.product,
        "at": written(world.now),
        "next_contact_at": written(world.now + timedelta(days=license.check_days)),
        "works_until": written(holds_until(world, license)),
        "valid_to": license.valid_to and license.valid_to.isoformat(),
        "grace_to": license.grace_to and license.grace_to.isoformat(),
        "size": license.size,
        "metric": license.metric,
        "taken": len(world.holders(license)),
        "nonce": nonce,
    } | ({"entity": standing(world, license, entity)} if entity else {})
    step = STEPS.get(verdict, "none")
    said = SENTENCES[verdict][0 if language == "pl" else 1]
    words = {
        "sentence": said,
        "language": language,
        "next_step": {"code": step, "sentence": f"[{step}]", "url": ""},
        "notices": license.notices,
    }
    told = content.get("entity")
    if told:
        words["entity"] = told | {"sentence": f"[{told['state']}]"}
    return content | words | {"signed": world.key.sign("answer", content)}


def standing(world: World, license: License, tax_id: str) -> dict[str, Any]:
    """An entity of an office: registered, or with 60 days from the first question about it."""
    if tax_id in license.entities:
        return {"tax_id": tax_id, "state": "registered", "read_only_from": None}
    first = world.first_runs.setdefault(tax_id, world.now.date())
    day = first + timedelta(days=60)
    state = "read_only" if world.now.date() >= day else "unregistered"
    return {"tax_id": tax_id, "state": state, "read_only_from": day.isoformat()}


def holds_until(world: World, license: License) -> datetime:
    """As long as the product allows, but not past the day on which the program would do less."""
    latest = world.now + timedelta(days=license.offline_days)
    if license.grace_to is None or license.at_end == "full":
        return latest
    turn = datetime.combine(license.grace_to + timedelta(days=1), time(), UTC)
    return min(latest, turn) if turn > world.now else latest


def license_file(world: World, device: Device) -> dict[str, Any]:
    """A new license file for a device; its counter never stands still."""
    device.counter += 1
    device.file_until = holds_until(world, device.license)
    content = general(world, device.license) | {
        "device": {"id": device.id, "name": device.name, "parts": device.parts},
        "counter": device.counter,
        "mode": judged(world, device)[1],
    }
    return {
        "file": world.key.sign("device", content),
        "expires_at": content["expires"],
        "counter": device.counter,
    }


def registration_file(world: World, license: License) -> str:
    return world.key.sign("registration", general(world, license))


def general(world: World, license: License) -> dict[str, Any]:
    """What both kinds of files say of a license."""
    return {
        "v": 1,
        "license": license.id,
        "number": license.masked,
        "product": license.product,
        "edition": license.edition,
        "company": {"name": ALFA["name"], "tax_id": ALFA["tax_id"]},
        "size": license.size,
        "metric": license.metric,
        "features": [],
        "issued": written(world.now),
        "expires": written(holds_until(world, license)),
        "valid_from": "2026-01-01",
        "valid_to": license.valid_to and license.valid_to.isoformat(),
        "grace_to": license.grace_to and license.grace_to.isoformat(),
        "at_end": license.at_end,
        "version_to": license.version_to and license.version_to.isoformat(),
        "mode": "full",
    }
