"""A judgement in words: the state of a license at a glance, and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from klucznik.catalog.rules import Mode, Way
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long, day_month
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import License
from klucznik.licensing.validation import Judgement
from klucznik.licensing.verdicts import MODES, SENTENCES, WITHOUT_A_DAY, Verdict

# A license that ends within so many days, or ended so many days ago, is worth a look.
NEAR_DAYS = 30
# A day so near is told without its year.
SAME_YEAR_DAYS = 300


@dataclass(frozen=True)
class State:
    """What stands beside a license in a list: a shape, a word or two, and what follows from them."""

    shape: str
    word: str
    more: str = ""

    @property
    def needs_attention(self) -> bool:
        return self.shape in ("attention", "problem")


def state_of(license: License, judgement: Judgement) -> State:
    """The judgement at a glance; queries.needing_attention() finds the same licenses in the database."""
    day = near(judgement.day)
    match judgement.verdict:
        case Verdict.UNREGISTERED | Verdict.UNREGISTERED_OVER:
            return _unregistered(license, judgement)
        case Verdict.AWAITING:
            more = _("works without limits meanwhile")
            return State("waiting", pgettext("license", "waiting for the vendor"), more)
        case Verdict.NOT_YET:
            return State("info", _("begins on %(day)s") % {"day": day})
        case Verdict.TRIAL:
            return State("info", _("trial until %(day)s") % {"day": day})
        case Verdict.IN_GRACE:
            more = _("works without limits until %(day)s") % {"day": day}
            return State("attention", pgettext("license", "expired"), more)
        case Verdict.EXPIRED:
            return _expired(license, judgement)
        case Verdict.SUSPENDED:
            return State("problem", pgettext("license", "suspended"), in_mode(judgement))
        case Verdict.REVOKED:
            return State("ended", pgettext("license", "revoked"), in_mode(judgement))
        case _:
            return _good(license)


def sentence(license: License, judgement: Judgement) -> str:
    """The judgement as programs tell it, and what it means for the work."""
    verdict = judgement.verdict
    words = {"product": license.product.name, "day": date_long(judgement.day)}
    if verdict == Verdict.UNREGISTERED and license.first_used_at is None:
        told = _("The license of %(product)s is not registered.") % words
        return f"{told} {_capital(_days_of_use(license))}."
    if verdict == Verdict.UNREGISTERED_OVER and is_for_portal(license):
        return _("%(product)s is not activated yet. People open it after its activation.") % words
    if verdict == Verdict.VALID and _ends_soon(license):
        return _("The license of %(product)s ends on %(day)s.") % words
    by_day = judgement.day is not None or verdict not in WITHOUT_A_DAY
    told = str((SENTENCES if by_day else WITHOUT_A_DAY)[verdict]) % words
    return f"{told} {MODES[judgement.mode]}" if judgement.is_limited else told


def in_mode(judgement: Judgement) -> str:
    """What the program still does, in a few words; nothing where it does everything."""
    return {
        Mode.FULL: "",
        Mode.RESTRICTED: _("works with limits"),
        Mode.READ_ONLY: _("read only"),
    }[judgement.mode]


def is_for_portal(license: License) -> bool:
    """Whether accepting its terms in the portal is all that registers it."""
    return license.product.rules.ways == (Way.TERMS,)


def near(day: date | None) -> str:
    """A day as short as it can be understood."""
    if day is None:
        return ""
    is_near = abs(day - clock.today()) < timedelta(days=SAME_YEAR_DAYS)
    return day_month(day) if is_near else date_long(day)


def _unregistered(license: License, judgement: Judgement) -> State:
    grace_to = facts_of(license).grace_to
    if judgement.is_limited or judgement.verdict == Verdict.UNREGISTERED_OVER:
        if grace_to is not None and grace_to < clock.today():
            return _expired(license, judgement)
        if is_for_portal(license):
            return State("problem", _("not activated"))
        return State("problem", pgettext("license", "unregistered"), in_mode(judgement))
    if license.first_used_at is None:
        more = _days_of_use(license)
    else:
        more = _("works without limits until %(day)s") % {"day": near(judgement.day)}
    return State("attention", pgettext("license", "unregistered"), more)


def _days_of_use(license: License) -> str:
    days = license.product.rules.unregistered_days
    return ngettext(
        "works without limits for %(days)s day from the first use",
        "works without limits for %(days)s days from the first use",
        days,
    ) % {"days": days}


def _expired(license: License, judgement: Judgement) -> State:
    """Worth a look while it is fresh; a trial that ended is only told."""
    ended = license.valid_to if license.is_over else None
    fresh = ended is not None and (clock.today() - ended).days <= NEAR_DAYS
    is_trial = license.variant == License.Variant.TRIAL
    shape = "attention" if fresh and not is_trial else "ended"
    return State(shape, pgettext("license", "expired"), in_mode(judgement))


def _ends_soon(license: License) -> bool:
    return license.days_left is not None and license.days_left < NEAR_DAYS


def _good(license: License) -> State:
    if _ends_soon(license):
        return State("attention", _("ends soon"))
    return State("ok", pgettext("license", "registered"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
