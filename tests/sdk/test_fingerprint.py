"""The parts of a computer: hashed with the program's name, the same tomorrow, and nothing else leaves it."""

from __future__ import annotations

import re

import pytest

from klucznik_client import fingerprint


class Given:
    """A computer as somebody describes it."""

    def __init__(self, kind, **told):
        self.kind, self.told = kind, told

    def file(self, path):
        return self.told.get("files", {}).get(path, "")

    def files(self, folder, pattern):
        ending = pattern.rpartition("*")[2]
        found = self.told.get("files", {})
        return [path for path in found if path.startswith(folder) and path.endswith(ending)]

    def output(self, *command):
        return self.told.get("outputs", {}).get(command[0], "")

    def registry(self, key, name):
        return self.told.get("registry", {}).get(name, "")

    def volume(self):
        return self.told.get("volume", "")

    def network_address(self):
        return self.told.get("address", "")

    def user(self):
        return "anna"

    def name(self):
        return "KASA-1"


LINUX = Given(
    "Linux",
    files={
        "/etc/machine-id": "0123456789abcdef0123456789abcdef",
        "/sys/class/dmi/id/board_serial": "Default string",
        "/sys/class/dmi/id/product_uuid": "4c4c4544-0042",
        "/sys/block/sdb/device/serial": "ZZ9",
        "/sys/block/sda/device/serial": "AA1",
        "/sys/class/net/eth0/address": "00:00:00:00:00:00",
        "/sys/class/net/eth1/address": "52:54:00:12:34:56",
        "/proc/cpuinfo": "vendor_id : X\nmodel name\t: Some Processor 3000\nflags : y",
    },
)
WINDOWS = Given(
    "Windows",
    registry={
        "MachineGuid": "6f1d3a0c-1111-2222-3333-444455556666",
        "BaseBoardManufacturer": "Maker",
        "BaseBoardProduct": "Board 7",
        "ProcessorNameString": "Some Processor 3000",
    },
    volume="1c2d3e4f",
    address="525400123456",
)
MAC = Given(
    "Darwin",
    outputs={
        "/usr/sbin/ioreg": '"IOPlatformUUID" = "AAAA-1"\n"IOPlatformSerialNumber" = "C02X"',
        "/usr/sbin/sysctl": "Some Processor",
    },
    address="525400123456",
)


def raw(machine):
    """Everything that can be read there, as it stands."""
    told = [machine.user(), machine.name()]
    for value in machine.told.values():
        told += value.values() if isinstance(value, dict) else [value]
    return told


@pytest.mark.parametrize(
    ("machine", "parts"),
    [
        (LINUX, {"system", "board", "disk", "network", "processor", "user", "name"}),
        (WINDOWS, {"system", "board", "disk", "network", "processor", "user", "name"}),
        (MAC, {"system", "board", "network", "processor", "user", "name"}),
        (Given("Plan 9", address="525400123456"), {"network", "user", "name"}),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_each_system_tells_what_it_can_as_hashes_only(machine, parts):
    found = fingerprint.collect("subiekt-gt", machine)

    assert set(found) == parts
    assert all(re.fullmatch("[0-9a-f]{32}", value) for value in found.values())
    assert not [text for text in raw(machine) if text and text in str(found)]


def test_two_programs_see_two_computers():
    one, other = (fingerprint.collect(name, LINUX) for name in ("subiekt-gt", "rewizor-gt"))

    assert not set(one.values()) & set(other.values())


def test_the_same_computer_is_the_same_whatever_the_order_of_its_disks():
    turned = dict(reversed(LINUX.told["files"].items()))

    assert fingerprint.collect("x", Given("Linux", files=turned)) == fingerprint.collect("x", LINUX)


@pytest.mark.parametrize("text", ["", "  ", "None", "To be filled by O.E.M.", "0000-00", "00:00"])
def test_what_makers_leave_empty_is_no_part(text):
    bare = Given("Linux", files={"/sys/class/dmi/id/board_serial": text})

    assert set(fingerprint.collect("x", bare)) == {"user", "name"}


def test_the_installation_is_a_part_when_the_program_keeps_one():
    one = fingerprint.collect("x", LINUX, install="a" * 32)
    other = fingerprint.collect("x", LINUX, install="b" * 32)

    assert {part for part in one if one[part] != other[part]} == {"install"}


def test_this_computer_can_be_read_without_an_error():
    parts = fingerprint.collect("subiekt-gt", install="a" * 32)

    assert parts == fingerprint.fitting(parts)
    assert parts == fingerprint.collect("subiekt-gt", install="a" * 32)


@pytest.mark.parametrize(
    "parts", [{}, {"color": "a" * 32}, {"disk": "short"}, {"disk": "a" * 129}, {"disk": "ż" * 32}]
)
def test_parts_of_a_programs_own_making_are_looked_at(parts):
    with pytest.raises(ValueError, match="parts are"):
        fingerprint.fitting(parts)


def test_a_computer_keeps_its_name_of_the_installation(computer, portal):
    desk = computer()

    first = desk.start(parts=None)
    second = desk.start(parts=None)

    assert first._parts == second._parts
