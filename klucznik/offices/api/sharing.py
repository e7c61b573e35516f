"""Sharing with a client from a program, and its end: the same acts and limits as on the pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router, Status

from klucznik.companies.api import person
from klucznik.companies.permissions import Permission
from klucznik.core.problems import Problem
from klucznik.licensing.models import License
from klucznik.members.api import mailbox
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import share_application
from klucznik.offices.api.clients import REFUSALS, client_of, place_in
from klucznik.offices.errors.sharing import LicenseDoesNotShare
from klucznik.offices.models import Client, Share, Side
from klucznik.offices.schemas import ShareIn, ShareOut
from klucznik.offices.sharing import licenses_for
from klucznik.offices.trying import counted

router = Router(tags=["office clients"])


@router.post("/{company}/clients/{client}/share", response={201: ShareOut, REFUSALS: Problem})
def share(request: HttpRequest, company: str, client: str, asked: ShareIn) -> Status[ShareOut]:
    """Share with a registered client: the invitation goes to its address."""
    place = place_in(request, company, Permission.CLIENTS_MANAGE)
    found = client_of(place, client)
    license, email = license_for(found, asked.license), mailbox(asked.email)
    made = counted(share_application, place.company)(
        person(request),
        found,
        license=license,
        name=asked.name or found.name,
        street=asked.street,
        postcode=asked.postcode,
        city=asked.city,
        email=email,
        starts_on=asked.starts_on,
        language=asked.language,
    )
    return Status(201, ShareOut.of(made))


@router.delete(
    "/{company}/clients/{client}/share", response={200: ShareOut, (401, 403, 404, 409): Problem}
)
def end(request: HttpRequest, company: str, client: str) -> ShareOut:
    """End the sharing: the place is free, and a client that had accepted may still read for a while."""
    found = client_of(place_in(request, company, Permission.CLIENTS_MANAGE), client)
    current = Share.objects.current().filter(client=found).first()
    if current is None:
        raise Http404
    current.client = found
    return ShareOut.of(end_share(person(request), current, side=Side.OFFICE))


def license_for(client: Client, named: str) -> License:
    """The license that is named, else the oldest that can share with this client."""
    licenses = licenses_for(client)
    wanted = [one for one in licenses if named in ("", one.public_id)]
    if not wanted:
        raise LicenseDoesNotShare
    return wanted[0]
