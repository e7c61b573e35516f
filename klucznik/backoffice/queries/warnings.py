"""What a reviewer must not overlook in a case, each as a sentence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from klucznik.backoffice.places import is_on_staff
from klucznik.companies.measures import is_disputed, is_suspended
from klucznik.core.errors import DomainError
from klucznik.declarations.impartiality import outcome_of, standing_decisions
from klucznik.declarations.leads import register_asks_for_lead
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.states import ENDS
from klucznik.declarations.verdicts import Outcome

ALIKE = 0.93


@dataclass(frozen=True)
class Warned:
    """One sentence, and a second one with what was found."""

    text: str
    more: str = ""


def warnings_of(case: Declaration, seen: dict[str, Any]) -> list[Warned]:
    """In the order of their weight; `seen` is what the page has found already."""
    found = [
        *_of_reviewers(case),
        *_of_company(case),
        *_of_claimant(seen["claimant"]),
        *_of_login(case.login),
        *_of_other_account(case),
        *_of_surroundings(seen),
    ]
    if needs := why_lead(case):
        found.insert(0, Warned(needs))
    if refusal := why_refused(case):
        found.insert(0, Warned(_("As things stand nobody can approve this case."), refusal))
    return found


def _of_reviewers(case: Declaration) -> list[Warned]:
    """What was approved by somebody who has left since can still be stopped while it waits."""
    if case.state not in (State.NOTICE, State.READY):
        return []
    approved = [one for one in standing_decisions(case) if one.verdict == "approve"]
    gone = [one.reviewer.display_name for one in approved if not is_on_staff(one.reviewer)]
    text = _("Who approved this case is no longer on the staff. Look at it again while it waits.")
    return [Warned(text, ", ".join(gone))] if gone else []


def why_refused(case: Declaration) -> str:
    """What the letter itself has against an approval: told before anybody fills the form in."""
    if case.state != State.IN_REVIEW:
        return ""
    try:
        letter_of(case.kind).check_approval(case)
    except DomainError as refusal:
        return str(refusal)
    return ""


def why_lead(case: Declaration) -> str:
    """Why two reviewers are not enough; empty when they are, or when the review is over."""
    if case.state != State.IN_REVIEW:
        return ""
    if letter_of(case.kind).needs_lead:
        return _("A lead reviewer has to be among those who approve such a letter.")
    if register_asks_for_lead(case):
        return _(
            "The entry in the register changed lately, or the company is winding up: "
            "a lead reviewer has to be among those who approve."
        )
    return ""


def lacks_lead(case: Declaration) -> bool:
    """Enough reviewers have approved, and only a lead is missing."""
    return case.state == State.IN_REVIEW and outcome_of(case) == Outcome.LACKS_LEAD


def _of_company(case: Declaration) -> list[Warned]:
    found = []
    if is_suspended(case.company):
        found.append(Warned(_("Changes in this company are suspended: nothing is granted.")))
    if is_disputed(case.company):
        found.append(
            Warned(
                _("There is a dispute about this company."),
                _("Decide only by an entry in the register or an order of a court."),
            )
        )
    return found


def _of_claimant(claimant: dict[str, Any]) -> list[Warned]:
    if claimant["is_young"]:
        return [Warned(_("The account is younger than 72 hours."))]
    return []


def _of_login(login: str) -> list[Warned]:
    escaped = unusual(login)
    if not escaped:
        return []
    return [Warned(_("The sign-in address has unusual characters; written out it is:"), escaped)]


def _of_other_account(case: Declaration) -> list[Warned]:
    """A letter about another account: an address that reads almost like it may be registered for that alone."""
    other = str(case.about.get("email", ""))
    if not other:
        return []
    found = _of_login(other)
    if is_alike(case.login, other):
        found.append(
            Warned(
                _("The two addresses are almost the same: read them letter by letter."),
                f"{case.login} · {other}",
            )
        )
    return found


def is_alike(one: str, other: str) -> bool:
    """Whether two addresses differ so little that the eye takes one for the other."""
    first, second = _plain(one), _plain(other)
    return first == second or SequenceMatcher(None, first, second).ratio() >= ALIKE


def _plain(address: str) -> str:
    """With signs that look the same written the same."""
    lower = address.replace("I", "l").lower().replace("rn", "m").replace("vv", "w")
    return lower.translate(str.maketrans("10", "lo"))


def _of_surroundings(seen: dict[str, Any]) -> list[Warned]:
    found = []
    if any(other.state not in ENDS for other in seen["cases"]):
        found.append(
            Warned(_("Another case of this company is open."), _("Read both before you decide."))
        )
    if seen["changed_at"]:
        found.append(Warned(_("The contact data of the company changed within 30 days.")))
    return found


def unusual(login: str) -> str:
    """An address with other than plain letters, written out so that nothing in it can pose as another; else empty."""
    local, _at, domain = login.rpartition("@")
    if login.isascii() and login.isprintable() and "xn--" not in domain.lower():
        return ""
    return f"{_escaped(local)}@{_punycode(domain)}"


def _escaped(text: str) -> str:
    """Every character that is not ASCII by its number and name."""
    return "".join(
        one if one.isascii() and one.isprintable() else f"[U+{ord(one):04X} {_name(one)}]"
        for one in text
    )


def _name(character: str) -> str:
    return unicodedata.name(character, "UNNAMED")


def _punycode(domain: str) -> str:
    """As the machines of the world read it; characters by name where it cannot be a domain at all."""
    try:
        plain = domain.encode("idna").decode()
        shown = plain.encode().decode("idna") if "xn--" in plain else ""
    except UnicodeError:
        return _escaped(domain)
    return f"{plain} ({_escaped(shown)})" if shown else plain
