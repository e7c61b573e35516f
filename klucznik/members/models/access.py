"""Which products of a company each person may open, and requests to open one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Membership, Role, lasting
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class ProductAccessQuerySet(models.QuerySet["ProductAccess"]):
    """Which ticks are meant."""

    def active(self) -> ProductAccessQuerySet:
        """Ticks that open something now: of somebody who still has a place and a role in the company."""
        placed = self.filter(lasting("membership__"), membership__ended_at=None)
        return placed.filter(lasting(), ended_at=None).exclude(membership__role=Role.ASSOCIATED)

    def held(self) -> ProductAccessQuerySet:
        """Ticks as they stand on a place, whatever has become of the place."""
        return self.filter(lasting(), ended_at=None)

    def overdue(self) -> ProductAccessQuerySet:
        """Past their end, but not closed by the task yet."""
        return self.filter(ended_at=None, until__lte=clock.now())


class ProductAccess(models.Model):
    """A tick: this person may open this product of the company. It ends, it is never deleted."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="accesses")
    product = models.ForeignKey(Product, models.PROTECT, related_name="accesses")
    granted_at = models.DateTimeField(default=clock.now)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # Until when it opens (None: without an end); ending is told ahead.
    until = models.DateTimeField(null=True, blank=True)
    ending_told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProductAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "product accesses"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "product"],
                condition=Q(ended_at=None),
                name="one_tick_per_product",
            ),
        ]
        indexes = [
            models.Index(fields=["product"], name="ticks_of_product", condition=Q(ended_at=None)),
            models.Index(
                fields=["until"],
                name="ticks_that_end",
                condition=Q(ended_at=None, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.product}"


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    """Which requests are meant."""

    def open(self) -> AccessRequestQuerySet:
        """Those that wait for an answer."""
        return self.filter(decided_at=None)


class AccessRequest(PublicIdModel):
    """A person asks the administrators to let them open a product."""

    class Outcome(models.TextChoices):
        """How a request ended."""

        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="access_requests")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "product"],
                condition=Q(decided_at=None),
                name="one_open_request_per_product",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | Q(decided_at__isnull=False),
                name="request_decided_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="access_requests_waiting", condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} asks for {self.product}"
