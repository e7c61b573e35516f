"""Parts by which a computer is known again. Only salted hashes leave it, different for each program."""

from __future__ import annotations

import contextlib
import ctypes
import getpass
import hashlib
import platform
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

if sys.platform == "win32":
    import winreg


class Machine(Protocol):
    """What the parts are read from. A part that cannot be read is an empty text."""

    @property
    def kind(self) -> str:
        """Linux, Windows or Darwin, as Python names them."""

    def file(self, path: str) -> str: ...
    def files(self, folder: str, pattern: str) -> Iterable[str]: ...
    def output(self, *command: str) -> str: ...
    def registry(self, key: str, name: str) -> str: ...
    def volume(self) -> str: ...
    def network_address(self) -> str: ...
    def user(self) -> str: ...
    def name(self) -> str: ...


def collect(program: str, machine: Machine | None = None, install: str = "") -> dict[str, str]:
    """The parts of this computer as the portal may see them. `install` is a random text kept with the program."""
    machine = machine or ThisMachine()
    read = {"Linux": _linux, "Windows": _windows, "Darwin": _mac}.get(machine.kind, _nothing)
    found = read(machine) | {"user": machine.user(), "name": machine.name(), "install": install}
    return {
        part: hashed(program, part, value)
        for part, value in found.items()
        if _says_something(value)
    }


def hashed(program: str, part: str, value: str) -> str:
    """One part: 32 hex digits that mean nothing to another program."""
    salted = "\n".join(["klucznik-part-1", program, part, value.strip()])
    return hashlib.sha256(salted.encode("utf-8", "replace")).hexdigest()[:32]


def _says_something(value: str) -> bool:
    """Makers of boards leave many fields as they found them."""
    plain = value.strip().lower()
    empty = {"", "none", "unknown", "default string", "not specified", "to be filled by o.e.m."}
    return plain not in empty and bool(set(plain) - set("0-:. "))


def _linux(machine: Machine) -> dict[str, str]:
    serials = [machine.file(path) for path in machine.files("/sys/block", "*/device/serial")]
    serials += [machine.file(path) for path in machine.files("/sys/block", "*/device/wwid")]
    cards = [machine.file(path) for path in machine.files("/sys/class/net", "e*/address")]
    boards = [
        machine.file(f"/sys/class/dmi/id/{name}") for name in ("board_serial", "product_uuid")
    ]
    model = re.search(r"model name\s*:\s*(.+)", machine.file("/proc/cpuinfo"))
    return {
        "system": machine.file("/etc/machine-id") or machine.file("/var/lib/dbus/machine-id"),
        "board": next(filter(_says_something, boards), ""),
        "disk": _first(serials),
        "network": _first(cards) or machine.network_address(),
        "processor": model.group(1) if model else platform.processor(),
    }


def _windows(machine: Machine) -> dict[str, str]:
    bios = r"HARDWARE\DESCRIPTION\System\BIOS"
    maker = ("BaseBoardManufacturer", "BaseBoardProduct", "SystemSKU", "SystemVersion")
    return {
        "system": machine.registry(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"),
        "board": " ".join(machine.registry(bios, name) for name in maker),
        "disk": machine.volume(),
        "network": machine.network_address(),
        "processor": machine.registry(
            r"HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString"
        ),
    }


def _mac(machine: Machine) -> dict[str, str]:
    told = machine.output("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
    named = dict(re.findall(r'"(\w+)" = "([^"]+)"', told))
    return {
        "system": named.get("IOPlatformUUID", ""),
        "board": named.get("IOPlatformSerialNumber", ""),
        "network": machine.network_address(),
        "processor": machine.output("/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"),
    }


def _nothing(machine: Machine) -> dict[str, str]:
    return {"network": machine.network_address()}


def _first(values: Iterable[str]) -> str:
    """The smallest that says something: the order in which a system lists them changes."""
    return min((value.strip() for value in values if _says_something(value)), default="")


class ThisMachine:
    """The computer that the program runs on."""

    kind = platform.system()

    def file(self, path: str) -> str:
        with contextlib.suppress(OSError):
            return Path(path).read_bytes()[:65536].decode("utf-8", "replace").strip()
        return ""

    def files(self, folder: str, pattern: str) -> Iterable[str]:
        with contextlib.suppress(OSError):
            return sorted(str(path) for path in Path(folder).glob(pattern))
        return ()

    def output(self, *command: str) -> str:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(command, capture_output=True, timeout=5, check=True)
            return done.stdout.decode("utf-8", "replace").strip()
        return ""

    def registry(self, key: str, name: str) -> str:
        if sys.platform == "win32":
            with (
                contextlib.suppress(OSError),
                winreg.OpenKey(
                    winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
                ) as found,
            ):
                return str(winreg.QueryValueEx(found, name)[0])
        return ""

    def volume(self) -> str:
        if sys.platform == "win32":
            serial = ctypes.c_ulong()
            drive = "C:\\"
            if ctypes.windll.kernel32.GetVolumeInformationW(
                drive, None, 0, ctypes.byref(serial), None, None, None, 0
            ):
                return f"{serial.value:08x}"
        return ""

    def network_address(self) -> str:
        node = uuid.getnode()
        is_made_up = bool(node >> 40 & 1)
        return "" if is_made_up else f"{node:012x}"

    def user(self) -> str:
        return _tried(getpass.getuser)

    def name(self) -> str:
        return _tried(platform.node)


def _tried(question: Callable[[], str]) -> str:
    try:
        return question()
    except Exception:  # noqa: BLE001 - each system has its own way to say that it does not know
        return ""


def fitting(parts: Mapping[str, str]) -> dict[str, str]:
    """Parts that a program made itself, or ValueError: at most eight known names, each a hash."""
    known = {"system", "board", "disk", "network", "processor", "user", "name", "install"}
    shape = re.compile(r"[A-Za-z0-9_+/=:.-]{16,128}", re.ASCII)
    if not parts or set(parts) - known or not all(shape.fullmatch(one) for one in parts.values()):
        raise ValueError("parts are 1 to 8 of " + ", ".join(sorted(known)) + ", each a hash")
    return dict(parts)
