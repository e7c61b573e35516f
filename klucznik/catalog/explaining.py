"""The rules of a product in words, for the vendor's staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from klucznik.catalog.models import Line, Product
from klucznik.catalog.rules import Mode, Rules, Seating, Way

Said = tuple[str, str]


@dataclass(frozen=True)
class Chapter:
    """Rules about one subject: what each is called and what it says."""

    title: str | Promise
    said: list[Said]


def rules_in_words(product: Product) -> list[Chapter]:
    """All rules of a product that licenses are for."""
    chapters: list[tuple[Promise, Callable[[Product, Rules], list[Said]]]] = [
        (gettext_lazy("Registration"), _registration),
        (gettext_lazy("Periods"), _periods),
        (gettext_lazy("Seats and devices"), _devices),
    ]
    return [Chapter(title, write(product, product.rules)) for title, write in chapters]


def sizes_in_words(product: Product) -> list[str]:
    """In which sizes it is sold."""
    editions = {edition.code: edition.told for edition in product.editions}
    return [_size(step, editions) for step in product.steps]


def _size(step: dict[str, Any], editions: dict[str, str]) -> str:
    size = f"+{step['by']}"
    if step["base"]:
        size = str(step["base"])
        size += _(", then by %(by)s") % {"by": step["by"]} if step["by"] else ""
    words = f"{Product.Metric(step['metric']).label}: {size}"
    edition = editions.get(step.get("edition", ""))
    return f"{words} ({edition})" if edition else words


def _registration(product: Product, rules: Rules) -> list[Said]:
    where = Line.Registration(product.registration).label
    ways = "; ".join(str(Way(way).label) for way in rules.ways)
    waits = _("waits until the vendor's staff accepts it") if rules.needs_acceptance else ""
    by_size = rules.entities == "size"
    return [
        (pgettext("registration", "Where"), str(where)),
        (pgettext("registration", "How"), ways),
        (_("Acceptance"), waits or _("holds at once")),
        (
            _("Not registered"),
            _days_and_then(rules.unregistered_days, rules.unregistered_end, since_first_use=True),
        ),
        (
            _("Entities"),
            _("as many as the size says") if by_size else _("only the company itself"),
        ),
        (_("Entity of a client that is not registered"), _client(rules.client_unregistered_days)),
    ]


def _periods(product: Product, rules: Rules) -> list[Said]:
    return [
        (_("Trial"), _trial(rules, product)),
        (_("After the last day"), _days_and_then(rules.grace_days, rules.at_end)),
        (_("Told ahead"), _ahead(rules.notices_days)),
        (_("Covered versions"), _versions(rules)),
    ]


def _devices(product: Product, rules: Rules) -> list[Said]:
    signs_in, number = _("a person who signs in"), _("the license number alone")
    return [
        (_("Seats"), _seating(rules)),
        (_("Activated by"), number if rules.number_activates else signs_in),
        (_("The program asks"), _("once in %(days)s") % {"days": _days(rules.check_days)}),
        (_("Works without contact"), _days(rules.offline_days)),
        (_("The customer frees a device"), _releases(rules)),
    ]


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _days_and_then(count: int, mode: str, *, since_first_use: bool = False) -> str:
    """So many days without limits, then the mode."""
    words = {"mode": MODES[Mode(mode)], "count": count}
    if not count or mode == Mode.FULL:
        return str(words["mode"])
    if since_first_use:
        text = ngettext(
            "works fully for %(count)s day from the first use; then %(mode)s",
            "works fully for %(count)s days from the first use; then %(mode)s",
            count,
        )
    else:
        text = ngettext(
            "works fully for %(count)s more day; then %(mode)s",
            "works fully for %(count)s more days; then %(mode)s",
            count,
        )
    return text % words


# What a program does in each mode, as the end of a sentence.
MODES: dict[Mode, Promise] = {
    Mode.FULL: gettext_lazy("works fully on"),
    Mode.RESTRICTED: gettext_lazy("works with limits"),
    Mode.READ_ONLY: gettext_lazy("can only be read"),
}


def _client(count: int) -> str:
    text = ngettext(
        "can only be read after %(count)s day", "can only be read after %(count)s days", count
    )
    return text % {"count": count}


def _trial(rules: Rules, product: Product) -> str:
    if not rules.trial_days:
        return pgettext("trial", "none")
    facts = {"days": _days(rules.trial_days), "amount": rules.trial_amount}
    facts["metric"] = str(Product.Metric(product.metric).label)
    return _("%(days)s; size: %(amount)s (%(metric)s)") % facts


def _ahead(days: tuple[int, ...]) -> str:
    if not days:
        return _("nobody is told")
    return _("days before the end: %(days)s") % {"days": ", ".join(map(str, days))}


def _versions(rules: Rules) -> str:
    if not rules.follows:
        return _("all")
    text = ngettext(
        "published until the end of the subscription, or within %(count)s day of the registration",
        "published until the end of the subscription, or within %(count)s days of the registration",
        rules.care_days,
    )
    return text % {"count": rules.care_days}


def _seating(rules: Rules) -> str:
    words = str(Seating(rules.seating).label)
    if not rules.is_floating:
        return words
    text = ngettext(
        "%(seating)s; free again after %(count)s minute without a sign of life",
        "%(seating)s; free again after %(count)s minutes without a sign of life",
        rules.lease_minutes,
    )
    return text % {"seating": words, "count": rules.lease_minutes}


def _releases(rules: Rules) -> str:
    if not rules.releases_per_30_days:
        return _("never; the vendor's staff does")
    text = ngettext(
        "%(count)s time in 30 days", "%(count)s times in 30 days", rules.releases_per_30_days
    )
    often = text % {"count": rules.releases_per_30_days}
    if not rules.cooldown_hours:
        return often
    apart = ngettext(
        "at least %(count)s hour apart", "at least %(count)s hours apart", rules.cooldown_hours
    )
    return f"{often}, {apart % {'count': rules.cooldown_hours}}"
