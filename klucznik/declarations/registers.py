"""What official registers said about the company of a case, as it was read for this case, and what follows from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.companies.registries import Status, registers
from klucznik.core import clock
from klucznik.declarations.models import Decision, Declaration, RegisterSnapshot

Answer = RegisterSnapshot.Answer

# An older answer is asked for again when a reviewer opens the case, and proves nothing before a grant.
FRESH: Final = timedelta(hours=24)
# An entry so young may be what a thief of companies made.
YOUNG_ENTRY: Final = timedelta(days=14)
# Where an address or a website is looked for first: there only those who represent the company can enter it.
TRUSTED: Final = ("krs", "ceidg", "regon")


class Doubt(StrEnum):
    """Why a lead has to look: what the register says about the company itself."""

    RECENT_ENTRY = "recent_entry"
    PROCEEDINGS = "proceedings"
    ENDED = "ended"


DOUBTS: Final[dict[str, str | Promise]] = {
    Doubt.RECENT_ENTRY: _("An entry in the register is younger than 14 days."),
    Doubt.PROCEEDINGS: _("Liquidation, bankruptcy or restructuring is entered in the register."),
    Doubt.ENDED: _("According to the register the company has ended."),
}
_DOUBTFUL: Final[dict[str, Doubt]] = {
    Status.LIQUIDATION: Doubt.PROCEEDINGS,
    Status.BANKRUPTCY: Doubt.PROCEEDINGS,
    Status.RESTRUCTURING: Doubt.PROCEEDINGS,
    Status.ENDED: Doubt.ENDED,
}


def snapshots(case: Declaration) -> list[RegisterSnapshot]:
    """The latest answer of each register, unknown ones among them."""
    return list(_latest(_read(case)).values())


def known(case: Declaration) -> list[RegisterSnapshot]:
    """The latest yes or no of each register; that it does not answer now takes nothing away from it."""
    return list(_latest(one for one in _read(case) if one.answer != Answer.UNKNOWN).values())


def registered_email(case: Declaration) -> str:
    """The company's own address in a register; empty when no register that answered holds one."""
    return _fact(case, "email")


def registered_number(case: Declaration) -> str:
    """The company's number in the court register (KRS); empty when no register that answered holds one."""
    return _fact(case, "krs")


def registered_website(case: Declaration) -> str:
    """The company's own website in a register, as a domain name; empty when there is none."""
    return _fact(case, "domain")


def registered_edelivery(case: Declaration) -> str:
    """The company's address for e-Doręczenia; the portal cannot write there."""
    return _fact(case, "edelivery")


def is_stale(case: Declaration) -> bool:
    """Whether registers are on and none was read for this case lately."""
    if not registers():
        return False
    last = RegisterSnapshot.objects.filter(declaration=case).order_by("-id").first()
    return last is None or clock.now() - last.read_at > FRESH


def representation_hash(facts: dict[str, Any]) -> str:
    """Of who represents the company and how, and of what took that away; empty where a register tells neither."""
    people = facts.get("representatives") or []
    if not people and not facts.get("representation"):
        return ""
    status = facts.get("status", "")
    told = {
        "people": sorted(
            [_plain(one.get("name", "")), _plain(one.get("function", ""))] for one in people
        ),
        "rule": _plain(facts.get("representation", "")),
        "status": status if status in _DOUBTFUL else "",
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def representation_changed(case: Declaration) -> bool | None:
    """Whether who represents the company is not what each of the approving reviewers saw; None when nobody can say.

    Nothing can have changed where no register is on, nobody had to approve, or those that answered tell nobody's
    names. That nothing changed is believed of an answer of this day only.
    """
    moments = _approvals(case)
    if not registers() or not moments:
        return False
    read = _read(case)
    now = {one.register: one for one in snapshots_at(read, clock.now())}
    told = {one.register: one for one in snapshots_at(read, clock.now(), definite=True)}
    seen = [one for moment in moments for one in snapshots_at(read, moment, definite=True)]
    compared = [one for one in seen if one.representation_hash]
    if any(_differs(one, told[one.register]) for one in compared):
        return True
    verdicts = [_is_fresh(now[one.register]) for one in compared]
    if verdicts:
        return False if all(verdicts) else None
    silent = [one for moment in moments for one in snapshots_at(read, moment)]
    return False if seen and Answer.UNKNOWN not in {one.answer for one in silent} else None


def needs_lead_because_of_register(case: Declaration) -> bool:
    """Whether a lead has to be among those who approve."""
    return bool(doubts(case))


def doubts(case: Declaration) -> list[Doubt]:
    """What the registers say that a lead has to weigh, each once."""
    found = [doubt for one in known(case) for doubt in doubts_about(one)]
    return list(dict.fromkeys(found))


def doubts_about(snapshot: RegisterSnapshot) -> list[Doubt]:
    """An excerpt tells only the day of its last entry, not what that entry changed: it counts, whatever it was."""
    if snapshot.answer != Answer.YES:
        return []
    entry = entered_on(snapshot)
    read_on = timezone.localtime(snapshot.read_at).date()
    recent = [Doubt.RECENT_ENTRY] if entry and read_on - entry <= YOUNG_ENTRY else []
    status = snapshot.facts.get("status", "")
    return recent + ([_DOUBTFUL[status]] if status in _DOUBTFUL else [])


def entered_on(snapshot: RegisterSnapshot) -> date | None:
    """The day of the last entry, where the register tells it."""
    try:
        return parse_date(str(snapshot.facts.get("changed_on") or "")[:10])
    except ValueError:
        return None


def snapshots_at(
    read: Iterable[RegisterSnapshot], moment: datetime, *, definite: bool = False
) -> list[RegisterSnapshot]:
    """The latest answer of each register at that moment."""
    then = (one for one in read if one.read_at <= moment)
    return list(
        _latest(one for one in then if not definite or one.answer != Answer.UNKNOWN).values()
    )


def _differs(seen: RegisterSnapshot, told: RegisterSnapshot) -> bool:
    """However old the later answer is: a change that was seen once does not pass by waiting."""
    return told.representation_hash != seen.representation_hash


def _is_fresh(now: RegisterSnapshot) -> bool:
    return now.answer != Answer.UNKNOWN and clock.now() - now.read_at <= FRESH


def _approvals(case: Declaration) -> list[datetime]:
    """When the standing approvals were given."""
    standing = Decision.objects.filter(
        declaration=case,
        round=case.review_round,
        voided_at=None,
        verdict=Decision.Verdict.APPROVE,
    )
    return list(standing.values_list("at", flat=True))


def _read(case: Declaration) -> list[RegisterSnapshot]:
    return list(RegisterSnapshot.objects.filter(declaration=case).order_by("id"))


def _latest(read: Iterable[RegisterSnapshot]) -> dict[str, RegisterSnapshot]:
    latest: dict[str, RegisterSnapshot] = {}
    for one in read:
        latest[one.register] = one
    return latest


def _fact(case: Declaration, name: str) -> str:
    rank = {register: place for place, register in enumerate(TRUSTED)}
    answered = [one for one in known(case) if one.answer == Answer.YES and one.facts.get(name)]
    answered.sort(key=lambda one: rank.get(one.register, len(rank)))
    return str(answered[0].facts[name]) if answered else ""


def _plain(text: Any) -> str:
    return " ".join(str(text).split()).casefold()
