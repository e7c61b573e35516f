"""Places and rights that last until a day: set the day, tell that it comes, end them then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.keys import guard_last_global_administrator, lock_company, other_keepers
from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import NoTick, RightMissing, UntilOutOfRange
from klucznik.members.models import ProductAccess
from klucznik.members.permissions import acting, check_until, current, may_open_for
from klucznik.members.places import Reason, end_membership
from klucznik.members.timetable import (
    DECIDED_AHEAD,
    TOLD_AHEAD,
    day_of,
    end_of_day,
    is_choosable,
    notice_is_due,
)


@transaction.atomic
def set_place_until(actor: User, membership: Membership, *, until: date | None) -> Membership:
    """Let a place end on a day, or last: whoever may change the role may; a company keeps one lasting keeper."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    if until == day_of(target.until):
        return target
    check_until(manager, target, until)
    target.until = end_of_day(until) if until else None
    if until:
        guard_last_global_administrator(target)
    target.ending_told_at = _told_by_setting(target.until)
    target.save(update_fields=["until", "ending_told_at"])
    _record(Kind.MEMBER_LIMITED if until else Kind.MEMBER_UNLIMITED, actor, target, until)
    return target


@transaction.atomic
def set_access_until(
    actor: User, membership: Membership, *, product: Product, until: date | None
) -> Membership:
    """Let a right to a product end at the end of a day, or last: whoever may give the right may."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    if not may_open_for(manager, target):
        raise RightMissing
    access = ProductAccess.objects.held().filter(membership=target, product=product).first()
    if access is None:
        raise NoTick
    if until == day_of(access.until):
        return target
    if until is not None and not is_choosable(until):
        raise UntilOutOfRange
    access.until = end_of_day(until) if until else None
    access.ending_told_at = _told_by_setting(access.until)
    access.save(update_fields=["until", "ending_told_at"])
    kind = Kind.ACCESS_LIMITED if until else Kind.ACCESS_UNLIMITED
    _record(kind, actor, target, until, **_named(product))
    return target


@transaction.atomic
def expire_place(membership: Membership) -> bool:
    """The day is over: the place ends, unless nobody else would hold the keys; then it lasts. False: nothing to do yet.

    Whether the keys depend on it is decided a little ahead, so that they are never missing in between.
    """
    company = lock_company(membership.company)
    due = Membership.objects.filter(ended_at=None, until__lte=clock.now() + DECIDED_AHEAD)
    target = due.select_related("user").filter(pk=membership.pk).first()
    if target is None:
        return False
    target.company = company
    if _keys_depend_on(target):
        target.until = target.ending_told_at = None
        target.save(update_fields=["until", "ending_told_at"])
        _record(Kind.MEMBER_KEPT, None, target)
    elif target.is_over:
        end_membership(target, actor=None, reason=Reason.EXPIRED)
    else:
        return False
    return True


@transaction.atomic
def expire_access(access: ProductAccess) -> bool:
    """The day is over: the right ends. False when somebody changed it meanwhile."""
    company = lock_company(access.membership.company)
    ended = ProductAccess.objects.overdue().filter(pk=access.pk).update(ended_at=clock.now())
    if ended:
        access.membership.company = company
        _record(Kind.ACCESS_EXPIRED, None, access.membership, **_named(access.product))
    return bool(ended)


@transaction.atomic
def tell_place_ending(membership: Membership) -> bool:
    """Tell 14 days and 2 days ahead that a place ends; False when it was told or changed meanwhile."""
    company = lock_company(membership.company)
    target = Membership.objects.active().select_related("user").filter(pk=membership.pk).first()
    if target is None or not notice_is_due(target.until, target.ending_told_at):
        return False
    target.company, target.ending_told_at = company, clock.now()
    target.save(update_fields=["ending_told_at"])
    _record(Kind.MEMBER_ENDING_TOLD, None, target, day_of(target.until))
    return True


@transaction.atomic
def tell_access_ending(access: ProductAccess) -> bool:
    """Tell 14 days and 2 days ahead that a right to a product ends; False when it was told or changed meanwhile."""
    lock_company(access.membership.company)
    rights = ProductAccess.objects.active().select_related("membership__user", "product")
    found = rights.select_related("membership__company").filter(pk=access.pk).first()
    if found is None or not notice_is_due(found.until, found.ending_told_at):
        return False
    found.ending_told_at = clock.now()
    found.save(update_fields=["ending_told_at"])
    named = _named(found.product)
    _record(Kind.ACCESS_ENDING_TOLD, None, found.membership, day_of(found.until), **named)
    return True


def _keys_depend_on(target: Membership) -> bool:
    """Whether nobody else holds the keys any longer than this place does."""
    if not target.is_global_administrator:
        return False
    longer = Q(until=None) | Q(until__gt=target.until)
    return not other_keepers(target).filter(longer).exists()


def _told_by_setting(until: datetime | None) -> datetime | None:
    """Whoever sets a day that is near tells of it by that; no first notice follows on its heels."""
    near = until is not None and until - TOLD_AHEAD[0] <= clock.now()
    return clock.now() if near else None


def _named(product: Product) -> dict[str, Any]:
    return {"product": product.name, "codes": [product.code]}


def _record(
    kind: Kind, actor: User | None, target: Membership, until: date | None = None, **facts: Any
) -> None:
    if until is not None:
        facts["until"] = until.isoformat()
    record(
        kind,
        actor=actor,
        company=target.company,
        person=target.user,
        subject=target,
        role=target.role,
        **facts,
    )
