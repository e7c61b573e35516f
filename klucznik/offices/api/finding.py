"""A client signs in to an application by tax ID and license number: led to the invitation, and no further."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from klucznik.companies.tax_ids import TaxId
from klucznik.core.problems import Problem
from klucznik.core.provenance import client_address
from klucznik.devices.api.once import repeatable
from klucznik.offices.actions.finding import ask_by_number
from klucznik.offices.schemas import FindShareIn, FindShareOut
from klucznik.offices.trying import count_finding

router = Router(tags=["shares"])
Language = Annotated[Literal["", "pl", "en"], Query()]


@router.post("/find", auth=None, response={202: FindShareOut, (422, 429): Problem})
@repeatable
def find(request: HttpRequest, asked: FindShareIn, language: Language = "") -> Status[FindShareOut]:
    """Let the invitation go again to the address on record, if there is one of these two numbers."""
    tax_id = TaxId.parse(asked.tax_id)
    count_finding(client_address(request))
    ask_by_number(None, tax_id=tax_id, license_number=asked.license_number)
    with translation.override(language or translation.get_language()):
        sentence = _(
            "Open the invitation of your accounting office: if both numbers are right, we sent it again"
            " to the e-mail address that the office gave."
        )
        return Status(202, FindShareOut(next="open_your_invitation", sentence=sentence))
