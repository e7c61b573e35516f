"""A MaxMind file in which every address lies in Kraków: the smallest that there can be, written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MARK = b"\xab\xcd\xefMaxMind.com"
NODES = 1


def write_file(path: Path) -> Path:
    """One node of the tree, both of whose branches lead to the one record."""
    city = {"names": {"en": "Kraków", "pl": "Kraków"}}
    country = {"names": {"en": "Poland", "pl": "Polska"}}
    record = NODES + 16  # the first byte of the data
    tree = record.to_bytes(3, "big") * 2
    about = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": 1_790_000_000,
        "database_type": "Test",
        "ip_version": 4,
        "languages": [],
        "description": {},
        "node_count": NODES,
        "record_size": 24,
    }
    data = _packed({"city": city, "country": country})
    path.write_bytes(tree + bytes(16) + data + MARK + _packed(about))
    return path


def _packed(value: Any, name: str = "") -> bytes:
    match value:
        case dict():
            inside = b"".join(_packed(key) + _packed(one, key) for key, one in value.items())
            return bytes([7 << 5 | len(value)]) + inside
        case list():
            return bytes([len(value), 11 - 7]) + b"".join(map(_packed, value))
        case str():
            return bytes([2 << 5 | len(value.encode())]) + value.encode()
        case int() if name == "build_epoch":
            return bytes([8, 9 - 7]) + value.to_bytes(8, "big")
        case int() if name == "node_count":
            return bytes([6 << 5 | 4]) + value.to_bytes(4, "big")
        case int():
            return bytes([5 << 5 | 2]) + value.to_bytes(2, "big")
    raise TypeError(value)
