"""What a person takes out about regaining rights: their requests and cases, without anybody else's part in them."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.accounts.take_outs import Part, Rows
from klucznik.declarations.models import Declaration
from klucznik.recovery.models import RightsRequest


def requests(user: User) -> Rows:
    asked = RightsRequest.objects.filter(person=user).order_by("asked_at")
    return list(
        asked.values(
            "reason", "state", "asked_at", "expires_at", "answered_at", "answer", "granted_role"
        ).annotate(company_name=F("company__name"))
    )


def cases(user: User) -> Rows:
    """Declarations, with the files that the person added; who reviewed and who objected is not theirs."""
    found = Declaration.objects.filter(claimant=user).select_related("company")
    return [_case(case) for case in found.prefetch_related("files").order_by("prepared_at")]


def _case(case: Declaration) -> dict[str, Any]:
    return {
        "number": case.number,
        "kind": case.kind,
        "company_name": case.company.name,
        "state": case.state,
        "letter": case.content,
        "prepared_at": case.prepared_at,
        "submitted_at": case.submitted_at,
        "granted_at": case.granted_at,
        "ended_at": case.ended_at,
        "asked_of_you": case.info_asked,
        "your_answer": case.info_answer,
        "outcome": case.outcome_reason,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256, "at": file.uploaded_at}
            for file in case.files.all()
        ],
    }


PARTS = [
    Part("rights-requests", _("Requests for administrator rights"), requests),
    Part("declarations", _("Your declarations"), cases),
]
