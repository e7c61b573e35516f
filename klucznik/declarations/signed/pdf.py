"""Asks the limited worker about the signatures of a PDF."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import structlog
from django.conf import settings

from klucznik.declarations import sandbox
from klucznik.declarations.signed import Findings, Signature, signature

log = structlog.get_logger(__name__)

LIMITS: Final = sandbox.Limits(seconds=30, memory=768 << 20, output=4 << 20)
_WORKER: Final = Path(__file__).with_name("pdf_worker.py")
_SIGNED: Final = b"/ByteRange"
UNREADABLE: Final = Signature(name="", reason="cannot_be_verified")


def is_signed(data: bytes) -> bool:
    """Whether a PDF says that it is signed; looked at before anything slow is done."""
    return _SIGNED in data


def read_pdf(data: bytes, *, original: bytes = b"") -> Findings:
    """The signatures of a PDF; `original` is the letter as we gave it out. What cannot be read proves nothing."""
    try:
        answer = sandbox.run(
            _WORKER,
            data,
            within=LIMITS,
            anchors=_place(settings.TRUST_ANCHORS),
            trusted_list=_place(settings.TRUSTED_LIST),
            list_signers=_place(settings.TRUSTED_LIST_SIGNERS),
            original_size=len(original),
            original_sha256=hashlib.sha256(original).hexdigest(),
        )
        told: dict[str, Any] = json.loads(answer)
    except (sandbox.WorkerFailed, ValueError):
        told = {"signatures": [], "broken": "worker"}
    for complaint in told.get("complaints", ()):
        log.warning("trust.unreadable", what=complaint)
    found = tuple(signature(one) for one in told["signatures"])
    if not found and is_signed(data):
        return Findings(signatures=(UNREADABLE,))
    return Findings(signatures=found, exact=told.get("exact", False))


def _place(name: str) -> str:
    """Where a file of the operator lies, for a process that works elsewhere."""
    return str(Path(name).resolve()) if name else ""
