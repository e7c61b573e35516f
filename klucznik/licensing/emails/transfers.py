"""Who is written to when a license passes to another company: the global administrators of both sides."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.companies.models import Company, Membership
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.models import Transfer
from klucznik.mail.sending import send


@on(Kind.TRANSFER_OFFERED)
def transfer_offered(event: Event) -> None:
    """To the giver's side: somebody does this in your name; to the receiver's side, with the way to the answer."""
    transfer = _transfer(event)
    withdraw = reverse("licensing:transfer", args=_license_of(transfer))
    _tell("transfer_offered", event, transfer, transfer.giver, path=withdraw)
    answer = reverse("licensing:takeover", args=[transfer.receiver.public_id, transfer.public_id])
    _tell("transfer_to_answer", event, transfer, transfer.receiver, path=answer)


@on(Kind.TRANSFER_WITHDRAWN, Kind.TRANSFER_DECLINED, Kind.TRANSFER_EXPIRED)
def transfer_ended(event: Event) -> None:
    """To both sides: nothing changed hands."""
    transfer, how = _transfer(event), event.kind.rpartition(".")[2]
    for side in (transfer.giver, transfer.receiver):
        _tell("transfer_ended", event, transfer, side, how=how, path=side.get_absolute_url())


@on(Kind.LICENSE_GIVEN)
def license_given(event: Event) -> None:
    """To the giver's side: it is done, and what ended by it."""
    transfer = _transfer(event)
    path = transfer.giver.get_absolute_url()
    _tell("license_given", event, transfer, transfer.giver, path=path)


@on(Kind.LICENSE_TAKEN_OVER)
def license_taken_over(event: Event) -> None:
    """To the receiver's side: the license is theirs, and what is to do now."""
    transfer = _transfer(event)
    path = reverse(
        "licensing:license", args=[transfer.receiver.public_id, transfer.license.public_id]
    )
    _tell("license_taken_over", event, transfer, transfer.receiver, path=path)


def _tell(message: str, event: Event, transfer: Transfer, side: Company, **facts: Any) -> None:
    keepers = Membership.objects.filter(company=side).global_administrators()
    for keeper in keepers.select_related("user").order_by("pk"):
        send(
            f"licensing/emails/{message}",
            to=keeper.user,
            event=event,
            company=side,
            **_told(event, transfer, side),
            **facts,
        )


def _told(event: Event, transfer: Transfer, side: Company) -> dict[str, Any]:
    """The name of whoever acted is told to their own side only."""
    is_own = event.company_id == side.pk
    return {
        "product": transfer.license.product.name,
        "masked": transfer.license.number_masked,
        "company_name": clean_line(side.name),
        "giver": clean_line(transfer.giver.name),
        "giver_tax_id": transfer.giver.tax_id_display,
        "receiver": clean_line(transfer.receiver.name),
        "receiver_tax_id": transfer.receiver.tax_id_display,
        "until": transfer.expires_at,
        "words": transfer.reason,
        "actor": event.actor.display_name if event.actor and is_own else "",
    }


def _transfer(event: Event) -> Transfer:
    rows = Transfer.objects.select_related("license__product", "giver", "receiver")
    return rows.get(pk=event.subject_id or 0)


def _license_of(transfer: Transfer) -> list[str]:
    return [transfer.giver.public_id, transfer.license.public_id]
