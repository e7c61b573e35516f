"""The bus-factor meter: who keeps the keys of a company, who stands by, and what is left after somebody goes."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik.accounts.models import User
from klucznik.companies.health import Health, State, health
from klucznik.companies.keys import keepers, other_keepers
from klucznik.companies.models import Company, Membership, MembershipQuerySet
from klucznik.members.deputies import accepted_deputies, deputyship_of
from klucznik.members.models import Deputy
from klucznik.members.models.deputies import DeputyQuerySet

SHOWN = 5


@dataclass(frozen=True)
class Meter:
    """The state of the keys with those who could step in."""

    health: Health
    deputies: int = 0

    @property
    def state(self) -> State:
        return self.health.state

    @property
    def is_calm(self) -> bool:
        """Two keepers who can be reached, or one and somebody who stands by."""
        return self.state == State.OK or (self.state == State.FRAGILE and self.deputies > 0)


@dataclass(frozen=True)
class Outlook:
    """Who could still get in after a change that is being considered."""

    keepers: list[User]
    more: int
    reachable: int
    deputies: int

    @property
    def count(self) -> int:
        return len(self.keepers) + self.more


def meter_of(company: Company) -> Meter:
    return Meter(health(company), accepted_deputies(company).count())


def health_without(membership: Membership, *, successor: Membership | None = None) -> Outlook:
    """The lock-out simulator: who administers the company once this member does not, the successor among them."""
    new = [successor] if successor else []
    taking_part = [membership, *new]
    left = other_keepers(membership).exclude(pk__in=[place.pk for place in new])
    found = [*new, *left.select_related("user").order_by("pk")[:SHOWN]][:SHOWN]
    company = membership.company
    return Outlook(
        keepers=[place.user for place in found],
        more=len(new) + left.count() - len(found),
        reachable=len(new) + health(company, without=membership).reachable,
        deputies=accepted_deputies(company).exclude(membership__in=taking_part).count(),
    )


def outlook_without(deputy: Deputy) -> Outlook:
    """Who could get in once this deputy does not stand by."""
    company = deputy.membership.company
    return _outlook(company, keepers(company), accepted_deputies(company).exclude(pk=deputy.pk))


def _outlook(company: Company, left: MembershipQuerySet, standing_by: DeputyQuerySet) -> Outlook:
    found = left.select_related("user").order_by("pk")
    reachable = Membership.objects.filter(pk__in=left.values("pk"))
    if company.is_known:
        reachable = reachable.reachable_administrators()
    return Outlook(
        keepers=[place.user for place in found[:SHOWN]],
        more=max(0, left.count() - SHOWN),
        reachable=reachable.count(),
        deputies=standing_by.count(),
    )


def outlook_of(membership: Membership) -> Outlook | None:
    """The same, where it says anything: about somebody who keeps the keys or stands by for those who do."""
    if membership.is_global_administrator:
        return health_without(membership)
    deputy = deputyship_of(membership)
    return outlook_without(deputy) if deputy and deputy.accepted_at else None


def outlook_without_people(company: Company, going: list[Membership]) -> Outlook | None:
    """The same about several at once; nothing when none of them stands by (who keeps the keys is never among them)."""
    deputies = accepted_deputies(company)
    left = deputies.exclude(membership__in=[place.pk for place in going])
    if left.count() == deputies.count():
        return None
    return _outlook(company, keepers(company), left)


def depending_on(user: User) -> list[str]:
    """Fulfills settings.DEPENDING_ON: companies whose only keeper who can be reached is this person."""
    held = Membership.objects.global_administrators().filter(user=user).select_related("company")
    return [
        place.company.name
        for place in held.order_by("company__name")
        if keepers(place.company).filter(pk=place.pk).exists()
        and not health(place.company, without=place).reachable
    ]
