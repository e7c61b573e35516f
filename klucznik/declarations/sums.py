"""What speaks for a claimant, as people read it: rows with points, their sum, the wait, and what would shorten it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klucznik.declarations.impartiality import outcome_of
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, Evidence, State
from klucznik.declarations.proving import (
    addressees,
    domain,
    is_code_open,
    is_provable,
    open_proofs,
    record_of,
    row_of,
    shown_code,
    tries_left,
    witnesses,
)
from klucznik.declarations.registers import registered_edelivery
from klucznik.declarations.scoring import (
    CONTROL,
    STANDING,
    Proof,
    Representation,
    Weight,
    hints,
    wait,
)
from klucznik.declarations.states import EDITABLE
from klucznik.declarations.verdicts import Outcome
from klucznik.declarations.voices import masked
from klucznik.declarations.waiting import SHORTEST, can_be_shortened, in_words, name_of
from klucznik.declarations.weighing import (
    is_decided,
    rules,
    signature_rows,
    weight_of,
)

Status = Evidence.Status
LOOKS = {
    Status.VALID: "ok",
    Status.PENDING: "waiting",
    Status.INVALID: "problem",
    Status.UNKNOWN: "attention",
}
PAGES = {
    Proof.REGISTER_CODE: "declarations:prove_register",
    Proof.CONTACT_CODE: "declarations:prove_contact",
    Proof.DOMAIN: "declarations:prove_domain",
    Proof.PROGRAM: "declarations:prove_program",
    Proof.INVOICE: "declarations:prove_invoice",
}
SENDING = {
    Proof.REGISTER_CODE: "declarations:send_to_register",
    Proof.CONTACT_CODE: "declarations:send_to_contact",
}
ACTS = {
    Proof.REGISTER_CODE: gettext_lazy("Send a code"),
    Proof.CONTACT_CODE: gettext_lazy("Send a code"),
    Proof.DOMAIN: gettext_lazy("Set a record"),
    Proof.PROGRAM: gettext_lazy("Ask the program"),
    Proof.INVOICE: gettext_lazy("Name an invoice"),
}


@dataclass(frozen=True)
class Row:
    """One piece of evidence. `look` is a kind of the status tag; without points it only informs."""

    label: str
    look: str
    words: str
    points: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Way:
    """Something that would help, and where it is done."""

    label: str
    gain: int
    effect: str  # what the wait would be
    url: str
    act: str


def evidence_context(case: Declaration) -> dict[str, Any]:
    """For the page of a case, of its claimant and of reviewers; empty for letters that are not weighed."""
    if not letter_of(case.kind).weighs:
        return {}
    weight = weight_of(case)
    weighed = wait(rules(), weight)
    least = max(letter_of(case.kind).waiting_period(case), SHORTEST)
    return {
        "rows": evidence_rows(case, weight),
        "weight": weight,
        "is_capped": _control_sum(weight) > weight.control,
        "control_limit": rules().points["control_at_most"],
        "is_decided": is_decided(case),
        "is_delayed": case.state == State.IN_REVIEW and outcome_of(case) == Outcome.APPROVED,
        "needed": rules().least(weight.representation),
        "wait": in_words(max(weighed, least)) if weighed else "",
        "least": in_words(least) if weighed and least > weighed else "",
        "ways": ways_to_shorten(case, weight, least) if can_be_shortened(case) else [],
        "is_open": case.is_open and case.state not in (State.READY, State.GRANTED),
    }


def evidence_rows(case: Declaration, weight: Weight) -> list[Row]:
    """All rows: who signed, what was found in the files, control, standing."""
    rows = [_representation_row(case, weight)]
    rows += [_signature_row(row) for row in signature_rows(case)]
    found = Evidence.objects.filter(declaration=case, kind__in=[*CONTROL, Proof.CASE_SCAN])
    rows += [_proof_row(row) for row in _one_of_each(list(found.order_by("id")))]
    held = [proof for proof in STANDING if proof in weight.proofs]
    return rows + [_standing_row(proof) for proof in held]


def ways_to_shorten(case: Declaration, weight: Weight, least: timedelta) -> list[Way]:
    """What the claimant can still add, the most helpful first, each with the wait that would follow."""
    names: list[str] = list(open_proofs(case))
    if case.state in EDITABLE and not is_decided(case):
        stronger = (Representation.QUALIFIED, Representation.TRUSTED, Representation.HANDWRITTEN)
        points = rules().points
        names += [one for one in stronger if points[one] > weight.for_representation]
    weighed = wait(rules(), weight)
    now = max(weighed, least) if weighed else None
    found = []
    for hint in hints(rules(), weight, names):
        then = max(hint.wait, least) if hint.wait else None
        if hint.gain > 0:
            found.append(_way(case, hint.name, hint.gain, now, then))
    return found


def proof_context(case: Declaration, proof: Proof) -> dict[str, Any]:
    """For the page of one kind of evidence."""
    row = row_of(case, proof)
    context = {
        "case": case,
        "proof": proof,
        "label": str(proof.label),
        "points": rules().points[proof],
        "row": row,
        "holds": row is not None and row.status == Status.VALID,
        "is_waiting": is_code_open(row),
        "is_possible": is_provable(case),
    }
    return context | _particular(case, proof, row)


def _particular(case: Declaration, proof: Proof, row: Evidence | None) -> dict[str, Any]:
    if proof == Proof.DOMAIN:
        return {"domain": domain(case), "record": record_of(case), "record_type": "TXT"}
    if proof == Proof.INVOICE:
        return {"tries": tries_left(case)}
    if proof == Proof.PROGRAM:
        code = shown_code(row) if row and is_code_open(row) else ""
        return {"programs": witnesses(case), "code": code}
    sent_to = row.details.get("sent_to", "") if row else ""
    return {
        "addresses": [masked(one.email) for one in addressees(case, proof).values()],
        "sent_to": sent_to,
        "send_url": reverse(SENDING[proof], args=[case.public_id]),
        "edelivery": proof == Proof.REGISTER_CODE and bool(registered_edelivery(case)),
    }


def _way(
    case: Declaration, name: str, gain: int, now: timedelta | None, then: timedelta | None
) -> Way:
    if then is not None and (now is None or then < now):
        effect = _("then others could object for %(wait)s") % {"wait": in_words(then)}
    elif now is None:
        effect = _("not enough by itself, but it counts")
    else:
        effect = _("does not shorten the wait by itself, but it counts")
    page = PAGES.get(Proof(name)) if name in Proof.values else None
    if page is None:
        url, act = reverse("declarations:case", args=[case.public_id]) + "#files", _("Add a file")
    else:
        url, act = reverse(page, args=[case.public_id]), str(ACTS[Proof(name)])
    return Way(name_of(name), gain, effect, url, act)


def _representation_row(case: Declaration, weight: Weight) -> Row:
    if weight.representation is None:
        nothing = _("nothing yet: without a signature nothing else counts")
        return Row(_("Signature of those who represent the company"), "attention", nothing)
    label = str(weight.representation.label)
    if is_decided(case):
        return Row(label, "ok", _("found by a reviewer"), weight.for_representation)
    return Row(label, "waiting", _("up to; a reviewer decides"), weight.for_representation)


def _signature_row(row: Evidence) -> Row:
    details = row.details
    told = [details.get("level_words", ""), details.get("issuer", ""), details.get("reason", "")]
    signer = details.get("signer")
    label = (
        _("Signature of %(signer)s") % {"signer": signer} if signer else _("Signature in a file")
    )
    return Row(label, LOOKS[Status(row.status)], str(Status(row.status).label), note=_joined(told))


def _proof_row(row: Evidence) -> Row:
    kind, details = Proof(row.kind), row.details
    status = Status(row.status)
    told = [details.get("sent_to", ""), details.get("domain", ""), details.get("program", "")]
    points = rules().points.get(kind) if status == Status.VALID else None
    words = str(status.label)
    if kind in (Proof.REGISTER_CODE, Proof.CONTACT_CODE) and status == Status.PENDING:
        is_open = is_code_open(row)
        words = _("waits for the code") if is_open else _("the code is not valid any more")
    return Row(str(kind.label), LOOKS[status], words, points, _joined(told))


def _standing_row(proof: Proof) -> Row:
    points = rules().points[proof]
    if points < 0:
        return Row(str(proof.label), "attention", _("counts against it"), points)
    return Row(str(proof.label), "ok", _("known to the portal"), points)


def _one_of_each(rows: list[Evidence]) -> list[Evidence]:
    """Of several addresses the one that holds, else the latest: each kind counts once."""
    best: dict[str, Evidence] = {}
    for row in rows:
        kept = best.get(row.kind)
        if kept is None or kept.status != Status.VALID:
            best[row.kind] = row
    return list(best.values())


def _control_sum(weight: Weight) -> int:
    return sum(rules().points[proof] for proof in CONTROL if proof in weight.proofs)


def _joined(words: list[Any]) -> str:
    return " · ".join(str(word) for word in words if word)
