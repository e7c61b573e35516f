"""Computers on which the programs of the cast run: some seen this morning, one that will never be seen again."""

from __future__ import annotations

from klucznik.core import clock
from klucznik.demo.casting import person
from klucznik.demo.scenes.licenses import issue, license_of
from klucznik.demo.scenes.order import scene
from klucznik.devices.actions.activating import activate_device
from klucznik.devices.actions.filing import issue_device_file
from klucznik.devices.fingerprints import Machine
from klucznik.devices.models import Activation, Device
from klucznik.devices.presence import note_seen
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.models import License
from klucznik.licensing.terms import Statement

SYSTEM = "Windows 11"
# The old till of the shop broke, and its place with it.
DEAD = "KASA-STARA"


@scene(days_ago=74)
def alfa_installs_its_programs() -> None:
    """Three of three seats of Subiekt GT, six of nine of Subiekt nexo."""
    tills, shop = license_of("alfa", "subiekt-gt"), license_of("alfa", "subiekt-nexo")
    for name in ("KASA-1", "KASA-2", DEAD):
        activate("anna", tills, name, version="1.88")
    for name in ("BIURO-ANNA", "BIURO-BOGNA", "MAGAZYN", "SKLEP-DLUGA", "SKLEP-RYNEK"):
        activate("anna", shop, name, version="60.0")


@scene(days_ago=70)
def beta_installs_its_programs() -> None:
    license = license_of("beta", "subiekt-gt")
    for number in range(1, 9):
        activate("celina", license, f"STANOWISKO-{number}", version="1.87")


@scene(days_ago=41)
def bartek_gets_a_laptop() -> None:
    """It travels without internet, so it took a license file along."""
    place = activate("bartek", license_of("alfa", "subiekt-nexo"), "LAPTOP-BARTEK", version="60.0")
    parts = machine(str(place.license.company_id), "LAPTOP-BARTEK").parts
    issue_device_file(person("bartek"), place, parts=parts)


@scene(days_ago=30)
def beta_shares_three_places() -> None:
    """Places for programs that run at the same time, on five computers."""
    license = issue("beta", "gestor-nexo", amount=3)
    register_license(
        person("celina"), license, way="online", statements=[one.value for one in Statement]
    )
    for number in range(1, 4):
        activate("celina", license, f"SPRZEDAZ-{number}", version="60.0")


@scene(days_ago=29)
def two_more_computers_of_beta_take_their_turn() -> None:
    license = License.objects.get(product__code="gestor-nexo", company__customer_no="K900002")
    for number in (4, 5):
        activate("celina", license, f"SPRZEDAZ-{number}", version="60.0")


@scene(days_ago=10)
def the_unregistered_program_is_started() -> None:
    """From this day its 45 days run."""
    activate("bogna", license_of("alfa", "rewizor-nexo"), "BIURO-BOGNA", version="60.0")


@scene(days_ago=6.5)
def some_computers_are_seen() -> None:
    see(
        "KASA-2",
        "MAGAZYN",
        "SKLEP-RYNEK",
        "STANOWISKO-1",
        "STANOWISKO-2",
        "STANOWISKO-3",
        "STANOWISKO-4",
    )


@scene(days_ago=0.1)
def the_others_are_seen_today() -> None:
    see("KASA-1", "BIURO-ANNA", "BIURO-BOGNA", "SKLEP-DLUGA", "STANOWISKO-5", "STANOWISKO-6")


def activate(who: str, license: License, name: str, *, version: str) -> Activation:
    return activate_device(
        person(who),
        license,
        how=Activation.How.SIGN_IN,
        machine=machine(str(license.company_id), name),
        version=version,
        is_new=True,
    ).activation


def machine(place: str, name: str) -> Machine:
    """A computer that no other resembles."""
    mark = f"{place}.{name}".lower()
    parts = {part: f"{part}.{mark}".ljust(24, "0") for part in ("system", "board", "disk")}
    return Machine(name, SYSTEM, parts)


def see(*names: str) -> None:
    """The programs on these computers asked whether they may work."""
    for device in Device.objects.filter(name__in=names):
        note_seen(device, device.program_version, clock.now())
