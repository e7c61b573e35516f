"""Which further evidence a claimant can bring in a case, and the codes and records that show it."""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.core import tokens, vault
from klucznik.declarations.domains import domain_of
from klucznik.declarations.letters import Addressee, letter_of
from klucznik.declarations.models import Declaration, Evidence, Notified
from klucznik.declarations.registers import registered_email, registered_website
from klucznik.declarations.scoring import Proof
from klucznik.declarations.states import PROVABLE

# Letters and digits that nobody takes for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
CODE_LIVES = timedelta(hours=24)
CODE_TRIES = 5
INVOICE_TRIES = 3
RECORD = "klucznik-case"
FINGERPRINT = "proof"


@dataclass(frozen=True)
class Witnesses:
    """Installations of one program that could sign: counted, because their names are the company's matter."""

    program: str
    count: int


def is_provable(case: Declaration) -> bool:
    """Whether evidence counts in this case and can still change something."""
    return letter_of(case.kind).weighs and case.state in PROVABLE


def open_proofs(case: Declaration) -> list[Proof]:
    """What is possible here and not shown yet."""
    if not is_provable(case):
        return []
    rows = Evidence.objects.filter(declaration=case)
    shown = set(rows.filter(status=Evidence.Status.VALID).values_list("kind", flat=True))
    possible = {
        Proof.REGISTER_CODE: bool(registered_email(case)),
        Proof.DOMAIN: bool(domain(case)),
        Proof.CONTACT_CODE: bool(contacts(case)),
        Proof.PROGRAM: bool(witnesses(case)),
        Proof.INVOICE: bool(settings.INVOICES) and tries_left(case) > 0,
    }
    return [proof for proof, is_there in possible.items() if is_there and proof not in shown]


def contacts(case: Declaration) -> dict[str, Addressee]:
    """Addresses on record for long, by the key under which a code for them is kept."""
    return {address_key(one.email): one for one in letter_of(case.kind).contacts(case)}


def addressees(case: Declaration, proof: Proof) -> dict[str, Addressee]:
    """Where a code of this kind can be sent now."""
    if proof == Proof.CONTACT_CODE:
        return contacts(case)
    email = registered_email(case) if proof == Proof.REGISTER_CODE else ""
    return {address_key(email): Addressee(email, Notified.Standing.REGISTER)} if email else {}


def domain(case: Declaration) -> str:
    """The company's domain as the register has it, in the form in which it is asked for."""
    return domain_of(registered_website(case))


def witnesses(case: Declaration) -> list[Witnesses]:
    """The programs of the company that could sign now."""
    if not settings.WITNESSES:
        return []
    found: dict[str, int] = import_string(settings.WITNESSES)(case.company)
    return [Witnesses(program, count) for program, count in found.items()]


def tries_left(case: Declaration) -> int:
    """How often an invoice may still be named."""
    row = row_of(case, Proof.INVOICE)
    return INVOICE_TRIES - (row.tries if row else 0)


def row_of(case: Declaration, proof: Proof) -> Evidence | None:
    """The evidence of this kind that matters now: what holds, else the code that was sent last."""
    rows = Evidence.objects.filter(declaration=case, kind=proof)
    holding = rows.filter(status=Evidence.Status.VALID).first()
    return holding or rows.order_by("-expires_at", "-id").first()


def is_code_open(row: Evidence | None, *, most: int = CODE_TRIES) -> bool:
    """Whether a code waits for its answer. Real time, as for every code."""
    if row is None or row.status != Evidence.Status.PENDING or not row.secret_hash:
        return False
    return row.tries < most and bool(row.expires_at and timezone.now() < row.expires_at)


def code_of(row: Evidence) -> str:
    """The code of a row: derived, so that it lies nowhere; another one each time it is asked for."""
    secret = tokens.derive("proof", row.public_id, row.details.get("turn", 1))
    number = int.from_bytes(base64.urlsafe_b64decode(secret + "="), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def shown_code(row: Evidence) -> str:
    """The code in two groups, as people read it out."""
    code = code_of(row)
    return f"{code[:4]}-{code[4:]}"


def code_hash(typed: Any) -> str:
    """What is kept and compared: a keyed hash, because a short code could be found from a plain one."""
    plain = unicodedata.normalize("NFKC", str(typed))
    return vault.fingerprint("".join(c for c in plain if c.isalnum()).upper(), FINGERPRINT)


def address_key(email: str) -> str:
    """The key under which a code for an address is kept; it tells nobody the address."""
    return vault.fingerprint(email.strip().lower(), FINGERPRINT)


def record_of(case: Declaration) -> str:
    """The text of the DNS record, the same for the whole case."""
    return f"{RECORD}={tokens.derive('proof record', case.public_id)[:32]}"
