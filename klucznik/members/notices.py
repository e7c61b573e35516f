"""What My products and the rail say about requests for access, deputies and the keys."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.members.asking import waiting_requests
from klucznik.members.deputies import deputyship_of
from klucznik.members.health import meter_of
from klucznik.members.models import Deputy

ADVICE_COMES_BACK = timedelta(days=90)


def access_requests(membership: Membership) -> Notice | None:
    """People who ask for a product, told to those who can answer."""
    count = waiting_count(membership)
    if not count:
        return None
    title = ngettext(
        "%(count)s person asks for access to a product",
        "%(count)s people ask for access to products",
        count,
    )
    return Notice(
        weight=50,
        tone="info",
        title=title % {"count": count},
        text=_("You answer with one click. A request that nobody answers ends after 14 days."),
        action=_("See the request") if count == 1 else _("See the requests"),
        url=reverse("members:requests", args=[membership.company.public_id]),
    )


def waiting_count(membership: Membership) -> int:
    """How many requests wait for somebody like this member; the number beside *Users* in the rail."""
    if not may(membership, Permission.ACCESS_MANAGE):
        return 0
    return waiting_requests(membership.company).exclude(membership=membership).count()


def deputyship(membership: Membership) -> Notice | None:
    """Somebody asked this member to stand by, and waits for the answer."""
    mine = deputyship_of(membership)
    if mine is None:
        return None
    if mine.accepted_at:
        return _still_deputy(mine) if mine.asked_again_at else None
    return Notice(
        weight=90,
        tone="key",
        title=_("You are asked to be a deputy"),
        text=_(
            "%(person)s wants you to stand by for the global administrators. You can agree or decline."
        )
        % {"person": mine.named_by.display_name},
        action=_("Read and answer"),
        url=reverse("members:deputyship", args=[membership.company.public_id]),
    )


def _still_deputy(deputy: Deputy) -> Notice:
    """Once a year: a deputyship that nobody confirms ends."""
    company = deputy.membership.company.public_id
    return Notice(
        weight=55,
        tone="key",
        title=_("Do you still stand by as a deputy?"),
        text=_("We ask once a year. Without an answer within 30 days it ends."),
        action=_("Answer"),
        url=reverse("members:deputyship", args=[company]),
    )


def keys(membership: Membership) -> Notice | None:
    """The least urgent of all: a company with one pair of keys; each administrator may put it off for a while."""
    put_off = membership.advice_put_off_at
    if not may(membership, Permission.DEPUTIES_MANAGE) or (
        put_off and clock.now() < put_off + ADVICE_COMES_BACK
    ):
        return None
    if meter_of(membership.company).is_calm:
        return None
    company = membership.company.public_id
    return Notice(
        weight=5,
        tone="key",
        title=_("The keys of the company hang on one person"),
        text=_(
            "If the only global administrator who can be reached loses access, regaining the role takes a declaration "
            "and time. A second administrator or a deputy prevents that."
        ),
        action=_("What can be done"),
        url=reverse("members:company_keys", args=[company]),
        later_url=reverse("members:put_off_advice", args=[company]),
    )
