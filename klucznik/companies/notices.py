"""What stands on top of My products: the most important notice, and beside it what happens to the service itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from klucznik.companies.models import Membership


@dataclass(frozen=True)
class Notice:
    """A sentence, what to do about it, and how much it matters (the highest `weight` is shown)."""

    weight: int
    tone: str  # "info", "warning" or "danger"
    title: str | Promise
    text: str | Promise
    action: str | Promise = ""
    url: str = ""
    later_url: str = ""  # where the viewer puts it off for a while, or for good
    later: str | Promise = ""  # what that button says, unless it is a reminder
    of_service: bool = False  # a break or trouble: seen also where something else is more important


class NoticeSource(Protocol):
    """A function named in settings.COMPANY_NOTICES."""

    def __call__(self, membership: Membership) -> Notice | None: ...


def told_on_top(membership: Membership) -> list[Notice]:
    """The one notice that this member sees now; a break or trouble of the service does not wait behind it."""
    found = [
        notice for path in settings.COMPANY_NOTICES if (notice := import_string(path)(membership))
    ]
    by_weight = sorted(found, key=lambda notice: -notice.weight)
    return by_weight[:1] + [notice for notice in by_weight[1:] if notice.of_service][:1]


def most_important(membership: Membership) -> Notice | None:
    """The first of them."""
    return next(iter(told_on_top(membership)), None)
