"""Whether a person may open a product, and why: one pure answer for the pages, the API and the programs themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Verdict(StrEnum):
    """The answer: the ways to open a product, and each thing that may be missing."""

    OPENS = "opens"
    OPENS_TO_READ = "opens_to_read"
    OPEN_TO_ALL = "open_to_all"
    PLACE_ENDED = "place_ended"
    NO_LICENSE = "no_license"
    LICENSE_EXPIRED = "license_expired"
    LICENSE_NOT_YET = "license_not_yet"
    LICENSE_SUSPENDED = "license_suspended"
    LICENSE_UNREGISTERED = "license_unregistered"
    ASSOCIATED = "associated"
    TICK_ENDED = "tick_ended"
    NO_TICK = "no_tick"
    NO_FREE_PLACE = "no_free_place"
    SECOND_STEP_MISSING = "second_step_missing"


OPENING = frozenset({Verdict.OPENS, Verdict.OPENS_TO_READ, Verdict.OPEN_TO_ALL})
# What an administrator can mend with one act; for anything else a request would be in vain.
GRANTABLE = frozenset(
    {Verdict.ASSOCIATED, Verdict.TICK_ENDED, Verdict.NO_TICK, Verdict.NO_FREE_PLACE}
)


class LicenseState(StrEnum):
    """What a license is worth today; the first is the only one that opens anything."""

    USABLE = "usable"
    NOT_YET = "not_yet"
    UNREGISTERED = "unregistered"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True)
class LicenseFact:
    """One license of the product: how many people it lets in (None: it counts something else) and when."""

    state: LicenseState
    people: int | None
    valid_from: date
    valid_to: date | None = None
    url: str = ""
    # Whose license it is, where an accounting office shares it; and that it lets people only read and export.
    office: str = ""
    read_only: bool = False


@dataclass(frozen=True)
class TickFact:
    """A tick: since when, and until when it opens or opened."""

    since: datetime
    until: datetime | None = None
    ended_at: datetime | None = None

    def over_at(self, now: datetime) -> datetime | None:
        """When it ended; the moment counts, not the visit of the task that notes it."""
        if self.ended_at is not None:
            return self.ended_at
        return self.until if self.until is not None and self.until <= now else None


@dataclass(frozen=True)
class Facts:
    """All that the answer depends on."""

    now: datetime
    needs_access: bool = True
    licenses: tuple[LicenseFact, ...] = ()
    taken: int = 0
    has_role: bool = True
    place_until: datetime | None = None
    place_ended_at: datetime | None = None
    tick: TickFact | None = None
    second_step_missing: bool = False

    @property
    def most(self) -> int | None:
        """How many people the usable licenses let in together (None: as many as one likes)."""
        return places(self.licenses)

    @property
    def reads_only(self) -> bool:
        """Whether nothing more than reading is left of what lets people in."""
        return all(license.read_only for license in letting_in(self.licenses))

    @property
    def is_full(self) -> bool:
        return self.most is not None and self.taken >= self.most

    @property
    def over(self) -> int:
        """How many people more than the licenses allow have a tick: the licenses shrank below them."""
        return max(0, self.taken - self.most) if self.most is not None else 0

    @property
    def place_over_at(self) -> datetime | None:
        if self.place_ended_at is not None:
            return self.place_ended_at
        due = self.place_until is not None and self.place_until <= self.now
        return self.place_until if due else None


def usable(licenses: Iterable[LicenseFact]) -> list[LicenseFact]:
    return [license for license in licenses if license.state == LicenseState.USABLE]


def letting_in(licenses: Iterable[LicenseFact]) -> list[LicenseFact]:
    """The usable licenses; those with which one may only read count where there is no other."""
    found = usable(licenses)
    return [license for license in found if not license.read_only] or found


def places(licenses: Iterable[LicenseFact]) -> int | None:
    """The sizes of usable licenses of one product add up; one that counts something else limits no people."""
    sizes = [license.people for license in letting_in(licenses)]
    return None if None in sizes else sum(size for size in sizes if size is not None)


def decide(facts: Facts) -> Verdict:
    """The first thing that is missing, the one that has to be mended first; or the way in."""
    if facts.place_over_at:
        return Verdict.PLACE_ENDED
    if not usable(facts.licenses):
        return _without_license(facts.licenses)
    if not facts.needs_access:
        return Verdict.OPENS_TO_READ if facts.reads_only else Verdict.OPEN_TO_ALL
    if not facts.has_role:
        return Verdict.ASSOCIATED
    if facts.tick is None or facts.tick.over_at(facts.now):
        return _without_tick(facts)
    if facts.second_step_missing:
        return Verdict.SECOND_STEP_MISSING
    return Verdict.OPENS_TO_READ if facts.reads_only else Verdict.OPENS


def _without_license(licenses: tuple[LicenseFact, ...]) -> Verdict:
    """Of several unusable licenses the one that can be mended most easily tells the reason."""
    reasons = {
        LicenseState.NOT_YET: Verdict.LICENSE_NOT_YET,
        LicenseState.UNREGISTERED: Verdict.LICENSE_UNREGISTERED,
        LicenseState.SUSPENDED: Verdict.LICENSE_SUSPENDED,
        LicenseState.EXPIRED: Verdict.LICENSE_EXPIRED,
    }
    states = {license.state for license in licenses}
    return next((reasons[state] for state in reasons if state in states), Verdict.NO_LICENSE)


def _without_tick(facts: Facts) -> Verdict:
    if facts.is_full:
        return Verdict.NO_FREE_PLACE
    return Verdict.TICK_ENDED if facts.tick else Verdict.NO_TICK


def turning_day(facts: Facts) -> date | datetime | None:
    """The day that the sentence of the verdict names, if it names one."""
    match decide(facts):
        case Verdict.PLACE_ENDED:
            return facts.place_over_at
        case Verdict.TICK_ENDED:
            return facts.tick.over_at(facts.now) if facts.tick else None
        case Verdict.OPENS_TO_READ:
            read = letting_in(facts.licenses)
            return max((found.valid_to for found in read if found.valid_to), default=None)
        case Verdict.LICENSE_EXPIRED:
            return max((found.valid_to for found in facts.licenses if found.valid_to), default=None)
        case Verdict.LICENSE_NOT_YET:
            waiting = [
                found.valid_from for found in facts.licenses if found.state == LicenseState.NOT_YET
            ]
            return min(waiting)
        case _:
            return None


# The verdict in a sentence: to the person themselves, and about them to somebody who manages access.
TO_YOU = {
    Verdict.OPENS: _("You can open %(product)s."),
    Verdict.OPENS_TO_READ: _(
        "You can open %(product)s to read and to export, until %(day)s. Nothing can be changed in it any more."
    ),
    Verdict.OPEN_TO_ALL: _(
        "%(product)s needs no separate right: whoever has the program of the company opens it."
    ),
    Verdict.PLACE_ENDED: _("Your place in the company %(company)s ended on %(day)s."),
    Verdict.NO_LICENSE: _("%(company)s has no license of %(product)s."),
    Verdict.LICENSE_EXPIRED: _("The license of %(product)s expired. Its last day was %(day)s."),
    Verdict.LICENSE_NOT_YET: _("The license of %(product)s begins on %(day)s."),
    Verdict.LICENSE_SUSPENDED: _("The license of %(product)s is suspended."),
    Verdict.LICENSE_UNREGISTERED: _("The license of %(product)s is not registered yet."),
    Verdict.ASSOCIATED: _(
        "You are associated with the company %(company)s, but you have no role in it yet. "
        "Without a role nobody opens %(product)s."
    ),
    Verdict.TICK_ENDED: _("Your right to %(product)s ended on %(day)s."),
    Verdict.NO_TICK: _("Nobody has given you the right to %(product)s yet."),
    Verdict.NO_FREE_PLACE: _(
        "You have no right to %(product)s, and all places of the license are taken."
    ),
    Verdict.SECOND_STEP_MISSING: _(
        "The company %(company)s demands two-step verification, and you have not turned it on."
    ),
}
ABOUT = TO_YOU | {
    Verdict.OPENS: _("%(person)s can open %(product)s: there is a license, a role and a right."),
    Verdict.OPENS_TO_READ: _(
        "%(person)s can open %(product)s to read and to export, until %(day)s: the sharing has ended."
    ),
    Verdict.PLACE_ENDED: _(
        "%(person)s cannot open %(product)s: the place in the company ended on %(day)s."
    ),
    Verdict.NO_LICENSE: _("Nobody here can open %(product)s: the company has no license of it."),
    Verdict.LICENSE_EXPIRED: _(
        "Nobody here can open %(product)s: the license expired. Its last day was %(day)s."
    ),
    Verdict.LICENSE_NOT_YET: _(
        "Nobody here can open %(product)s yet: the license begins on %(day)s."
    ),
    Verdict.LICENSE_SUSPENDED: _("Nobody here can open %(product)s now: the license is suspended."),
    Verdict.LICENSE_UNREGISTERED: _(
        "Nobody here can open %(product)s yet: the license is not registered."
    ),
    Verdict.ASSOCIATED: _(
        "%(person)s cannot open %(product)s: an associated person has no role in the company."
    ),
    Verdict.TICK_ENDED: _("%(person)s cannot open %(product)s: the right ended on %(day)s."),
    Verdict.NO_TICK: _("%(person)s cannot open %(product)s: nobody has given this right."),
    Verdict.NO_FREE_PLACE: _(
        "%(person)s cannot open %(product)s: there is no right, and all places of the license are taken."
    ),
    Verdict.SECOND_STEP_MISSING: _(
        "%(person)s cannot open %(product)s: the company demands two-step verification, and it is not turned on."
    ),
}
