"""What can be done about a client's share now, and why not what cannot: pages and actions ask the same."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.core.errors import DomainError
from klucznik.licensing.models import License
from klucznik.offices.asking import Asked, asked_about
from klucznik.offices.errors import ClientEnded
from klucznik.offices.errors.sharing import (
    AlreadyShared,
    ClientNotRegistered,
    NoLicenseShares,
    SharesUsedUp,
)
from klucznik.offices.life import Act, leads_to
from klucznik.offices.limits import shares_of
from klucznik.offices.models import Client, Power, Share
from klucznik.offices.sharing import licenses_for, why_stands


@dataclass(frozen=True)
class Situation:
    """For the page of a client: each act that is possible, each refusal in words."""

    why_not_shared: str
    can_send_again: bool
    can_correct: bool
    can_end: bool
    can_withdraw: bool
    # Why the acceptance of a share stands; empty where it can be taken back, or nobody accepted.
    why_stands: str
    powers: list[Power]
    # Who has the link and asked for the invitation at another address.
    asked: list[Asked]


def situation_of(client: Client, share: Share | None) -> Situation:
    """`share` is the current one, or the last one that can still be read."""
    current = share if share is not None and share.ended_at is None else None
    refusal = None if current else refusal_of(client)
    stands = why_stands(current) if current and current.accepted_at else ""
    asked = asked_about(current) if current and not current.accepted_at else []
    powers = current.powers.filter(ended_at=None).order_by("pk") if current else []
    return Situation(
        why_not_shared=str(refusal) if refusal else "",
        can_send_again=_can(Act.SEND_AGAIN, current),
        can_correct=_can(Act.CORRECT, current),
        can_end=_can(Act.END, current),
        can_withdraw=_can(Act.WITHDRAW, current) and not stands,
        why_stands=stands,
        powers=list(powers),
        asked=asked,
    )


def refusal_of(client: Client) -> DomainError | None:
    """Why nothing can be shared with the client now; None when it can."""
    if client.ended_at is not None:
        return ClientEnded()
    if not client.is_registered:
        return ClientNotRegistered()
    if Share.objects.current().filter(client=client).exists():
        return AlreadyShared()
    licenses = licenses_for(client)
    if not licenses:
        return NoLicenseShares(program=client.program.name)
    full = [place for one in licenses if (place := shares_of(one)).is_full]
    return SharesUsedUp(most=full[0].most) if len(full) == len(licenses) else None


def with_room(client: Client) -> list[License]:
    """The licenses of the office that have a place for this client."""
    return [one for one in licenses_for(client) if not shares_of(one).is_full]


def _can(act: Act, share: Share | None) -> bool:
    return share is not None and leads_to(act, share.state) is not None
