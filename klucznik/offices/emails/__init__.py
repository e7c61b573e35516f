"""Who is written to about offices, their clients and shares: importing this registers them all."""

from __future__ import annotations

from klucznik.offices.emails import (
    client_side,
    ending,
    finding,
    lapsing,
    sharing,
    staffing,
    turning,
)

__all__ = ["client_side", "ending", "finding", "lapsing", "sharing", "staffing", "turning"]
