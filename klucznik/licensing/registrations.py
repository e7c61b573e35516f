"""In which ways a license can be registered, and what is the one thing to do about it now."""

from __future__ import annotations

from enum import StrEnum

from klucznik.catalog.models import Line
from klucznik.catalog.rules import Way
from klucznik.licensing.errors import (
    AlreadyRegistered,
    NotPossibleNow,
    OnlyInTheProgram,
    RegistrationWaits,
    WayNotOpen,
)
from klucznik.licensing.models import License

IN_PROGRAM = frozenset({Way.ONLINE, Way.CODE})


class ToDo(StrEnum):
    """What the page of a license leads to."""

    NOTHING = "nothing"
    IN_PROGRAM = "in_program"
    WITH_FILE = "with_file"
    TERMS = "terms"
    ASK_VENDOR = "ask_vendor"
    WAIT = "wait"


def ways_of(license: License) -> frozenset[Way]:
    """Ways that the product's rules open; a line that registers only in the program closes all others."""
    opened = frozenset(Way(way) for way in license.product.rules.ways)
    return opened & IN_PROGRAM if _only_in_program(license) else opened


def require_way(license: License, way: Way) -> None:
    """Refuse a way that is not open, and say which one is where a whole line has only that."""
    if way in ways_of(license):
        return
    if _only_in_program(license) and way not in IN_PROGRAM:
        raise OnlyInTheProgram
    raise WayNotOpen


def require_unregistered(license: License) -> None:
    """Refuse whatever cannot be registered now, each state with its own sentence."""
    match license.status:
        case License.Status.UNREGISTERED:
            return
        case License.Status.REGISTERED:
            raise AlreadyRegistered
        case License.Status.AWAITING:
            raise RegistrationWaits
        case _:
            raise NotPossibleNow(state=license.get_status_display())


def waits_for_vendor(license: License) -> bool:
    """Whether somebody at the vendor looks at the registration first."""
    is_school = license.variant == License.Variant.EDUCATION
    return license.product.needs_acceptance(license.edition) or is_school


def gets_code(license: License) -> bool:
    """Whether an activation code comes by e-mail once the license is registered."""
    return Way.CODE in ways_of(license)


def has_file(license: License) -> bool:
    """Whether the portal gives a license file of it: registered, and of a product that takes one."""
    is_usable = license.status == License.Status.REGISTERED
    return is_usable and Way.FILE in ways_of(license)


def to_do(license: License) -> ToDo:
    """The one next step of a license that is not registered."""
    if license.status == License.Status.AWAITING:
        return ToDo.WAIT
    if license.status != License.Status.UNREGISTERED:
        return ToDo.NOTHING
    open_ways = ways_of(license)
    if Way.TERMS in open_ways:
        return ToDo.TERMS
    if Way.FILE in open_ways:
        return ToDo.WITH_FILE
    return ToDo.IN_PROGRAM if open_ways & IN_PROGRAM else ToDo.ASK_VENDOR


def _only_in_program(license: License) -> bool:
    return license.product.registration == Line.Registration.PROGRAM
