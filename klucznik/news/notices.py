"""What notices say in the portal: on the start page, on My products, and before signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice as Told
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.news.audience import concerning
from klucznik.news.models import Notice, PutAway
from klucznik.news.parts import names_of
from klucznik.news.states import (
    AHEAD,
    HAPPENING,
    LASTING,
    SHOWN,
    Impact,
    Kind,
    Phase,
    is_told_in_portal,
    worst,
)
from klucznik.news.wording import effect, hours

# Among the notices of a company: what happens now before most of them, what is to come after what needs an answer.
NOW_DOWN: Final = 88
NOW: Final = 70
SOON: Final = 62
SOON_IS: Final = timedelta(days=1)
WEIGHTS: Final = {Kind.BREAK: 28, Kind.TERMS: 26, Kind.VERSION: 8, Kind.NEWS: 7}
MOST: Final = 20
MOST_AT_START: Final = 3


def for_company(membership: Membership) -> Told | None:
    """Fulfills settings.COMPANY_NOTICES: what concerns this company's people, the weightiest first."""
    places = Membership.objects.filter(pk=membership.pk)
    return next(iter(told_to(membership.user, places)), None)


def for_person(user: User) -> list[Told]:
    """Fulfills settings.PERSON_NOTICES: what concerns them in any company."""
    return told_to(user, Membership.objects.active().filter(user=user))[:MOST_AT_START]


def told_to(user: User, places: QuerySet[Membership]) -> list[Told]:
    """What somebody has not put away. One query where there is nothing to tell, never more than six."""
    away = PutAway.objects.filter(notice=OuterRef("pk"), person=user)
    rows = speaking().exclude(Exists(away)).prefetch_related("products")
    now = clock.now()
    found = [one for one in rows[:MOST] if is_told_in_portal(one.times, now)]
    told = [in_portal(one) for one in concerning(places, found)]
    return sorted(told, key=lambda one: -one.weight)


def speaking() -> QuerySet[Notice]:
    """Published notices that may have something to say now; states.py judges each."""
    now = clock.now()
    shown = Q()
    for kind, long in SHOWN.items():
        shown |= Q(kind=kind, published_at__gt=now - long)
    happening = Q(pk__in=Notice.objects.happening().values("pk")) & (
        Q(starts_at=None) | Q(starts_at__lte=now + AHEAD)
    )
    return Notice.objects.published().filter(shown | happening).told().order_by("-published_at")


def happening_now() -> list[Notice]:
    """Breaks and troubles under way that anybody may know of, the gravest first; one query."""
    rows = Notice.objects.public().happening().told().order_by("-published_at")[:MOST]
    found = [one for one in rows if one.phase in HAPPENING]
    return sorted(found, key=lambda one: -Impact(one.current_impact).gravity)


def before_sign_in() -> Told | None:
    """Fulfills settings.STANDING_NOTICE: those who cannot get in need it most."""
    found = happening_now()
    if not found:
        return None
    gravest = worst([one.current_impact for one in found])
    told = in_portal(found[0])
    tone = "danger" if gravest == Impact.DOWN else "warning"
    url = reverse("news:status")
    return Told(told.weight, tone, told.title, told.text, _("See the state of the services"), url)


def in_portal(notice: Notice) -> Told:
    """A notice as the portal's pages show it."""
    return Told(
        weight=weight_of(notice),
        tone=tone_of(notice),
        title=notice.title,
        text=sentence_of(notice),
        action=_("Read the notice"),
        url=notice.get_absolute_url(),
        later_url=reverse("news:put_away", args=[notice.public_id]),
        later=_("Put away"),
        of_service=notice.kind in LASTING,
    )


def weight_of(notice: Notice) -> int:
    if notice.phase in HAPPENING:
        return NOW_DOWN if notice.current_impact == Impact.DOWN else NOW
    begins_at = notice.times.begins_at
    if notice.kind == Kind.BREAK and begins_at and begins_at - clock.now() <= SOON_IS:
        return SOON
    return WEIGHTS[Kind(notice.kind)]


def tone_of(notice: Notice) -> str:
    if notice.phase not in HAPPENING:
        return "info"
    return "danger" if notice.current_impact == Impact.DOWN else "warning"


def sentence_of(notice: Notice) -> str:
    """When, and what it does to what; of news the day of their publication."""
    if notice.kind == Kind.TERMS and notice.starts_at:
        return _("In force from %(day)s.") % {"day": date_long(notice.starts_at)}
    if notice.phase not in (Phase.PLANNED, *HAPPENING):
        return _("Published on %(day)s.") % {"day": date_long(notice.published_at)}
    is_harmless = notice.current_impact == Impact.NONE
    what = "" if is_harmless else effect(notice.current_impact, names_of(notice.services))
    return f"{_when(notice)} {what}".strip()


def _when(notice: Notice) -> str:
    told = hours(notice.times.begins_at, notice.ends_at)
    sentence = told[:1].upper() + told[1:] + "."
    longer = _("It takes longer than announced.")
    return f"{sentence} {longer}" if notice.phase == Phase.OVERDUE else sentence
