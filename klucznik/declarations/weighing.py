"""What the evidence of one case comes to: read from its rows, its decisions and its letter."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from klucznik.declarations.impartiality import standing_decisions
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Decision, Declaration, Evidence
from klucznik.declarations.papers import current_files
from klucznik.declarations.proofs import held
from klucznik.declarations.scoring import (
    CONTROL,
    Band,
    Proof,
    Representation,
    Rules,
    Weight,
    wait,
    weigh,
)

Found = Decision.Representation
QUALIFIED = frozenset({"qualified", "seal"})
TRUSTED = QUALIFIED | {"trusted_profile", "personal"}
# From the weakest to the strongest of what a reviewer can find.
ORDER = (Found.HANDWRITTEN, Found.SOME, Found.COMPLETE)


def rules() -> Rules:
    """The operator's numbers."""
    bands = tuple(
        Band(kind == "signed", least, length) for kind, least, length in settings.EVIDENCE_WAITS
    )
    return Rules(settings.EVIDENCE_POINTS, bands)


def weight_of(case: Declaration, found: str = "") -> Weight:
    """The sum as it stands; before the reviewers decided, with what the files suggest ("up to").

    With `found`, as if this were what reviewers found about who signed.
    """
    proofs = {Proof(row.kind) for row in held(case)} & set(CONTROL)
    standing = set(letter_of(case.kind).standing(case))
    representation = _meant(case, found) if found else representation_of(case)
    return weigh(rules(), representation, proofs | standing)


def suffices_in_time(case: Declaration, found: str = "") -> bool:
    """Whether it is enough as soon as the account is no longer young, which comes by itself."""
    now = weight_of(case, found)
    later = weigh(rules(), now.representation, now.proofs - {Proof.YOUNG_ACCOUNT})
    return wait(rules(), later) is not None


def weighed_wait(case: Declaration) -> timedelta | None:
    """How long others may object by the evidence alone; None: too little."""
    return wait(rules(), weight_of(case))


def is_decided(case: Declaration) -> bool:
    """Whether a reviewer's word stands behind the representation."""
    return bool(_approvals(case))


def representation_of(case: Declaration) -> Representation | None:
    """The weakest of what approving reviewers found; without any decision what the files suggest."""
    approvals = _approvals(case)
    if not approvals:
        return suggested(case)
    named = [Found(one.representation) for one in approvals if one.representation]
    if len(named) < len(approvals):
        return None
    return _meant(case, min(named, key=ORDER.index))


def _meant(case: Declaration, found: str) -> Representation | None:
    """What a reviewer's finding counts as, by the signatures that hold."""
    if found == Found.COMPLETE:
        return signed_by_all(case)
    if found == Found.SOME:
        return Representation.SOME if signed_by_some(case) else None
    return Representation.HANDWRITTEN


def suggested(case: Declaration) -> Representation | None:
    """What the files look like to a machine."""
    levels = _levels(case)
    if complete := _by_all(case, levels):
        return complete
    if _by_some(case, levels):
        return Representation.SOME
    return Representation.HANDWRITTEN if current_files(case).exists() else None


def signed_by_all(case: Declaration) -> Representation | None:
    """Everybody named in the letter, or the company by its seal; as strong as the weakest of them."""
    return _by_all(case, _levels(case))


def signed_by_some(case: Declaration) -> bool:
    """At least one of those named in the letter, in a way that counts."""
    return _by_some(case, _levels(case))


def signed_by_each(case: Declaration) -> bool:
    """Everybody named in the letter by name; a seal of one company stands for none of them."""
    levels = _levels(case)
    needed = _needed(case)
    return bool(needed) and all(levels.get(name, set()) & TRUSTED for name in needed)


def _by_all(case: Declaration, levels: dict[str, set[str]]) -> Representation | None:
    if "seal" in levels.get(_plain(case.company.name), set()):
        return Representation.QUALIFIED
    needed = _needed(case)
    if not needed or any(not levels.get(name, set()) & TRUSTED for name in needed):
        return None
    if all(levels[name] & QUALIFIED for name in needed):
        return Representation.QUALIFIED
    return Representation.TRUSTED


def _by_some(case: Declaration, levels: dict[str, set[str]]) -> bool:
    return any(levels.get(name, set()) & TRUSTED for name in _needed(case))


def signature_rows(case: Declaration) -> list[Evidence]:
    """What machines found out about the signatures in files that still stand."""
    rows = Evidence.objects.filter(declaration=case, kind=Proof.SIGNATURE)
    return list(rows.exclude(file__removed_at__isnull=False).order_by("id"))


def _needed(case: Declaration) -> list[str]:
    """The names in the letter."""
    return [_plain(one["name"]) for one in case.content.get("signatories", [])]


def _levels(case: Declaration) -> dict[str, set[str]]:
    """How each matching signatory signed, of what holds."""
    found: dict[str, set[str]] = {}
    for row in held(case):
        name = _plain(str(row.details.get("matches", "")))
        if row.kind == Proof.SIGNATURE and name:
            found.setdefault(name, set()).add(str(row.details.get("level", "")))
    return found


def _approvals(case: Declaration) -> list[Decision]:
    """Approvals that stand, in the round of now."""
    return [one for one in standing_decisions(case) if one.verdict == Decision.Verdict.APPROVE]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
