"""How often programs may ask, and how often a code may be guessed; each try in a commit of its own."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.core import provenance
from klucznik.limits.counting import consume


def count_beginning() -> None:
    consume(program__begin__address=_network())


def count_code(actor: User) -> None:
    """Nothing is forgiven: whoever has a code of their own could guess on with it."""
    consume(program__code__account=actor.pk, program__code__address=_network())


def count_poll() -> None:
    consume(program__token__address=_network())


def _network() -> str:
    return provenance.network_of(provenance.current().address)
