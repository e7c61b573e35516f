"""Looks at the signatures of one PDF and says what is true of each; a script run only by the sandbox."""

# It imports nothing of ours, and its limits were lowered before it began. It reads the trusted certificates from
# files and has no network. Whatever goes wrong means that the file cannot be verified; nothing is ever guessed.
from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.diff_analysis.commons import compare_dicts
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.generic_cms import collect_timing_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

# Beside this file, and like it a script: nothing of ours can be imported here.
TRUST: Any = runpy.run_path(str(Path(__file__).with_name("pdf_trust.py")))
plain = TRUST["plain"]
LTA = diff.ModificationLevel.LTA_UPDATES
# Like pyHanko's own policy, but no form field may be filled in besides signatures.
ONLY_SIGNATURES = diff.StandardDiffPolicy(
    global_rules=[
        diff.CatalogModificationRule(),
        diff.DocInfoRule().as_qualified(LTA),
        diff.XrefStreamRule().as_qualified(LTA),
        diff.ObjectStreamRule().as_qualified(LTA),
        diff.DSSCompareRule().as_qualified(LTA),
        diff.MetadataUpdateRule().as_qualified(LTA),
    ],
    form_rule=diff.FormUpdatingRule(
        field_rules=[diff.SigFieldCreationRule(), diff.SigFieldModificationRule()]
    ),
)
MOST_SIGNATURES = 20
FOR_MACHINES = {"time_stamping", "ocsp_signing", "server_auth", "code_signing"}
ADDED_BY_SIGNING = frozenset(
    {"/AcroForm", "/Extensions", "/Version", "/Perms", "/DSS", "/Metadata"}
)


def stored_proofs(reader: PdfFileReader) -> dict[str, Any]:
    """Certificates and revocation information that the file itself brings along."""
    if "/DSS" not in reader.root:
        return {"crls": [], "ocsps": []}
    store = DocumentSecurityStore.read_dss(reader)
    return {
        "other_certs": list(store.load_certs()),
        "crls": [one.get_object().data for one in store.crls],
        "ocsps": [one.get_object().data for one in store.ocsps],
    }


async def trusted_time(
    one: EmbeddedPdfSignature,
    stamps: list[EmbeddedPdfSignature],
    trust: Any,
    more: dict[str, Any],
) -> datetime | None:
    """When the signature certainly existed: its own timestamp, or one of the whole file after it."""
    told = await collect_timing_info(one.signer_info, trust.context(more), one.compute_digest)
    own = told.get("timestamp_validity")
    if own is not None:
        return own.timestamp if own.intact and own.valid and own.trusted else None
    for stamp in stamps:
        if stamp.signed_revision > one.signed_revision:
            status = await async_validate_pdf_timestamp(
                stamp, trust.context(more), diff_policy=ONLY_SIGNATURES
            )
            if is_good(status):
                return status.timestamp
    return None


async def look_at(
    one: EmbeddedPdfSignature,
    stamps: list[EmbeddedPdfSignature],
    trust: Any,
    more: dict[str, Any],
) -> dict[str, Any]:
    """One signature: whole, trusted, by whom, when."""
    stamped = await trusted_time(one, stamps, trust, more)
    moment = stamped or datetime.now(UTC)

    async def validate(mode: str) -> Any:
        return await async_validate_pdf_signature(
            one,
            trust.context(more, moment=moment, revocation_mode=mode),
            trust.context(more),
            diff_policy=ONLY_SIGNATURES,
        )

    status = await validate("require")
    is_checked = status.trusted or status.revoked
    status = status if is_checked else await validate("soft-fail")
    claimed = one.self_reported_timestamp
    told = stamped or claimed
    path = status.validation_path
    return {
        **names(one),
        "level": TRUST["level_of"](one.signer_cert, path, trust, moment)
        if status.trusted and path
        else "unknown",
        "signed_at": told.astimezone(UTC).isoformat(timespec="seconds") if told else "",
        "stamped": stamped is not None,
        "revocation": "checked" if is_checked else "not_checked",
        "reason": reason_of(one, status),
    }


def is_good(stamp: Any) -> bool:
    """Whether a timestamp of the whole file holds, and nothing but proofs came after it."""
    whole = not isinstance(stamp.diff_result, diff.SuspiciousModification)
    return bool(stamp.intact and stamp.valid and stamp.trusted and whole)


def reason_of(one: EmbeddedPdfSignature, status: Any) -> str:
    """Empty when this signature is good; otherwise the first thing that is wrong with it."""
    if not (status.intact and status.valid):
        return "altered"
    if isinstance(status.diff_result, diff.SuspiciousModification) or status.docmdp_ok is False:
        return "changed_after"
    covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    of_revision = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    if not (covered or (of_revision and status.diff_result is not None)):
        return "changed_after"
    if status.revoked:
        return "revoked"
    if not status.trusted:
        problem = str(status.trust_problem_indic)
        return "expired" if "EXPIRED" in problem or "OUT_OF_BOUNDS" in problem else "no_anchor"
    purposes = one.signer_cert.extended_key_usage_value
    is_for_machines = purposes is not None and FOR_MACHINES & set(purposes.native)
    return "" if status.bottom_line and not is_for_machines else "cannot_be_verified"


def names(one: EmbeddedPdfSignature) -> dict[str, Any]:
    """Who signed, in the words of the certificate and of the signature; numbers of persons are left out."""
    subject, issuer = one.signer_cert.subject.native, one.signer_cert.issuer.native
    person = " ".join(str(subject.get(part, "")) for part in ("given_name", "surname")).strip()
    said = [one.sig_object.get(key, "") for key in ("/Name", "/Reason", "/ContactInfo")]
    return {
        "name": person or plain(subject.get("common_name", "")),
        "organization": plain(subject.get("organization_name", "")),
        "organization_id": plain(subject.get("organization_identifier", "")),
        "issuer": plain(issuer.get("common_name") or issuer.get("organization_name", "")),
        "said": [plain(one) for one in said if isinstance(one, str) and one],
    }


def begins_with(reader: PdfFileReader, data: bytes, job: dict[str, Any], first: int) -> bool:
    """The first revision is, byte for byte, the document that was given out; the next one only signed it."""
    size = job["original_size"]
    if not size or hashlib.sha256(data[:size]).hexdigest() != job["original_sha256"]:
        return False
    if not 0 < reader.xrefs.get_startxref_for_revision(0) < size or first != 1:
        return False
    old, new = (reader.get_historical_resolver(number) for number in (0, 1))
    if new.root_ref != old.root_ref or new.refs_freed_in_revision() or "/AcroForm" in old.root:
        return False
    touched = old.explicit_refs_in_revision() & new.explicit_refs_in_revision()
    try:
        return are_signatures(new.root["/AcroForm"]["/Fields"]) and all(
            only_signed(ref, old, new) for ref in touched
        )
    except diff.SuspiciousModification:
        return False


def only_signed(ref: Any, old: Any, new: Any) -> bool:
    """A changed object of the document is its catalog, what describes it, or a page with a signature more."""
    before, after = old(ref), new(ref)
    if ref == new.root_ref:
        compare_dicts(before, after, ADDED_BY_SIGNING)
        return True
    if before.get("/Type") == "/Page":
        compare_dicts(before, after, frozenset({"/Annots"}))
        there = list(before.get("/Annots", ()))
        added = list(after.get("/Annots", ()))
        return added[: len(there)] == there and are_signatures(added[len(there) :])
    places = ((old.trailer_view, "/Info"), (old.root, "/Metadata"))
    described = [place.raw_get(key) for place, key in places if key in place]
    return any(getattr(one, "reference", None) == ref for one in described)


def are_signatures(fields: Any) -> bool:
    return all(one.get_object().get("/FT") == "/Sig" for one in fields)


def ends_cleanly(reader: PdfFileReader, data: bytes) -> bool:
    """Nothing stands after the end of the last revision."""
    last = reader.xrefs.get_startxref_for_revision(reader.xrefs.total_revisions - 1)
    end = data.find(b"%%EOF", last)
    return 0 < last < end and not data[end + 5 :].strip(b"\r\n")


async def look(data: bytes, job: dict[str, Any]) -> dict[str, Any]:
    reader = PdfFileReader(io.BytesIO(data))
    every = reader.embedded_signatures
    ordinary = [one for one in every if one.sig_object_type == "/Sig"]
    stamps = [one for one in every if one.sig_object_type == "/DocTimeStamp"]
    if len(every) > MOST_SIGNATURES or len(ordinary) + len(stamps) != len(every):
        raise ValueError("unusual signatures")
    if not ordinary:
        return {"signatures": [], "exact": False, "complaints": []}
    trust = TRUST["Trust"](job["anchors"], job["trusted_list"], job["list_signers"])
    more = stored_proofs(reader)
    found = [await look_at(one, stamps, trust, more) for one in ordinary]
    if not ends_cleanly(reader, data):
        for one in found:
            one["reason"] = one["reason"] or "junk"
    first = min(one.signed_revision for one in every)
    exact = begins_with(reader, data, job, first)
    return {"signatures": found, "exact": exact, "complaints": trust.complaints}


def main() -> None:
    logging.disable(logging.CRITICAL)
    job = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    try:
        answer = asyncio.run(look(data, job))
    except Exception as problem:  # noqa: BLE001 (any exception of any kind: cannot be verified)
        answer = {"broken": type(problem).__name__, "signatures": [], "exact": False}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
