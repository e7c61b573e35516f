"""Who is written to about licenses: importing this registers them all."""

from __future__ import annotations

from klucznik.licensing.emails import apps, endings, registering, stopping, transfers

__all__ = ["apps", "endings", "registering", "stopping", "transfers"]
