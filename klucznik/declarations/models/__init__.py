"""A signed letter to the vendor and all that happens to it: one case, its evidence, decisions and objections."""

from __future__ import annotations

from klucznik.declarations.models.cases import (
    EFFECTIVE,
    ENDS,
    LICENSE_KINDS,
    ROLE_KINDS,
    Declaration,
    DeclarationQuerySet,
    Kind,
    State,
    state_in_words,
)
from klucznik.declarations.models.decisions import Decision
from klucznik.declarations.models.evidence import (
    CoSignatory,
    Evidence,
    EvidenceFile,
    RegisterSnapshot,
)
from klucznik.declarations.models.voices import Contest, ContestVote, Notified

__all__ = [
    "EFFECTIVE",
    "ENDS",
    "LICENSE_KINDS",
    "ROLE_KINDS",
    "CoSignatory",
    "Contest",
    "ContestVote",
    "Decision",
    "Declaration",
    "DeclarationQuerySet",
    "Evidence",
    "EvidenceFile",
    "Kind",
    "Notified",
    "RegisterSnapshot",
    "State",
    "state_in_words",
]
