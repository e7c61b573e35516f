"""Which texts a person accepted in an older version than the one in force, and which will change soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from klucznik.accounts.models import Announcement, Consent, User, UserQuerySet
from klucznik.core import clock
from klucznik.core.differences import Change, changes
from klucznik.core.documents import ACCEPTED, Document
from klucznik.core.vendor import vendor


@dataclass(frozen=True)
class NewVersion:
    """A text that reads differently from what the person accepted."""

    document: Document
    accepted: str

    @property
    def kind(self) -> str:
        return self.document.kind

    @property
    def accepted_on(self) -> date:
        return date.fromisoformat(self.accepted)

    @property
    def in_short(self) -> Document | None:
        """What the vendor says about the change."""
        return vendor().changes(self.kind, self.document.version)

    @property
    def changes(self) -> list[Change]:
        """Compared in the language of the new text; empty when the older one is no longer kept."""
        if self.accepted not in vendor().versions(self.kind):
            return []
        before = vendor().document(self.kind, self.document.language, version=self.accepted)
        return changes(before.text, self.document.text)


def versions_in_force() -> dict[str, str]:
    """The version of each text that people accept."""
    return {kind: vendor().version_in_force(kind) for kind in ACCEPTED}


def to_accept(user: User) -> list[NewVersion]:
    """Texts that changed since this person accepted them. Staff made by the operator never did, and are not asked."""
    return _newer(user, versions_in_force())


def coming(user: User) -> list[NewVersion]:
    """The next version of each text this person accepted, before its day."""
    following = {kind: vendor().coming_versions(kind)[:1] for kind in ACCEPTED}
    return _newer(user, {kind: version for kind, found in following.items() for version in found})


def coming_versions(*, within: timedelta) -> dict[str, str]:
    """The next version of each text, when its day is near."""
    found = {kind: vendor().coming_versions(kind)[:1] for kind in ACCEPTED}
    latest = clock.today() + within
    return {
        kind: version
        for kind, versions in found.items()
        for version in versions
        if date.fromisoformat(version) <= latest
    }


def people_to_tell(versions: dict[str, str]) -> UserQuerySet:
    """Living people who accepted one of these texts and were not told of this version yet."""
    untold = Q(pk=None)
    for kind, version in versions.items():
        told = Announcement.objects.filter(document=kind, version=version).values("user")
        accepted = Consent.objects.filter(document=kind, version__lt=version).values("user")
        untold |= Q(pk__in=accepted) & ~Q(pk__in=told)
    living = User.objects.living().filter(activated_at__isnull=False)
    return living.filter(untold).order_by("pk")


def can_be_outdated() -> bool:
    """Whether anybody could have accepted another version at all; without it no page asks the database."""
    return any(
        vendor().versions(kind)[:1] != (version,) for kind, version in versions_in_force().items()
    )


def _newer(user: User, versions: dict[str, str]) -> list[NewVersion]:
    last = _last_accepted(user)
    return [
        NewVersion(vendor().document(kind, version=version), last[kind])
        for kind, version in versions.items()
        if kind in last and last[kind] < version
    ]


def _last_accepted(user: User) -> dict[str, str]:
    accepted = Consent.objects.filter(user=user, document__in=ACCEPTED).order_by("version")
    return dict(accepted.values_list("document", "version"))
