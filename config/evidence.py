"""What pieces of evidence are worth and how long others may then object: read from text, refused in a sentence."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_address
from typing import Final

POINTS: Final = (
    "qualified_signature=60, trusted_signature=45, some_signatures=25, handwritten=25, "
    "register_code=40, domain=30, contact_code=25, program=20, invoice=10, control_at_most=40, "
    "long_associated=15, was_administrator=15, office=10, "
    "young_account=-10, fresh_contact=-20, risky_sign_in=-10"
)
WAITS: Final = "signed:100=24h, signed:70=72h, signed:25=7d, paper:45=7d, paper:25=14d"
MOST: Final = 200
SHORTEST, LONGEST = timedelta(hours=24), timedelta(days=90)

Band = tuple[str, int, timedelta]


def points(raw: str) -> dict[str, int]:
    """The whole table: what is not named keeps its usual number."""
    usual = {name: int(value) for name, value in _pairs(POINTS)}
    table = dict(usual)
    for name, value in _pairs(raw):
        if name not in usual:
            raise ValueError(f'there is no evidence named "{name}"; known are: {", ".join(usual)}.')
        if not re.fullmatch(r"-?\d{1,3}", value) or abs(int(value)) > MOST:
            raise ValueError(f'"{value}" for {name} is not a whole number up to {MOST}.')
        if int(value) * (-1 if usual[name] < 0 else 1) < 0:
            sign = "above" if usual[name] < 0 else "below"
            raise ValueError(f"{name} may not be {sign} 0.")
        table[name] = int(value)
    return table


def waits(raw: str) -> tuple[Band, ...]:
    """All bands, the best evidence first; they replace the usual ones as a whole."""
    found = [_band(name, value) for name, value in _pairs(raw)]
    for kind in ("signed", "paper"):
        own = sorted((band for band in found if band[0] == kind), key=lambda band: band[1])
        if not own:
            raise ValueError(f"there is no wait for {kind} evidence.")
        if len({band[1] for band in own}) < len(own):
            raise ValueError(f"the same points stand twice for {kind} evidence.")
        lengths = [band[2] for band in own]
        if lengths != sorted(lengths, reverse=True):
            raise ValueError(f"more points may not mean a longer wait ({kind} evidence).")
    return tuple(sorted(found, key=lambda band: (band[0] == "paper", -band[1])))


def longest_days(bands: tuple[Band, ...]) -> int:
    """The longest of the waits, in whole days."""
    return -(-max(band[2] for band in bands) // timedelta(days=1))


def resolver(raw: str) -> tuple[str, int] | None:
    """An address and a port, or nothing."""
    if not raw:
        return None
    address, _colon, port = raw.rpartition(":") if raw.count(":") == 1 else (raw, "", "53")
    try:
        ip_address(address)
    except ValueError:
        raise ValueError(f'"{raw}" is not the address of a server, like 9.9.9.9.') from None
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f'"{port}" is not a port.')
    return address, int(port)


def _pairs(raw: str) -> list[tuple[str, str]]:
    """`name=value` separated by commas."""
    found = []
    for part in (piece.strip() for piece in raw.split(",")):
        name, equals, value = (word.strip() for word in part.partition("="))
        if part and not (name and equals and value):
            raise ValueError(f'"{part}" is not of the form name=value.')
        if part:
            found.append((name, value))
    return found


def _band(name: str, value: str) -> Band:
    kind, _, least = name.partition(":")
    if kind not in ("signed", "paper") or not least.isdecimal() or not 1 <= int(least) <= 1000:
        raise ValueError(f'"{name}" is not signed:POINTS or paper:POINTS.')
    length = re.fullmatch(r"(\d{1,4})([hd])", value)
    if length is None:
        raise ValueError(f'"{value}" is not a wait like 72h or 14d.')
    unit = "hours" if length[2] == "h" else "days"
    wait = timedelta(**{unit: int(length[1])})
    if not SHORTEST <= wait <= LONGEST:
        raise ValueError(f'"{value}" is not from 24h to 90d.')
    return kind, int(least), wait
