"""The version of this package, as it calls itself before the portal."""

from __future__ import annotations

VERSION = "0.1.0"
