"""The pieces of a page that have a body or a drawing, and how dates, money and numbers are written."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any, Final

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_currency
from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language

from klucznik.core import clock, helping, typesetting

register = template.Library()

NBSP: Final = "\u00a0"
STATUSES: Final = frozenset({"ok", "waiting", "attention", "problem", "ended", "info"})
NOTICE_ICONS: Final = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "ban",
    "key": "key",
}
# Up to this many seats are drawn one by one; more become a bar.
COUNTABLE: Final = 12


# --- pieces without a body


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon: decoration, unless a label gives it a name of its own."""
    return render_to_string("components/icon.html", {"name": name, "label": label})


@register.simple_tag
def status(kind: str, word: str) -> SafeString:
    """A state in a word, with the shape that tells it apart without colour."""
    if kind not in STATUSES:
        raise template.TemplateSyntaxError(f"status: unknown kind {kind!r}")
    return render_to_string("components/status.html", {"kind": kind, "word": word})


@register.simple_tag
def meter(used: int, total: int, words: str) -> SafeString:
    """How much of a whole is used: a small drawing beside the words that say the same."""
    return render_to_string(
        "components/meter.html",
        {
            "words": words,
            "level": _level(used, total),
            "marks": [position < used for position in range(total)] if total <= COUNTABLE else None,
            "marks_width": max(total, 1) * 12 - 2,
            "bar": min(100, round(100 * used / total)) if total else 0,
        },
    )


def _level(used: int, total: int) -> str:
    if used > total:
        return "over"
    return "full" if total and used == total else "free"


@register.simple_tag
def help_link(key: str) -> SafeString:
    """ "Read what to do": the way to an article, which opens beside the page where scripts run."""
    return helping.article_link(key)


@register.simple_tag(takes_context=True)
def help_here(context: Context) -> str:
    """The address of the articles that fit this page."""
    match = getattr(context.get("request"), "resolver_match", None)
    return helping.here_url(match.view_name if match else "")


@register.simple_tag
def today() -> date:
    """The day on the portal's own clock, which the demonstration can move."""
    return clock.today()


# --- pieces with a body


@register.simple_block_tag(takes_context=True)
def panel(
    context: Context,
    content: SafeString,
    title: str = "",
    lead: str = "",
    kind: str = "",
    level: int = 2,
    id: str = "",
) -> SafeString:
    """A sheet with a title."""
    return _piece("panel", locals())


@register.simple_block_tag(takes_context=True)
def notice(
    context: Context, content: SafeString, kind: str = "info", title: str = ""
) -> SafeString:
    """What is the matter, and one thing to do about it."""
    icon_name = NOTICE_ICONS[kind]
    return _piece("notice", locals())


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: SafeString, title: str, icon: str = "") -> SafeString:
    """Nothing here yet: what this will be, and how to begin."""
    return _piece("empty", locals())


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: SafeString, id: str, title: str) -> SafeString:
    """A floating sheet that a button with `popovertarget` opens."""
    return _piece("dialog", locals())


@register.simple_block_tag
def captured(content: SafeString) -> SafeString:
    """Nothing of its own: `{% captured as name %}` keeps a rendered block to use it twice."""
    return mark_safe(content.strip())  # noqa: S308 - rendered and escaped already


def _piece(name: str, given: dict[str, Any]) -> SafeString:
    """Render a component's template with what its tag was given."""
    return render_to_string(
        f"components/{name}.html", {k: v for k, v in given.items() if k != "context"}
    )


# --- how things are written


@register.filter
def date_long(value: date | datetime | None) -> str:
    """22 listopada 2026, in the reader's language."""
    if value is None:
        return ""
    return _unbroken(format_date(_local(value), "long", locale=_locale()))


@register.filter
def day_month(value: date | datetime | None) -> str:
    """22 listopada, where the year goes without saying."""
    if value is None:
        return ""
    return format_skeleton("MMMMd", _local(value), locale=_locale()).replace(" ", NBSP)


@register.filter
def one_stop(text: str) -> str:
    """A sentence that ends with "sp. z o.o." has one full stop, not two."""
    return mark_safe(typesetting.one_stop(str(text)))  # noqa: S308 - used as {% filter %} on rendered text


@register.filter
def datetime_long(value: datetime | None) -> str:
    """22 listopada 2026, 14:05, on the reader's clock."""
    if value is None:
        return ""
    local = _local(value)
    return f"{date_long(local)}, {format_datetime(local, 'HH:mm', locale=_locale())}"


@register.filter
def money(amount: Decimal | int | None, currency: str = "PLN") -> str:
    """1 234,50 zł."""
    if amount is None:
        return ""
    written = format_currency(amount, currency, locale=_locale())
    return re.sub(r"(?<=[A-Z])(?=\d)", NBSP, written)


@register.filter
def license_number(number: str) -> SafeString:
    """A license number that may break between its groups, never inside one."""
    groups = str(number).split("-")
    parts = format_html_join(mark_safe("-<wbr>"), "<span>{}</span>", ((group,) for group in groups))
    return format_html('<span class="license-number">{}</span>', parts)


@register.filter
def license_masked(number: str) -> SafeString:
    """A license number of which only the last group can be read."""
    groups = str(number).split("-")
    last = groups[-1] if len(groups) > 1 else groups[-1][-4:]
    return format_html(
        '<span class="license-number"><span><span class="license-number__hidden">•••••-</span>{}</span></span>',
        last,
    )


@register.filter(is_safe=True)
def no_orphans(text: str) -> str:
    """Polish does not end a line with a one-letter word; tags are left as they are."""
    if (get_language() or "").split("-")[0] != "pl":
        return text
    return typesetting.bound(str(text))


@register.filter
def plain(text: str) -> str:
    """Words without tags, for a document's title; what was escaped once is not escaped again."""
    words = strip_tags(text)
    return " ".join((unescape(words) if isinstance(text, SafeData) else words).split())


def _unbroken(text: str) -> str:
    """A day stays with its month; the year may go to the next line."""
    return text.replace(" ", NBSP, 1)


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
