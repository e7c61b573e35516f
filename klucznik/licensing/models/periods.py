"""What was added to a license: periods, which may overlap, and extensions of its size or of what it can do."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class Period(PublicIdModel):
    """Days for which something holds: the license itself, or the subscription that brings new versions."""

    class Kind(models.TextChoices):
        VALIDITY = "validity", _("validity")
        SUBSCRIPTION = "subscription", _("subscription")

    class Source(models.TextChoices):
        ERP = "erp", _("the vendor's books")
        PORTAL = "portal", _("the portal")
        STAFF = "staff", _("the vendor's staff")

    license = models.ForeignKey("licensing.License", models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    # The order or invoice that it comes from.
    reference = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="period_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["license", "kind", "starts_on"], name="periods_of_license")]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on} – {self.ends_on or ''}"


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """How extensions are read."""

    def on(self, day: date) -> ExtensionQuerySet:
        """Those that count on this day; the day counts, not the visit of a task."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, ended_at=None)


class Extension(PublicIdModel):
    """More of a license: a number of seats, entities or users, or a part of the program that it switches on."""

    license = models.ForeignKey("licensing.License", models.PROTECT, related_name="extensions")
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    metric = models.CharField(max_length=12, choices=Product.Metric.choices, blank=True)
    amount = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="extension_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=False) | Q(amount__gte=1, metric__gt=""),
                name="extension_adds_something",
            ),
        ]
        indexes = [models.Index(fields=["license", "starts_on"], name="extensions_of_license")]

    def __str__(self) -> str:
        return f"+{self.amount} {self.metric}"
