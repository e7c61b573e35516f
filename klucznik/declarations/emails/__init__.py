"""Who is told what about a case: importing this registers all messages."""

from __future__ import annotations

from klucznik.declarations.emails import proofs, steps
from klucznik.declarations.emails.telling import OTHERS, case_of, tell_claimant, tell_others

__all__ = ["OTHERS", "case_of", "proofs", "steps", "tell_claimant", "tell_others"]
