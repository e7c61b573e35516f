"""Verify histories for the operator: the database, a receipt, a downloaded file; what was found as lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId, WrongTaxId
from klucznik.declarations.printed_receipts import fingerprint, printed_receipt
from klucznik.declarations.receipts_of_cases import wrong_steps
from klucznik.events import documents, receipts
from klucznik.events.verifying import Chain, chains, verify_chain, waiting

Answer = tuple[list[str], bool]
MOST_BYTES = 10 << 20


class Unknown(Exception):
    """There is no such company, or no such receipt; the text says it."""


def check_database(
    say: Callable[[str], object], *, company: str | None, receipt: Path | None
) -> Answer:
    """Every chain, or the one of a company or of a receipt; each is told as soon as it is walked."""
    given = read_receipt(receipt) if receipt else None
    if company:
        names: Iterator[str] = iter([company_of(company).public_id])
    elif given:
        names = iter([str(given["chain"])])
    else:
        names = chains()
    unsealed, whole, count = waiting(), True, 0
    for name in names:
        found = verify_chain(name, unsealed=unsealed.get(name, 0))
        for line in told(found):
            say(line)
        whole, count = whole and not found.damaged, count + 1
    lines = [f"{count} chains walked: {'everything fits' if whole else 'NOT EVERYTHING FITS'}."]
    if given:
        wrong = _wrong_with(given)
        lines += [f"DAMAGE {sentence}" for sentence in wrong]
        lines += [] if wrong else ["The receipt fits."]
        whole = whole and not wrong
    return lines, whole


def told(found: Chain) -> list[str]:
    """A chain in a line, and a line for each broken place."""
    ends = f"head {found.head[:16]}… " if found.sealed else ""
    verdict = f"{found.damaged} places DAMAGED" if found.damaged else "whole"
    counts = (
        f"{found.sealed + found.unsealed} events, {found.sealed} sealed, "
        f"{found.unsealed} not yet, {found.erased} erased"
    )
    lines = [f"{found.name}: {counts}; {ends}{verdict}"]
    lines += [f"  DAMAGE {sentence}" for sentence in found.damage]
    if found.damaged > len(found.damage):
        lines.append(f"  and {found.damaged - len(found.damage)} more")
    return lines


def check_file(path: Path) -> Answer:
    """A downloaded history, from the file alone."""
    header, links = documents.read(path)
    found = documents.verify_document(header, links)
    given = header["receipt"]
    lines = [f"DAMAGE {sentence}" for sentence in found.damage]
    if not receipts.is_signed(given, str(given.get("key", ""))):
        lines.append("DAMAGE the receipt in the file is not signed with the key that it names")
    whole = not lines
    lines.append(
        f"{path}: {found.links} links, {found.told} events told; "
        f"{'everything fits' if whole else 'NOT EVERYTHING FITS'}."
    )
    lines.append(
        f"Signed by {given.get('portal')} with the key {_name_of(given)}: compare it with "
        "`klucznik verify-history --key` of the vendor."
    )
    return lines, whole


def check_receipt(path: Path, *, key: str, offline: bool) -> Answer:
    """A receipt of a case or a history: the signature from the file alone, its place in the chain from the database."""
    given = read_any_receipt(path)
    signer = key or (str(given.get("key", "")) if offline else receipts.public_key())
    if not receipts.is_signed(given, signer):
        return ["DAMAGE the receipt was changed, or another key signed it"], False
    lines = [f"The signature fits: key {receipts.key_id(signer)}, of {given.get('portal')}."]
    if offline and not key:
        lines.append(
            "The key stands on the receipt itself: compare it with the one that the vendor published."
        )
    wrong: list[str] = []
    if not offline:
        wrong = [one for one in [receipts.compare(given)] if one]
        wrong += wrong_steps(given) if "case" in given else []
        lines += [f"DAMAGE {sentence}" for sentence in wrong]
        lines += [] if wrong else ["It lies in the history of the company, with all its steps."]
    lines += told_by(given)
    if is_pdf(path):
        lines.append(
            "Read from the code in the PDF. Only these lines are signed: compare with them what is printed."
        )
    lines.append(f"SHA-256 {fingerprint(given)}")
    return lines, not wrong


def told_by(given: dict[str, Any]) -> list[str]:
    """What a receipt of a case says, so that nobody has to believe what a page shows around its code."""
    if "case" not in given:
        return []
    case, company = given["case"], given["company"]
    claimant = case["claimant"]
    return [
        f"Case {case['number']}: {case['state']}.",
        f"Company: {company['name']}, {company['tax_id']}.",
        f"Claimant: {claimant['name']}, {claimant['address']}.",
        *(f"Step: {one['kind']}, {one['at']}." for one in case["steps"]),
    ]


def is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def read_any_receipt(path: Path) -> dict[str, Any]:
    """From a JSON file, or from the code in a PDF."""
    if path.stat().st_size > MOST_BYTES:
        raise Unknown(f"{path} is too large for a receipt.")
    if not is_pdf(path):
        return read_receipt(path)
    given = printed_receipt(path.read_bytes())
    if given is None or given.get("format") != receipts.FORMAT:
        raise Unknown(f"No receipt can be read from {path}.")
    return given


def read_receipt(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise Unknown(f"{path} is not a receipt.") from wrong
    if not isinstance(given, dict) or given.get("format") != receipts.FORMAT:
        raise Unknown(f"{path} is not a receipt.")
    return given


def company_of(words: str) -> Company:
    """By tax ID as anybody writes it, or by public id."""
    found = Company.objects.filter(public_id=words).first()
    if found is None:
        try:
            found = Company.objects.with_tax_id(TaxId.parse(words)).first()
        except WrongTaxId:
            found = None
    if found is None:
        raise Unknown(f"There is no company {words}.")
    return found


def _wrong_with(given: dict[str, Any]) -> list[str]:
    wrong = [receipts.compare(given)]
    if not receipts.is_signed(given, receipts.public_key()):
        wrong.append("the receipt is not signed with the key of this portal")
    return [sentence for sentence in wrong if sentence]


def _name_of(given: dict[str, Any]) -> str:
    try:
        return receipts.key_id(str(given.get("key", "")))
    except ValueError:
        return "that it does not name"
