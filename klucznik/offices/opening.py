"""Whether somebody of an office opens what the office shares with a client, and why not: read anew at each request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.demands import concerns
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.licensing.entitlements import state_of
from klucznik.members.verdicts import LicenseState
from klucznik.offices.errors.staffing import NothingShared, PowerMissing
from klucznik.offices.life import State
from klucznik.offices.models import Client, Power, PowerKind, Share
from klucznik.offices.serving_people import seen_by


class Mode(StrEnum):
    """How far somebody who opens an application gets."""

    FULL = "full"
    READ_ONLY = "read_only"


class OfficeVerdict(StrEnum):
    """The way in, and each thing that may be missing."""

    OPENS = "opens"
    NOT_SHARED = "not_shared"
    NOT_ACCEPTED = "not_accepted"
    SHARE_ENDED = "share_ended"
    LICENSE_EXPIRED = "license_expired"
    LICENSE_NOT_YET = "license_not_yet"
    LICENSE_SUSPENDED = "license_suspended"
    LICENSE_UNREGISTERED = "license_unregistered"
    POWER_MISSING = "power_missing"
    SECOND_STEP_MISSING = "second_step_missing"


SENTENCES = {
    OfficeVerdict.OPENS: _("You can open %(product)s for the client %(client)s."),
    OfficeVerdict.NOT_SHARED: _("%(office)s does not share %(product)s with %(client)s."),
    OfficeVerdict.NOT_ACCEPTED: _("%(client)s has not accepted %(product)s yet."),
    OfficeVerdict.SHARE_ENDED: _("The sharing of %(product)s with %(client)s ended on %(day)s."),
    OfficeVerdict.LICENSE_EXPIRED: _(
        "The license with which %(office)s shares %(product)s expired."
    ),
    OfficeVerdict.LICENSE_NOT_YET: _("%(client)s can use %(product)s from %(day)s."),
    OfficeVerdict.LICENSE_SUSPENDED: _(
        "The license with which %(office)s shares %(product)s is suspended."
    ),
    OfficeVerdict.LICENSE_UNREGISTERED: _(
        "The license with which %(office)s shares %(product)s is not registered."
    ),
    OfficeVerdict.POWER_MISSING: _(
        "%(client)s does not let the office work in %(product)s. The client can change this."
    ),
    OfficeVerdict.SECOND_STEP_MISSING: _(
        "%(office)s demands two-step verification, and you have not turned it on."
    ),
}
WITHOUT_LICENSE = {
    LicenseState.EXPIRED: OfficeVerdict.LICENSE_EXPIRED,
    LicenseState.NOT_YET: OfficeVerdict.LICENSE_NOT_YET,
    LicenseState.SUSPENDED: OfficeVerdict.LICENSE_SUSPENDED,
    LicenseState.UNREGISTERED: OfficeVerdict.LICENSE_UNREGISTERED,
}


@dataclass(frozen=True)
class Opening:
    """The answer about one person of the office, one client and one product."""

    client: Client
    product: Product
    verdict: OfficeVerdict
    share: Share | None = None

    @property
    def opens(self) -> bool:
        return self.verdict == OfficeVerdict.OPENS

    @property
    def mode(self) -> Mode:
        """After the end only the client reads: an office never opens an application in part."""
        return Mode.FULL

    @property
    def since(self) -> datetime | None:
        return self.share.accepted_at if self.share else None

    @property
    def until(self) -> datetime | None:
        return self.share.ended_at if self.share else None

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.verdict]) % {
            "product": self.product.name,
            "client": self.client.name,
            "office": self.client.office.name,
            "day": date_long(self._day()),
        }

    def _day(self) -> date | datetime | None:
        if self.share is None:
            return None
        not_yet = self.verdict == OfficeVerdict.LICENSE_NOT_YET
        return begins_on(self.share) if not_yet else self.share.ended_at


def office_places(user: User) -> list[Membership]:
    """Where somebody may serve clients; an empty list for somebody who works in no office."""
    places = Membership.objects.active().filter(user=user).select_related("company")
    found = []
    for place in places.order_by("company__name", "id"):
        place.user = user
        if may(place, Permission.CLIENTS_SERVE):
            found.append(place)
    return found


def within_reach(user: User) -> QuerySet[Client]:
    """The clients that somebody serves in all offices together, also where the office waits for a second step."""
    return _clients(seen_by(office_places(user)))


def served_clients(user: User) -> QuerySet[Client]:
    """As `within_reach`, without offices that demand a second step that the person does not have."""
    places = office_places(user)
    without = _without_second_step(user, places)
    return _clients(seen_by(place for place in places if place.pk not in without))


def explain_opening(user: User, client: Client, product: Product) -> Opening:
    """The first thing that is missing, or the way in. The client is within the reach of the person."""
    share = _share(client, product)
    verdict = _verdict(user, client, share)
    return Opening(client, product, verdict, share)


def may_open(user: User, client: Client, product: Product) -> bool:
    """Whether somebody of the office opens the product for the client now; no for everybody who does not serve it."""
    reached = within_reach(user).filter(pk=client.pk).first()
    return reached is not None and explain_opening(user, reached, product).opens


def license_state(share: Share) -> LicenseState:
    """What stands behind a share today: its first day, and the office's license."""
    state = state_of(share.license)
    if state == LicenseState.USABLE and share.starts_on > clock.today():
        return LicenseState.NOT_YET
    return state


def begins_on(share: Share) -> date:
    """From when the client can use it."""
    return max(share.starts_on, share.license.valid_from)


def has_power(share: Share, kind: PowerKind) -> bool:
    """Whether the client lets the office do this now."""
    return Power.objects.filter(share=share, kind=kind, ended_at=None).exists()


def powers_of(share: Share) -> set[str]:
    return set(Power.objects.filter(share=share, ended_at=None).values_list("kind", flat=True))


def share_with_power(client: Client, kind: PowerKind) -> Share:
    """The share by which the office may do this for the client. Raises NothingShared or PowerMissing."""
    active = Share.objects.active().filter(client=client)
    share = active.select_related("company", "product").first()
    if share is None:
        raise NothingShared
    if not has_power(share, kind):
        raise PowerMissing(power=PowerKind(kind).label)
    return share


def _verdict(user: User, client: Client, share: Share | None) -> OfficeVerdict:
    if _without_second_step(user, _place(user, client.office)):
        return OfficeVerdict.SECOND_STEP_MISSING
    if share is None:
        return OfficeVerdict.NOT_SHARED
    if share.ended_at is not None:
        return OfficeVerdict.SHARE_ENDED
    if share.state != State.ACTIVE:
        return OfficeVerdict.NOT_ACCEPTED
    if (state := license_state(share)) != LicenseState.USABLE:
        return WITHOUT_LICENSE[state]
    can = has_power(share, PowerKind.WORK)
    return OfficeVerdict.OPENS if can else OfficeVerdict.POWER_MISSING


def _share(client: Client, product: Product) -> Share | None:
    """The share of the product that counts now; without one the last that ended after the client had it."""
    rows = Share.objects.filter(client=client, product=product)
    rows = rows.select_related("license__product", "license__company", "company")
    current = rows.filter(ended_at=None).first()
    return current or rows.filter(accepted_at__isnull=False).order_by("-ended_at", "-id").first()


def _clients(reached: Q) -> QuerySet[Client]:
    return Client.objects.current().filter(reached).select_related("office", "program")


def _place(user: User, office: Company) -> list[Membership]:
    return [place for place in office_places(user) if place.company_id == office.pk]


def _without_second_step(user: User, places: list[Membership]) -> set[int]:
    """Which of these places wait for a second step; the person is asked about only where one is demanded."""
    demanded = {place.pk for place in places if concerns(place.company.factor_demand, place.role)}
    return demanded if demanded and not has_factor(user) else set()
