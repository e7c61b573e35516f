"""The relation of a company with the offices that share with it, as its own people see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from klucznik.accounts.models import User
from klucznik.companies.history import events_of
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.licensing.queries import products_to_try
from klucznik.licensing.wording import State as Word
from klucznik.members.verdicts import LicenseState
from klucznik.offices.license_ends import goes_on_otherwise, speaks_of_end
from klucznik.offices.life import State
from klucznik.offices.models import Assignment, Share, Side
from klucznik.offices.opening import license_state
from klucznik.offices.powers import Standing, standings_of
from klucznik.offices.sharing import goes_on
from klucznik.offices.showing import word_of


@dataclass(frozen=True)
class Relation:
    """One share as the client meets it: its state in words, the powers of the office, and the ways on."""

    share: Share
    viewer: Membership

    @cached_property
    def word(self) -> Word:
        return word_of(self.share)

    @cached_property
    def powers(self) -> list[Standing]:
        return standings_of(self.share)

    @cached_property
    def people(self) -> list[User]:
        """Who in the office serves the company by name."""
        serving = [one for one in self.share.client.assignments.all() if one.ended_at is None]
        return sorted((one.member for one in serving), key=lambda person: person.display_name)

    @property
    def rests(self) -> bool:
        """Shared still, while the license of the office opens nothing."""
        if self.share.state != State.ACTIVE:
            return False
        return license_state(self.share) not in (LicenseState.USABLE, LicenseState.NOT_YET)

    @property
    def license_ends(self) -> date | None:
        """The last day of the office's license, when it is near and the company has nothing else."""
        share = self.share
        if share.state != State.ACTIVE or (last := speaks_of_end(share)) is None:
            return None
        return None if goes_on_otherwise(share) else last

    @property
    def is_gone(self) -> bool:
        """The office did not end it by a wish of its own: its license is over."""
        return self.share.ended_side in (Side.LICENSE, Side.VENDOR)

    @cached_property
    def goes_on(self) -> bool:
        """Whether the company has the product in another way by now."""
        return self.share.company is not None and goes_on(self.share.company, self.share.product)

    @cached_property
    def can_try(self) -> bool:
        """Whether the viewer can begin a trial of the product, with which everything stays as it is."""
        manages = may(self.viewer, Permission.LICENSES_MANAGE)
        return manages and self.share.product in products_to_try(self.viewer.company)

    @cached_property
    def own_license(self) -> License | None:
        """The last license of the product that the company has or had itself."""
        rows = License.objects.told().filter(
            company=self.viewer.company, product=self.share.product
        )
        return rows.order_by("-valid_from", "-id").first()


def relations_of(viewer: Membership) -> list[Relation]:
    """Everything that offices share or shared with the company, the newest first."""
    found = []
    for share in shares_of(viewer.company):
        share.company = viewer.company
        found.append(Relation(share, viewer))
    return found


def relation_of(viewer: Membership, public_id: str) -> Relation | None:
    """One of them by the public id of its share."""
    found = relations_of(viewer)
    return next((one for one in found if one.share.public_id == public_id), None)


def is_offered(company: Company, public_id: str) -> bool:
    """Whether an office offers this to the company, while nobody asks it for an answer."""
    offered = Share.objects.invited().filter(public_id=public_id, asked_at=None)
    theirs = {"client__country": company.country, "client__tax_number": company.tax_number}
    return offered.filter(**theirs).exists()


def shares_of(company: Company) -> QuerySet[Share]:
    """With all that a page tells of them; what ended before the company was founded anew is nobody's business in it."""
    rows = Share.objects.filter(company=company)
    if company.reopened_at:
        rows = rows.exclude(ended_at__lt=company.reopened_at)
    serving = Prefetch("client__assignments", Assignment.objects.select_related("member"))
    license = ("license__product__line", "license__company", "product__line")
    people = ("client__office", "client__program", "asked_by", "accepted_by")
    rows = rows.select_related(*license, *people).prefetch_related("powers", serving)
    return rows.order_by("-offered_at", "-id")


def events_at_client(company: Company) -> QuerySet[Event]:
    """What happened between the company and its offices, told on the company's side, the newest first."""
    label = Share._meta.label
    return events_of(company).filter(subject_type=label, facts__at_client=True).order_by("-id")
