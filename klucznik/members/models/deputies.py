"""Who agreed to step in when no global administrator answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role, lasting
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Which deputies are meant."""

    def named(self) -> DeputyQuerySet:
        """Named and not ended: some accepted, some still to answer. Only somebody with a role below the keys is one."""
        placed = self.filter(lasting("membership__"), membership__ended_at=None)
        return placed.filter(
            ended_at=None, declined_at=None, membership__role__in=[Role.USER, Role.ADMINISTRATOR]
        )

    def accepted(self) -> DeputyQuerySet:
        """Those who agreed and could step in."""
        return self.named().filter(accepted_at__isnull=False)


class Deputy(PublicIdModel):
    """A member who agreed to step in when no global administrator answers any more; has no right until then."""

    WAITS = ((3, 3), (7, 7), (14, 14))

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="deputies")
    # How many days administrators have to object once the deputy steps in; chosen beforehand.
    wait_days = models.PositiveSmallIntegerField(choices=WAITS, default=7)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Once a year they are asked whether they still stand by, and say so.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(ended_at=None, declined_at=None),
                name="one_deputyship_per_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="accepted_or_declined"
            ),
            models.CheckConstraint(condition=Q(wait_days__in=[3, 7, 14]), name="deputy_wait_known"),
        ]

    def __str__(self) -> str:
        return f"deputy {self.membership}"
