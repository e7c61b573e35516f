"""What each topic promises: how many working days until the first answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from klucznik.contact.models import Topic
from klucznik.declarations.working_days import after_working_days

PROMISES: Final[dict[Topic, int]] = {
    Topic.ACCOUNT: 1,
    Topic.RIGHTS: 1,
    Topic.LICENSES: 1,
    Topic.PURCHASES: 2,
    Topic.OFFICES: 2,
    Topic.DATA: 5,
    Topic.PROBLEM: 1,
    Topic.OTHER: 3,
}


def promised(topic: str, since: datetime) -> datetime:
    """Until when a message of this moment is answered."""
    return after_working_days(timezone.localtime(since), PROMISES[Topic(topic)])
