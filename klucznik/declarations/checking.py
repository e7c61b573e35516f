"""What the machine finds in an uploaded file: signatures and the code of the letter. It advises, it never decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.declarations.documents import DeclarationContent, declaration_pdf
from klucznik.declarations.models import Declaration, Evidence, EvidenceFile
from klucznik.declarations.papers import content_of, file_data
from klucznik.declarations.registers import registered_number
from klucznik.declarations.scoring import Proof
from klucznik.declarations.signed import Findings, Signature
from klucznik.declarations.signed.names import matching, sealed_by
from klucznik.declarations.signed.pages import read_pages
from klucznik.declarations.signed.pdf import is_signed, read_pdf
from klucznik.declarations.signed.ties import Tie, tie
from klucznik.declarations.signed.xml import read_asice, read_xades

VALID, INVALID, UNKNOWN = Evidence.Status.VALID, Evidence.Status.INVALID, Evidence.Status.UNKNOWN
# What is certainly wrong; everything else that does not hold could not be checked.
WRONG: Final = frozenset({"altered", "changed_after", "junk", "revoked"})
PDF: Final = "application/pdf"
CONTAINERS: Final = {"xades": read_xades, "asice": read_asice}
A_CLOCK_GOES_WRONG_BY: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Outcome:
    """One row of evidence about a file."""

    proof: Proof
    key: str
    status: str
    details: dict[str, Any] = field(default_factory=dict)


def may_be_signed(file: EvidenceFile) -> bool:
    """Whether a file of this type can carry electronic signatures at all."""
    return file.media_type == PDF or file.kind in CONTAINERS


def outcomes(file: EvidenceFile) -> list[Outcome]:
    """Everything that a machine can say about a file of a letter."""
    case = file.declaration
    if not case.content:
        return []
    content = content_of(case)
    findings, found = _examine(file, content)
    rows = [
        Outcome(Proof.SIGNATURE, f"{file.public_id}:{number}", *_judge(one, findings, found, case))
        for number, one in enumerate(findings.signatures, 1)
    ]
    if found == Tie.NONE:
        return rows
    status = VALID if found.is_ours else INVALID
    match = {"match": found.value} if found.is_ours else {"reason": found.value}
    return [*rows, Outcome(Proof.CASE_SCAN, file.public_id, status, match)]


def unknown(file: EvidenceFile) -> Outcome:
    """The row of a file that could not be looked at."""
    proof = Proof.SIGNATURE if may_be_signed(file) else Proof.CASE_SCAN
    key = f"{file.public_id}:1" if proof == Proof.SIGNATURE else file.public_id
    return Outcome(proof, key, UNKNOWN, {"reason": "cannot_be_verified"})


def _examine(file: EvidenceFile, content: DeclarationContent) -> tuple[Findings, Tie]:
    """The signatures of a file, and which letter it is."""
    data = file_data(file)
    if reader := CONTAINERS.get(file.kind):
        signatures, documents = reader(data)
        return Findings(tuple(signatures)), _tie_of(documents, content)
    if file.media_type == PDF and is_signed(data):
        findings = read_pdf(data, original=declaration_pdf(content))
        if findings.exact:
            return findings, Tie.EXACT
        return findings, tie(content, *read_pages(data, media_type=PDF))
    return Findings(), tie(content, *read_pages(data, media_type=file.media_type))


def _tie_of(documents: list[bytes], content: DeclarationContent) -> Tie:
    """Which letter lies in a container; of several documents a foreign one counts first."""
    original = declaration_pdf(content)
    found = []
    for data in documents:
        if data == original:
            found.append(Tie.EXACT)
        elif data.startswith(b"%PDF-"):
            found.append(tie(content, *read_pages(data, media_type=PDF)))
        else:
            kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            found.append(tie(content, *read_pages(data, media_type=kind)))
    foreign = [one for one in found if one.is_foreign]
    ours = [one for one in found if one.is_ours]
    return [*foreign, *ours, Tie.NONE][0]


def _judge(
    one: Signature, findings: Findings, found: Tie, case: Declaration
) -> tuple[str, dict[str, Any]]:
    """Whether a signature counts for this case, and what reviewers read about it."""
    reason = _reason(one, findings, found, case)
    wrong = found.is_foreign or reason in WRONG or reason == "too_old"
    status = INVALID if wrong else UNKNOWN if reason else VALID
    return status, {
        "signer": one.name or one.organization,
        "level": one.level,
        "issuer": one.issuer,
        "signed_at": one.signed_at,
        "stamped": one.stamped,
        "revocation": one.revocation,
        "matches": _matches(one, case),
        "reason": reason,
    }


def _reason(one: Signature, findings: Findings, found: Tie, case: Declaration) -> str:
    """The first thing that is wrong, or not known; empty when the signature holds and is of this letter."""
    if found.is_foreign:
        return found.value
    if one.reason in WRONG:
        return one.reason
    if _is_too_old(one, case):
        return "too_old"
    if one.reason:
        return one.reason
    if not findings.is_whole:
        return "spoiled"
    return "" if found.is_ours else "no_case"


def _is_too_old(one: Signature, case: Declaration) -> bool:
    """Nobody signs a letter before it was written. Signatures tell the real time, cases the time of their clock."""
    try:
        signed_at = datetime.fromisoformat(one.signed_at)
    except ValueError:
        return False
    if signed_at.tzinfo is None:
        return False
    ahead = clock.now() - timezone.now()
    return signed_at < case.prepared_at - ahead - A_CLOCK_GOES_WRONG_BY


def _matches(one: Signature, case: Declaration) -> str:
    """Whose signature of the letter this is; a seal is the company's."""
    if one.level == "seal":
        company = case.company
        number = registered_number(case) if company.country == TaxId.HOME else ""
        is_theirs = sealed_by(
            one, country=company.country, tax_number=company.tax_number, krs=number
        )
        return company.name if is_theirs else ""
    return matching(one, [str(each["name"]) for each in case.content.get("signatories", [])])
