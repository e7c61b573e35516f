"""Who signs a letter: the names in it, who was asked, and what the machine found; for its claimant and reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from klucznik.core import tokens, vault
from klucznik.declarations.models import CoSignatory, Declaration, Evidence, EvidenceFile, State
from klucznik.declarations.papers import current_files
from klucznik.declarations.scoring import Proof
from klucznik.declarations.voices import CO_SIGNATORY


@dataclass(frozen=True)
class Check:
    """One thing that a machine found in a file, in words; `look` is a kind of status."""

    look: str
    word: str
    text: str


@dataclass(frozen=True)
class Place:
    """Where one signature of the letter stands: made, asked for, refused or missing."""

    name: str
    function: str
    check: Check | None
    asked: CoSignatory | None
    email: str = ""

    @property
    def is_missing(self) -> bool:
        """Nobody asked, and no signature holds."""
        return not self.asked and not (self.check and self.check.look == "ok")


def signatory_secret(public_id: str, nonce: str) -> str:
    """The secret of one signatory's link."""
    return tokens.derive("signatory", public_id, nonce)


def signatory_with(secret: str) -> CoSignatory | None:
    """Whose link this is; one that was taken back is nobody's."""
    found = CoSignatory.objects.select_related("declaration__company", "declaration__claimant")
    return found.filter(secret_hash=tokens.hashed(secret), revoked_at=None).first()


def address_of_signatory(asked: CoSignatory) -> str:
    """Where to write; empty when it was erased with the files of an ended case."""
    return vault.unseal_text(asked.sealed_email, context=CO_SIGNATORY) if asked.sealed_email else ""


def names_of(case: Declaration) -> list[str]:
    """The signatories of the letter."""
    return [str(one["name"]) for one in case.content.get("signatories", [])]


def places(case: Declaration) -> list[Place]:
    """Every signatory of the letter with what is known about their signature."""
    asked = {one.name: one for one in CoSignatory.objects.filter(declaration=case, revoked_at=None)}
    rows = list(signatures(case))
    found = []
    for one in case.content.get("signatories", []):
        own = [row for row in rows if row.details.get("matches") == one["name"]]
        best = min(own, key=lambda row: ORDER.index(row.status), default=None)
        question = asked.get(one["name"])
        found.append(
            Place(
                one["name"],
                one["function"],
                said(best) if best else None,
                question,
                address_of_signatory(question) if question else "",
            )
        )
    return found


ORDER = ["valid", "unknown", "pending", "invalid"]


def signatures(case: Declaration) -> QuerySet[Evidence]:
    """What was found about signatures in the files as they are."""
    rows = Evidence.objects.filter(declaration=case, kind=Proof.SIGNATURE, file__isnull=False)
    return rows.filter(file__removed_at=None).order_by("id")


def checked_files(case: Declaration) -> list[tuple[EvidenceFile, list[Check]]]:
    """The current files, each with what was found in it."""
    kinds = [Proof.SIGNATURE, Proof.CASE_SCAN]
    rows = Evidence.objects.filter(declaration=case, kind__in=kinds, file__isnull=False)
    by_file: dict[int, list[Check]] = {}
    for row in rows.order_by("kind", "key"):
        if row.file_id is not None:
            by_file.setdefault(row.file_id, []).append(said(row))
    return [(file, _once(by_file.get(file.pk, []))) for file in current_files(case)]


def _once(checks: list[Check]) -> list[Check]:
    return list(dict.fromkeys(checks))


def last_signed(case: Declaration) -> EvidenceFile | None:
    """The letter with the signatures that it has so far; none when nobody signed it electronically yet."""
    ours = Evidence.objects.filter(
        declaration=case, kind=Proof.CASE_SCAN, status=Evidence.Status.VALID
    )
    signed = signatures(case).filter(file__in=ours.values("file"))
    row = signed.exclude(status=Evidence.Status.INVALID).select_related("file").last()
    return row.file if row else None


def said(row: Evidence) -> Check:
    """A row in words: who signed, how, and what was not checked."""
    if row.status == Evidence.Status.PENDING:
        return Check("waiting", _("being checked"), "")
    if row.kind == Proof.CASE_SCAN:
        return _said_of_code(row)
    who = row.details.get("signer") or _("somebody")
    text = ", ".join(part for part in (who, _level(row), _when(row)) if part)
    if row.status == Evidence.Status.VALID:
        unchecked = row.details.get("revocation") != "checked"
        note = _("whether the certificate was revoked is not known") if unchecked else ""
        return Check("ok", _("signature checked"), f"{text}; {note}" if note else text)
    if row.status == Evidence.Status.INVALID:
        return Check("problem", _("signature not accepted"), f"{text}: {reason(row)}")
    return Check("attention", _("signature not checked"), f"{text}: {reason(row)}")


def _said_of_code(row: Evidence) -> Check:
    if row.status == Evidence.Status.VALID:
        return Check("ok", _("declaration of this case"), "")
    if row.status == Evidence.Status.INVALID:
        return Check("problem", _("not the declaration of this case"), reason(row))
    return Check("attention", _("could not be checked"), "")


def reason(row: Evidence) -> str:
    """Why a signature does not count."""
    reasons = {
        "altered": _("the file was changed after signing"),
        "changed_after": _("something besides signatures was added after signing"),
        "junk": _("something stands after the end of the file"),
        "revoked": _("the certificate was revoked"),
        "expired": _(
            "the certificate is not valid any more, and no timestamp says when it was used"
        ),
        "too_old": _("the signature is older than the declaration"),
        "other_case": _("it is the declaration of another case"),
        "other_text": _("the text differs from the declaration that we prepared"),
        "no_case": _("it is not under the declaration of this case"),
        "no_anchor": _("the issuer of the certificate is not known here"),
        "spoiled": _("another signature in the same file does not hold"),
        "not_checked_by_machine": _("signatures of this kind are looked at by our reviewers"),
    }
    return reasons.get(str(row.details.get("reason")), _("it cannot be verified"))


def _level(row: Evidence) -> str:
    levels = {
        "qualified": _("qualified signature"),
        "seal": _("seal of the company"),
        "trusted_profile": _("podpis zaufany"),
        "personal": _("podpis osobisty"),
        "advanced": _("advanced signature"),
    }
    return levels.get(str(row.details.get("level")), "")


def _when(row: Evidence) -> str:
    try:
        at = datetime.fromisoformat(str(row.details.get("signed_at")))
    except ValueError:
        return ""
    return date_format(timezone.localtime(at)) if at.tzinfo else ""


def note_to_claimant(case: Declaration) -> str:
    """What the last reviewer wrote about a refusal or an undoing; the forms say that the claimant reads it."""
    return case.outcome_note if case.state in (State.REJECTED, State.REVERTED) else ""
