"""Who is written to about the people of a company: importing this registers them all."""

from __future__ import annotations

from klucznik.members.emails import (
    access,
    addresses,
    endings,
    invitations,
    keys,
    other_accounts,
    people,
)

__all__ = ["access", "addresses", "endings", "invitations", "keys", "other_accounts", "people"]
