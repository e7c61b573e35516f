"""What passes from one account to another of the same person, how it was before, and how it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, MembershipQuerySet, Role
from klucznik.core import clock
from klucznik.letters.addresses import addresses_of
from klucznik.letters.models import Merge
from klucznik.members.accesses import end_requests
from klucznik.members.endings import place_endings
from klucznik.members.models import (
    AccessRequest,
    AnotherAccount,
    Deputy,
    Invitation,
    ProductAccess,
)
from klucznik.members.places import close_overdue
from klucznik.offices.endings import pass_clients, return_clients


@dataclass(frozen=True)
class PlaceMove:
    """One company in the preview: what the account has there, and what it will have."""

    company: Company
    has: str  # the role of now; empty where it has no place
    gets: str
    is_higher: bool
    products: int
    deputy: bool


def places_of(user: User, company: Company | None = None) -> MembershipQuerySet:
    """The places that would pass, in the order in which companies are locked."""
    found = Membership.objects.active().filter(user=user).select_related("company")
    return (found.filter(company=company) if company else found).order_by("company_id")


def preview(kept: User, merged: User, company: Company | None = None) -> list[PlaceMove]:
    """What passes, company by company; changes nothing."""
    mine = {place.company_id: place for place in places_of(kept)}
    return [_move(mine.get(place.company_id), place) for place in places_of(merged, company)]


def _move(mine: Membership | None, place: Membership) -> PlaceMove:
    higher = mine is None or rises(mine, place)
    products = ProductAccess.objects.active().filter(membership=place)
    if mine is not None:
        products = products.exclude(product__in=_products(mine))
    return PlaceMove(
        company=place.company,
        has=mine.role_label if mine else "",
        gets=place.role_label if higher or mine is None else mine.role_label,
        is_higher=higher,
        products=products.count(),
        deputy=Deputy.objects.named().filter(membership=place).exists(),
    )


def keys_alone(kept: User, merged: User) -> list[Company]:
    """Companies whose proven keys only the other account holds: they do not pass without a letter's wait."""
    keys = places_of(merged).filter(role=Role.GLOBAL_ADMINISTRATOR, proven_at__isnull=False)
    own = places_of(kept).filter(role=Role.GLOBAL_ADMINISTRATOR, proven_at__isnull=False)
    held = set(own.values_list("company_id", flat=True))
    return [place.company for place in keys if place.company_id not in held]


def rises(mine: Membership, place: Membership) -> bool:
    """Whether the other place is worth more: a higher role, and not for a shorter time."""
    if Role(place.role).rank <= Role(mine.role).rank:
        return False
    return place.until is None or (mine.until is not None and mine.until <= place.until)


def pass_places(
    kept: User, merged: User, *, company: Company | None = None, probation: datetime | None = None
) -> list[dict[str, Any]]:
    """Let the places pass, and say how it was. Call it with their companies and both accounts locked."""
    before = []
    for place in places_of(merged, company):
        place.user = merged
        close_overdue(place.company, kept)
        mine = Membership.objects.filter(company=place.company, user=kept, ended_at=None).first()
        # Before anything ends with the place: the clients of an office stay with their person.
        gets = place.role if mine is None or rises(mine, place) else mine.role
        clients = pass_clients(place, kept, role=Role(gets))
        for ending in place_endings():
            ending.carry_out(place, kept)
        entry = _join(mine, place, kept, probation) if mine else _take(place, kept, probation)
        entry["clients"] = clients
        entry["questions"] = _let_accept(kept, merged, place.company)
        before.append(entry)
    if company is None:
        before += _let_accept_elsewhere(kept, merged)
    return before


def _take(place: Membership, kept: User, probation: datetime | None) -> dict[str, Any]:
    """The place becomes the kept account's, with all that hangs on it."""
    entry = {"place": place.pk, "into": None, "probation": _iso(place.probation_until)}
    place.user = kept
    if probation and place.is_global_administrator:
        place.probation_until = probation
    place.save(update_fields=["user", "probation_until"])
    return entry


def _join(
    mine: Membership, place: Membership, kept: User, probation: datetime | None
) -> dict[str, Any]:
    """Two places in one company: one stays, with the higher role and the products of both."""
    entry: dict[str, Any] = {"place": place.pk, "into": mine.pk, "role": None}
    if rises(mine, place):
        entry["role"] = _role_of(mine)
        for name in ("role", "proven_at", "until", "probation_until"):
            setattr(mine, name, getattr(place, name))
        mine.role_since, mine.role_by = clock.now(), None
        if probation and mine.is_global_administrator:
            mine.probation_until = probation
        mine.save()
    entry |= {"held": mine.role, "lasting": _iso(mine.until)}
    entry["products"] = _pass_products(place, mine)
    entry["deputy"] = _pass_deputyship(place, mine)
    end_requests(place, AccessRequest.Outcome.WITHDRAWN, by=kept)
    place.ended_at, place.ended_by = clock.now(), kept
    place.save(update_fields=["ended_at", "ended_by"])
    return entry


def _role_of(place: Membership) -> dict[str, Any]:
    return {
        "role": place.role,
        "since": _iso(place.role_since),
        "by": place.role_by_id,
        "proven": _iso(place.proven_at),
        "probation": _iso(place.probation_until),
        "until": _iso(place.until),
    }


def _products(place: Membership) -> list[int]:
    return list(
        ProductAccess.objects.held().filter(membership=place).values_list("product", flat=True)
    )


def _pass_products(place: Membership, mine: Membership) -> list[int]:
    passing = ProductAccess.objects.held().filter(membership=place)
    keys = list(passing.exclude(product__in=_products(mine)).values_list("pk", flat=True))
    ProductAccess.objects.filter(pk__in=keys).update(membership=mine)
    return keys


def _pass_deputyship(place: Membership, mine: Membership) -> int | None:
    """A deputy has a role below the keys; whoever is one already stays it as it is."""
    found = Deputy.objects.named().filter(membership=place).first()
    named = Deputy.objects.filter(membership=mine, ended_at=None, declined_at=None)
    if found is None or named.exists() or mine.is_global_administrator:
        return None
    Deputy.objects.filter(pk=found.pk).update(membership=mine)
    return found.pk


def _let_accept(kept: User, merged: User, company: Company) -> list[int]:
    """Invitations that wait for the other account can be accepted with this one; the keys are invited anew."""
    waiting = Invitation.objects.waiting().filter(company=company, email__in=addresses_of(merged))
    return _allow(kept, waiting.exclude(role=Role.GLOBAL_ADMINISTRATOR))


def _let_accept_elsewhere(kept: User, merged: User) -> list[dict[str, Any]]:
    """Invitations to companies in which the other account has no place yet."""
    waiting = Invitation.objects.waiting().filter(email__in=addresses_of(merged))
    allowed = _allow(kept, waiting.exclude(role=Role.GLOBAL_ADMINISTRATOR))
    return [{"place": None, "questions": allowed}] if allowed else []


def _allow(kept: User, invitations: Iterable[Invitation]) -> list[int]:
    made = []
    for invitation in invitations:
        asked, is_new = AnotherAccount.objects.get_or_create(
            invitation=invitation, user=kept, defaults={"allowed_at": clock.now()}
        )
        if is_new:
            made.append(asked.pk)
    return made


def restore_places(merge: Merge) -> int:
    """Bring back how it was, as far as nobody decided otherwise meanwhile; how many places. Call it under the locks."""
    assert merge.merged is not None
    restored = 0
    for entry in reversed(merge.before.get("places", [])):
        questions = AnotherAccount.objects.filter(pk__in=entry.get("questions", []))
        questions.filter(invitation__accepted_at=None).update(
            allowed_at=None, refused_at=clock.now()
        )
        place = Membership.objects.filter(pk=entry["place"]).first()
        if place is not None:
            return_clients(entry.get("clients", []), merge.kept, merge.merged)
            restored += _part(place, entry, merge) if entry["into"] else _give(place, entry, merge)
    return restored


def _give(place: Membership, entry: dict[str, Any], merge: Merge) -> int:
    """The place goes back; one that was ended meanwhile stays ended, and one of two makes room."""
    if place.ended_at is None and _has_another(place, merge):
        place.ended_at, place.ended_by = clock.now(), merge.kept
    place.user = merge.merged  # type: ignore[assignment]
    place.probation_until = _moment(entry["probation"])
    place.save(update_fields=["user", "probation_until", "ended_at", "ended_by"])
    return int(place.ended_at is None)


def _part(place: Membership, entry: dict[str, Any], merge: Merge) -> int:
    """One place becomes two again; what the company decided about the one holds for both."""
    mine = Membership.objects.select_related("company").get(pk=entry["into"])
    shorter = mine.until if mine.until != _moment(entry["lasting"]) else None
    if Role(mine.role).rank < Role(entry["held"]).rank:
        _lower(place, mine)
    elif entry["role"] and mine.role == entry["held"]:
        _put_back(mine, entry["role"])
    if shorter:
        place.until, mine.until = min(shorter, place.until or shorter), shorter
        mine.save(update_fields=["until"])
    ProductAccess.objects.filter(pk__in=entry["products"], membership=mine).update(membership=place)
    Deputy.objects.filter(pk=entry["deputy"], membership=mine).update(membership=place)
    if not (_has_another(place, merge) or _was_ended_by_others(mine, merge)):
        place.ended_at = place.ended_by = None
    place.save()
    return int(place.ended_at is None)


def _put_back(mine: Membership, was: dict[str, Any]) -> None:
    """The role of before, unless the company gave another one since."""
    mine.role, mine.role_by_id = was["role"], was["by"]
    mine.role_since = _moment(was["since"]) or clock.now()
    mine.proven_at, mine.until = _moment(was["proven"]), _moment(was["until"])
    mine.probation_until = _moment(was["probation"])
    mine.save()


def _has_another(place: Membership, merge: Merge) -> bool:
    """Whether somebody invited the other account anew."""
    again = Membership.objects.filter(company=place.company_id, user=merge.merged, ended_at=None)
    return again.exclude(pk=place.pk).exists()


def _was_ended_by_others(mine: Membership, merge: Merge) -> bool:
    """Whether the company parted with this person meanwhile, or was closed; undoing a merging brings nobody back."""
    return mine.ended_by_id not in (None, merge.kept_id) or mine.company.closed_at is not None


def _lower(place: Membership, mine: Membership) -> None:
    """Somebody in the company lowered this person: both accounts are the same person's."""
    if Role(mine.role).rank < Role(place.role).rank:
        place.role, place.role_since = mine.role, mine.role_since
        place.role_by_id, place.proven_at = mine.role_by_id, mine.proven_at


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
