"""`python -m klucznik_client keys https://konto.example.com` lists the keys to build into a program."""

from __future__ import annotations

import argparse
import sys

from klucznik_client.errors import KlucznikError
from klucznik_client.published import published_keys


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m klucznik_client", description=__doc__)
    parser.add_argument("command", choices=["keys"])
    parser.add_argument("portal", help="the address of the portal, beginning with https://")
    chosen = parser.parse_args(arguments)
    try:
        keys = published_keys(chosen.portal)
    except (KlucznikError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for key in keys:
        state = "revoked" if key.revoked_at else "retired" if key.retired_at else "active"
        state = state if key.is_sound or key.revoked_at else "not sound"
        sys.stdout.write(f"{key.id}  {key.public_key}  {state}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
