"""The receipt of a case on paper, with all of it in a code of plain letters, so that a copy can be verified as well."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, override

from klucznik.core.printing import breakable, qr_svg, tied, typeset
from klucznik.core.templatetags.ui import datetime_long
from klucznik.core.text import clean_line
from klucznik.core.vendor import vendor
from klucznik.declarations import sandbox
from klucznik.declarations.models import ROLE_KINDS, Evidence, Notified, state_in_words
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.reasons import words
from klucznik.declarations.scoring import Proof
from klucznik.declarations.timeline import HAPPENED, HAPPENED_TO_LETTERS
from klucznik.events import chain
from klucznik.events.kinds import Kind

TEMPLATE: Final = Path(__file__).with_name("typst") / "receipt.typ"
READER: Final = Path(__file__).with_name("text_worker.py")
LINE: Final = 72
BEGIN, END = "BEGIN RECEIPT", "END RECEIPT"
CODE: Final = re.compile(rf"{BEGIN}(.*?){END}", re.S)
CODE_LINE: Final = re.compile(r"[A-Za-z0-9+/=]+")
MOST: Final = 1 << 20

MORE_WORDS: Final[dict[str, str | Promise]] = {
    Kind.DECLARATION_NOTICE_HALFWAY: gettext_lazy("Half of the waiting period was over"),
    Kind.DECLARATION_NOTICE_ENDING: gettext_lazy("The last day of the waiting period began"),
    Kind.DECLARATION_SHORTENED: gettext_lazy("New evidence shortened the waiting period"),
    Kind.DECLARATION_LENGTHENED: gettext_lazy("The waiting period was made longer"),
    Kind.DECLARATION_RESTARTED: gettext_lazy("The waiting period began anew"),
    Kind.DECLARATION_APPEALED: gettext_lazy("The appeal was sent"),
}


def fingerprint(given: dict[str, Any]) -> str:
    """SHA-256 of the receipt in its canonical form: what the file and the paper have in common."""
    return hashlib.sha256(chain.canonical(given)).hexdigest()


def receipt_pdf(given: dict[str, Any], *, language: str) -> bytes:
    """The same bytes for the same receipt in the same language."""
    language = (language or "pl")[:2]
    with override(language):
        sealed_at = datetime.fromisoformat(given["sealed_at"])
        return typeset(TEMPLATE, _page(given, language), on=timezone.localtime(sealed_at).date())


def printed_receipt(pdf: bytes) -> dict[str, Any] | None:
    """The receipt that stands in a PDF as a code; None when there is none. Read in a process of its own."""
    try:
        text = sandbox.run(READER, pdf).decode("utf-8", "replace")
        found = CODE.search(text)
        lines = [one.strip() for one in found[1].splitlines()] if found else []
        packed = base64.b64decode("".join(one for one in lines if CODE_LINE.fullmatch(one)))
        unpacked = zlib.decompressobj().decompress(packed, MOST)
        given = json.loads(unpacked)
    except (sandbox.WorkerFailed, ValueError, zlib.error):
        return None
    return given if isinstance(given, dict) else None


def code_of(given: dict[str, Any]) -> list[str]:
    packed = base64.b64encode(zlib.compress(chain.canonical(given), 9)).decode()
    return [packed[start : start + LINE] for start in range(0, len(packed), LINE)]


def _page(given: dict[str, Any], language: str) -> dict[str, Any]:
    case, mark = given["case"], fingerprint(given)

    def printed(text: str) -> str:
        return breakable(tied(clean_line(text), language))

    def rows(pairs: list[tuple[str, str]]) -> list[list[str]]:
        return [[label, printed(value)] for label, value in pairs if value]

    return {
        "language": language,
        "words": _words(given),
        "vendor": [printed(vendor().name), printed(vendor().postal_address)],
        "number": case["number"],
        "parts": [
            [gettext("The case"), rows(_facts(given))],
            [gettext("What happened when"), rows(_steps(case))],
            [gettext("Grounds"), rows(_grounds(case))],
            [gettext("Seal"), rows(_seal(given, mark))],
        ],
        "code": [BEGIN, *code_of(given), END],
        "qr": qr_svg(f"{settings.PUBLIC_URL}{reverse('declarations:check')}#sha256={mark}"),
    }


def _words(given: dict[str, Any]) -> dict[str, str]:
    return {
        "title": gettext("Receipt of a case"),
        "subject": gettext("What the vendor's records say of a case, signed"),
        "vendor": gettext("Issued by"),
        "qr": gettext("QR code with the hash of this receipt"),
        "page": gettext("Page {page} of {pages}"),
        "code": gettext("The receipt as a code"),
        "note": gettext(
            "The code holds the whole receipt with its signature. The vendor, or anybody with the vendor's public key, "
            "verifies it with the command klucznik verify-receipt; it says whether a letter of it was changed."
        ),
    }


def _facts(given: dict[str, Any]) -> list[tuple[str, str]]:
    case, company, who = given["case"], given["company"], given["case"]["claimant"]
    state = state_in_words(case["state"], kind=case["kind"])
    return [
        (gettext("What was asked for"), str(LetterKind(case["kind"]).label)),
        (gettext("Company"), f"{company['name']}, {company['tax_id']}"),
        (
            gettext("Who asked"),
            f"{who['name']} ({who['address']})" if who["name"] else who["address"],
        ),
        (gettext("State"), " ".join([state, words(case["reason"])]).strip()),
        (gettext("Hash of the letter's text"), case["letter"]),
    ]


def _steps(case: dict[str, Any]) -> list[tuple[str, str]]:
    of_letters = {} if case["kind"] in ROLE_KINDS else HAPPENED_TO_LETTERS
    known = {**HAPPENED, **MORE_WORDS, **of_letters}
    return [
        (
            datetime_long(datetime.fromisoformat(step["at"])),
            str(known.get(step["kind"], step["kind"])),
        )
        for step in case["steps"]
    ]


def _grounds(case: dict[str, Any]) -> list[tuple[str, str]]:
    reviewers, objections = case["reviewers"], case["objections"]
    evidence = [(str(_proof(one["kind"])), _status(one["status"])) for one in case["evidence"]]
    points = [(gettext("Points"), str(case["points"]["total"]))] if case["points"] else []
    files = [(gettext("File (SHA-256)"), one["sha256"]) for one in case["files"]]
    told = [f"{Notified.Standing(name).label}: {count}" for name, count in case["told"].items()]
    decided = (
        gettext("%(approved)s approved, %(rejected)s rejected") % reviewers
        if ("approved" in reviewers)
        else gettext("not decided yet")
    )
    raised = gettext("%(raised)s raised, %(upheld)s upheld, %(not_upheld)s not upheld") % objections
    return [
        *files,
        *evidence,
        *points,
        (gettext("Reviewers"), decided),
        (gettext("People told"), "; ".join(told)),
        (gettext("Objections"), raised),
    ]


def _proof(kind: str) -> str | Promise:
    return Proof(kind).label if kind in Proof.values else kind


def _status(status: str) -> str:
    return str(Evidence.Status(status).label)


def _seal(given: dict[str, Any], mark: str) -> list[tuple[str, str]]:
    sealed_at = datetime_long(datetime.fromisoformat(given["sealed_at"]))
    return [
        (gettext("Hash of this receipt"), mark),
        (gettext("Place in the company's history"), f"{given['position']}, {sealed_at}"),
        (gettext("Head of the history"), given["head"]),
        (gettext("Public key"), f"{given['key']} ({given['key_id']})"),
        (gettext("Signature (Ed25519)"), given["signature"]),
    ]
