"""What a company has from its accounting offices, and the end of it by the company itself, from a program."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router

from klucznik.companies.api import member, person
from klucznik.companies.permissions import Permission
from klucznik.core.problems import Problem
from klucznik.offices.actions.ending import end_share
from klucznik.offices.api.answers import FromOfficeOut, FromOfficesOut
from klucznik.offices.life import State
from klucznik.offices.models import Side
from klucznik.offices.reading import relation_of, relations_of

router = Router(tags=["office clients"])
TOLD = (State.ASKED, State.ACTIVE, State.READING)


@router.get("/{company}/office", response={200: FromOfficesOut, (401, 403, 404): Problem})
def shared(request: HttpRequest, company: str) -> FromOfficesOut:
    """What offices share with the company, ask it about, or shared so lately that it can still be read."""
    place = member(request, company, Permission.OFFICE_READ)
    found = [relation.share for relation in relations_of(place)]
    return FromOfficesOut(
        shares=[FromOfficeOut.of(share) for share in found if share.state in TOLD]
    )


@router.get("/{company}/office/{share}", response={200: FromOfficeOut, (401, 403, 404): Problem})
def one(request: HttpRequest, company: str, share: str) -> FromOfficeOut:
    """What one office shares with the company."""
    found = relation_of(member(request, company, Permission.OFFICE_READ), share)
    if found is None or found.share.state not in TOLD:
        raise Http404
    return FromOfficeOut.of(found.share)


@router.delete(
    "/{company}/office/{share}",
    response={200: FromOfficeOut, (401, 403, 404, 409): Problem},
)
def end(request: HttpRequest, company: str, share: str) -> FromOfficeOut:
    """End the cooperation for the company: the office can do nothing any more, the company reads for a while."""
    place = member(request, company, Permission.OFFICE_MANAGE)
    found = relation_of(place, share)
    if found is None or found.share.state != State.ACTIVE:
        raise Http404
    return FromOfficeOut.of(end_share(person(request), found.share, side=Side.CLIENT))
