"""The same acts as on a person's page, for several people one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core.errors import DomainError
from klucznik.members.actions.access import grant_product_access, withdraw_product_access
from klucznik.members.actions.limits import set_place_until
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.choosing import (
    Act,
    ChangeRole,
    Disconnect,
    GiveProduct,
    SetUntil,
    Sorted,
    WithdrawProduct,
    reason_of,
    sort_out,
)
from klucznik.members.permissions import acting


def change_chosen(actor: User, company: Company, *, act: Act, chosen: list[str]) -> Sorted:
    """Do it to each in a transaction of its own, so that one refusal stops nobody; who was left out, and why."""
    manager, run = acting(actor, company), _action_of(act)
    result = sort_out(manager, act, chosen)
    wanted, result.fit = result.fit, []
    for place in wanted:
        try:
            run(actor, place)
            result.fit.append(place)
        except DomainError as refusal:
            result.skipped.append((place, reason_of(manager, place, refusal)))
    return result


def _action_of(act: Act) -> Callable[[User, Membership], Any]:
    """The action that a person's page calls for the same."""
    match act:
        case ChangeRole():
            return partial(change_role, role=act.role)
        case SetUntil():
            return partial(set_place_until, until=act.until)
        case GiveProduct():
            return partial(grant_product_access, product=act.product)
        case WithdrawProduct():
            return partial(withdraw_product_access, product=act.product)
        case Disconnect():
            return remove_member
    raise NotImplementedError
