"""The one way to what is going to change between an office and its client: their companies locked first, by key."""

from __future__ import annotations

from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.offices.errors import ClientEnded, ShareNotPossible
from klucznik.offices.errors.clients import ClientChangedMeanwhile
from klucznik.offices.life import Act, leads_to
from klucznik.offices.models import Client, Share


def lock_client(client: Client) -> Client:
    """The client as it is now, its office locked until the end of the transaction."""
    office = lock_company(client.office)
    found = Client.objects.select_related("program__line").get(pk=client.pk)
    found.office = office
    if found.ended_at is not None:
        raise ClientEnded
    return found


def lock_share(share: Share, act: Act, *also: Company) -> Share:
    """The share as it is now, office and client locked (and `also`); refused where the act leads nowhere."""
    found = hold_share(share, *also)
    if leads_to(act, found.state) is None:
        raise ShareNotPossible(state=found.state_label)
    return found


def hold_share(share: Share, *also: Company) -> Share:
    """The share as it is now, in whatever state, office and client locked (and `also`)."""
    pks = {share.client.office_id, *(one.pk for one in also)}
    if share.company_id:
        pks.add(share.company_id)
    locked = {pk: Company.objects.locked(pk) for pk in sorted(pks)}
    found = Share.objects.select_related("client__program", "license__product", "product").get(
        pk=share.pk
    )
    found.client.office = locked[found.client.office_id]
    if found.company_id:
        # It may have got its company a moment ago: whoever comes now reads it, and changes only the share.
        found.company = locked.get(found.company_id) or Company.objects.get(pk=found.company_id)
    return found


def lock_client_and_share(client: Client) -> tuple[Client, Share | None]:
    """The client and its current share as they are now; the client's company is locked as well, in order of keys."""
    shares = Share.objects.current().filter(client=client.pk)
    before = shares.first()
    pks = {client.office_id, (before and before.company_id) or client.office_id}
    for pk in sorted(pks):
        Company.objects.locked(pk)
    found, share = lock_client(client), shares.first()
    if share is not None and share.company_id and share.company_id not in pks:
        # To lock it now would be out of order.
        raise ClientChangedMeanwhile
    return found, share
