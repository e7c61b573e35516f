"""Plays of the articles about computers: freeing a place, moving, working offline, a program that signs in."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from klucznik.core import clock
from klucznik.devices.fingerprints import Machine
from klucznik.licensing.models import License
from tests import factories
from tests.devices.test_activate_offline import asked, encoded
from tests.help.plays import Play, do, enter, play, see, send
from tests.programs import asking

LICENSE = {"company": "{alfa.public_id}", "license": "{alfa_license.public_id}"}
PLACE = LICENSE | {"place": "{place.public_id}"}


def full(things: SimpleNamespace) -> None:
    """Two computers hold both places; a third was freed while its license file lives."""
    License.objects.filter(pk=things.alfa_license.pk).update(amount=2)
    things.place, _other = (factories.activation(things.alfa_license) for _ in range(2))


def returning(things: SimpleNamespace) -> None:
    gone = factories.activation(things.alfa_license)
    gone.ended_at, gone.ended = clock.now(), "person"
    gone.seat_until = clock.now() + timedelta(days=5)
    gone.save()


def requests(things: SimpleNamespace) -> None:
    """A new computer, and one that resembles it."""
    factories.signing_key()
    machine = factories.machine()
    alike = Machine("NOWY", machine.system, machine.parts | {"disk": "disk-of-another-computer"})
    things.request, things.alike = encoded(asked(machine)), encoded(asked(alike))


def program_asks(things: SimpleNamespace) -> None:
    things.code = asking.Program().begin().json()["user_code"]


PLAYS: dict[str, Play] = {
    "free-device": play(
        enter("anna"),
        see("licensing:products", company="{alfa.public_id}"),
        see("devices:devices", **LICENSE),
        see("devices:free", **PLACE),
        send("devices:free", {}, **PLACE),
        do(returning),
        see("devices:devices", **LICENSE),
        stage=full,
    ),
    "new-computer": play(
        enter("anna"),
        see("licensing:products", company="{alfa.public_id}"),
        see("devices:devices", **LICENSE),
        send("devices:free", {}, **PLACE),
        do(returning),
        see("devices:devices", **LICENSE),
        stage=full,
    ),
    "offline-computer": play(
        enter("bogna"),
        see("licensing:products", company="{alfa.public_id}"),
        see("devices:devices", **LICENSE),
        see("devices:offline", **LICENSE),
        send("devices:offline", {"request": "{request}"}, **LICENSE),
        send("devices:offline", {"request": "{alike}"}, status=422, **LICENSE),
        stage=requests,
    ),
    "program-sign-in": play(
        enter("anna"),
        see("program:enter"),
        send("program:enter", {"code": "{code}"}),
        send("program:allow", {}),
        see("programs:programs"),
        stage=program_asks,
    ),
}
