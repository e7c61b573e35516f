"""The one notice on top of My products: the most important of what the parts above have to say."""

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


class NoticeSource(Protocol):
    """A function named in settings.COMPANY_NOTICES."""

    def __call__(self, membership: Membership) -> Notice | None: ...


def most_important(membership: Membership) -> Notice | None:
    """The one notice that this member sees now."""
    found = [
        notice for path in settings.COMPANY_NOTICES if (notice := import_string(path)(membership))
    ]
    return max(found, key=lambda notice: notice.weight, default=None)
