"""The people in a company, and those who were its administrators."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models.companies import Company, lasting
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class Role(models.TextChoices):
    """A person's place in one company, from no right at all to the keys."""

    ASSOCIATED = "associated", _("associated")
    USER = "user", _("user")
    ADMINISTRATOR = "administrator", _("company administrator")
    GLOBAL_ADMINISTRATOR = "global_administrator", _("global administrator")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships are meant."""

    def active(self) -> MembershipQuerySet:
        """Places that carry rights now: neither ended nor past their end."""
        return self.filter(lasting(), ended_at=None)

    def of(self, company: Company) -> MembershipQuerySet:
        """Places in the company as it stands, also ended ones; those of before it was closed do not count."""
        places = self.filter(company=company)
        return places.filter(joined_at__gte=company.reopened_at) if company.reopened_at else places

    def overdue(self) -> MembershipQuerySet:
        """Past their end, but not closed by the task yet: no right, and still in the way of a new place."""
        return self.filter(ended_at=None, until__lte=clock.now())

    def global_administrators(self) -> MembershipQuerySet:
        """Everybody who holds the global role now, proven or not."""
        return self.active().filter(role=Role.GLOBAL_ADMINISTRATOR)

    def reachable_administrators(self) -> MembershipQuerySet:
        """Global administrators who can be asked: proven, account in use, mailbox alive, not silent when asked."""
        return self.global_administrators().filter(
            proven_at__isnull=False,
            silent_since=None,
            user__is_active=True,
            user__activated_at__isnull=False,
            user__address_bounced_at=None,
            user__deletion_due_at=None,
            user__deleted_at=None,
        )


class Membership(PublicIdModel):
    """A person's place in a company. It ends, it is never deleted."""

    class Joined(models.TextChoices):
        """How somebody came in."""

        FOUNDED = "founded", _("added the company")
        CONNECTED = "connected", _("connected the company with a license number")
        INVITED = "invited", _("accepted an invitation")
        FIRST_ADMINISTRATOR = (
            "first_administrator",
            _("was invited by the vendor as first administrator"),
        )

    company = models.ForeignKey(Company, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.ASSOCIATED)
    # Since when somebody entitled stands behind the role; null: nobody checked it (the founder of an unknown company).
    proven_at = models.DateTimeField(null=True, blank=True)
    probation_until = models.DateTimeField(null=True, blank=True)
    # Since when this administrator has left a request for rights unanswered; seeing the portal again clears it.
    silent_since = models.DateTimeField(null=True, blank=True)
    joined = models.CharField(max_length=20, choices=Joined.choices)
    joined_at = models.DateTimeField(default=clock.now)
    role_since = models.DateTimeField(default=clock.now)
    role_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    last_active_at = models.DateTimeField(null=True, blank=True)
    # When this administrator put off the advice about a second pair of keys (it comes back after a while).
    advice_put_off_at = models.DateTimeField(null=True, blank=True)
    # Until when the place lasts (None: without an end); ending is told 14 days and 2 days ahead.
    until = models.DateTimeField(null=True, blank=True)
    ending_told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"], condition=Q(ended_at=None), name="one_place_per_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("joined_at")),
                name="ends_after_joining",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]
        indexes = [
            models.Index(
                fields=["company", "role"], name="members_by_role", condition=Q(ended_at=None)
            ),
            models.Index(fields=["user"], name="companies_of_person", condition=Q(ended_at=None)),
            models.Index(
                fields=["until"],
                name="places_that_end",
                condition=Q(ended_at=None, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.company}"

    @property
    def is_global_administrator(self) -> bool:
        return self.role == Role.GLOBAL_ADMINISTRATOR

    @property
    def is_on_probation(self) -> bool:
        return self.probation_until is not None and clock.now() < self.probation_until

    @property
    def is_over(self) -> bool:
        """Ended, or past its end."""
        return self.ended_at is not None or (self.until is not None and self.until <= clock.now())

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


class FormerAdministrator(models.Model):
    """A tombstone: the sealed address of somebody who held the keys, kept 24 months for recovery notices only."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="former_administrators")
    sealed_email = models.TextField()
    email_fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="pl")
    until = models.DateTimeField(default=clock.now)
    removed_by_other = models.BooleanField(default=False)
    forget_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email_fingerprint"], name="one_tombstone_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"former administrator of {self.company}"


class ConnectionTry(models.Model):
    """A failed try to connect a company, kept a month so that its administrators can be told once a day."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="connection_tries")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "connection tries"

    def __str__(self) -> str:
        return f"try at {self.company}"
