"""Who stands by for the global administrators, and for how long a naming waits for its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.members.models import Deputy
from klucznik.members.models.deputies import DeputyQuerySet

MOST = 3
REMIND_AFTER = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=30)
CONFIRM_EVERY = timedelta(days=365)


def unanswered() -> DeputyQuerySet:
    return Deputy.objects.named().filter(accepted_at=None)


def to_remind() -> DeputyQuerySet:
    """Namings that wait for a week and whose person was not asked again."""
    return unanswered().filter(reminded_at=None, named_at__lte=clock.now() - REMIND_AFTER)


def lapsed() -> DeputyQuerySet:
    """Namings that nobody answered in time; the moment counts, not the visit of the task that notes it."""
    return Deputy.objects.filter(
        ended_at=None,
        declined_at=None,
        accepted_at=None,
        named_at__lte=clock.now() - ANSWER_WITHIN,
    )


def to_ask_again() -> DeputyQuerySet:
    """Those who agreed, or said so again, a year ago."""
    since = clock.now() - CONFIRM_EVERY
    long_ago = Q(confirmed_at=None, accepted_at__lte=since) | Q(confirmed_at__lte=since)
    return Deputy.objects.accepted().filter(long_ago, asked_again_at=None)


def unconfirmed() -> DeputyQuerySet:
    """Those who did not say within 30 days that they still stand by."""
    asked = Deputy.objects.filter(ended_at=None, declined_at=None, accepted_at__isnull=False)
    return asked.filter(asked_again_at__lte=clock.now() - ANSWER_WITHIN)


def deputies_of(company: Company) -> DeputyQuerySet:
    """Deputies of a company, those who still have to answer among them."""
    named = Deputy.objects.named().filter(membership__company=company)
    late = clock.now() - ANSWER_WITHIN
    fresh = named.exclude(accepted_at=None, named_at__lte=late).exclude(asked_again_at__lte=late)
    return fresh.select_related("membership__user", "named_by").order_by("id")


def accepted_deputies(company: Company) -> DeputyQuerySet:
    """Those who agreed to stand by, and whom nothing above (settings.DEPUTIES_STOPPED) keeps from stepping in now."""
    agreed = Deputy.objects.accepted().filter(membership__company=company)
    for path in settings.DEPUTIES_STOPPED:
        agreed = agreed.exclude(membership__user__in=import_string(path)(company))
    return agreed.exclude(asked_again_at__lte=clock.now() - ANSWER_WITHIN)


def deputyship_of(membership: Membership) -> Deputy | None:
    """What this member was asked for or agreed to, if anything."""
    found = deputies_of(membership.company).filter(membership=membership).first()
    if found is not None:
        found.membership.company = membership.company
    return found


def why_not_now(deputy: Deputy) -> str:
    """Why this deputy cannot step in now, from the part above that decides it; nothing when they can."""
    decide: Callable[[Membership], str] = import_string(settings.STEPPING_IN)
    return decide(deputy.membership)
