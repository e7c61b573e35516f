"""What a reviewer had typed when the second step had to be confirmed again: kept for the way there and back."""

from __future__ import annotations

from typing import Any

from klucznik.backoffice.doors import StaffRequest
from klucznik.backoffice.forms.deciding import DecisionForm
from klucznik.declarations.models import Declaration

KEY = "decision_draft"
KEPT = ("checklist", "verdict", "representation", "reason", "note")


def keep_draft(request: StaffRequest, case: Declaration, form: DecisionForm) -> None:
    typed = {name: form[name].value() for name in KEPT if name in form.fields}
    request.session[KEY] = {"case": case.public_id, "typed": typed}


def kept_draft(request: StaffRequest, case: Declaration) -> dict[str, Any]:
    """The draft of this case, once; a draft of another case is dropped."""
    draft = request.session.pop(KEY, None) or {}
    typed: dict[str, Any] = draft.get("typed", {}) if draft.get("case") == case.public_id else {}
    return typed
