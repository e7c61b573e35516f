"""A client and its share in words: what stands beside it in a list, and on its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long, day_month
from klucznik.offices.life import State
from klucznik.offices.models import Client, Share

# So few days before reading are worth more than a remark.
NEAR_DAYS = 14


@dataclass(frozen=True)
class Shown:
    """A shape, a word or two, and what follows from them."""

    shape: str
    word: str
    more: str = ""


def client_in_words(client: Client) -> Shown:
    """Whether the client is registered; for one that is not, how long its program still does everything."""
    if client.ended_at is not None:
        day = date_long(client.ended_at)
        return Shown("ended", _("deregistered"), _("on %(day)s") % {"day": day})
    if client.is_registered:
        return Shown("ok", pgettext("client", "registered"))
    if client.days_left == 0:
        return Shown("problem", _("unregistered"), _("read only"))
    shape = "attention" if (client.days_left or 0) <= NEAR_DAYS else "waiting"
    return Shown(shape, _("unregistered"), days_in_words(client.days_left or 0))


def days_in_words(days: int) -> str:
    words = ngettext("%(days)s day until read only", "%(days)s days until read only", days)
    return words % {"days": days}


def share_in_words(share: Share) -> Shown:
    """Where a share stands, for whoever looks from the office."""
    match share.state:
        case State.ACTIVE:
            begins = share.starts_on > clock.today()
            more = _("from %(day)s") % {"day": day_month(share.starts_on)} if begins else ""
            return Shown("ok", pgettext("share", "shared"), more)
        case State.ASKED:
            return Shown("waiting", _("the client’s administrators decide"))
        case State.INVITED if share.bounced_at:
            return Shown("problem", _("the address does not work"), share.email)
        case State.INVITED if not share.is_link_open:
            return Shown("attention", _("the invitation ran out"), share.email)
        case State.INVITED:
            return Shown("waiting", _("the invitation waits"), share.email)
        case State.READING:
            day = {"day": date_long(share.reading_until)}
            return Shown("ended", pgettext("share", "ended"), _("can be read until %(day)s") % day)
    return Shown("ended", pgettext("share", "ended"))
