"""Licenses: the right of a company to use a product."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.licensing.numbers import masked

# How licenses stand on a page: by line, then product, in the catalog's order.
SHELVES = ("product__line__position", "product__position", "product_id", "id")


class LicenseQuerySet(models.QuerySet["License"]):
    """How licenses are read."""

    def told(self) -> LicenseQuerySet:
        """With product and line, in one query."""
        return self.select_related("product__line")

    def expiring_within(self, days: int, today: date) -> LicenseQuerySet:
        return self.filter(
            status=License.Status.REGISTERED,
            valid_to__gte=today,
            valid_to__lt=today + timedelta(days=days),
        )


class License(PublicIdModel):
    """One license. Its number identifies it and proves nothing; the ERP owns number, product, size and dates."""

    class Status(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("license", "registered")
        UNREGISTERED = "unregistered", pgettext_lazy("license", "unregistered")
        SUSPENDED = "suspended", pgettext_lazy("license", "suspended")
        EXPIRED = "expired", pgettext_lazy("license", "expired")

    class Variant(models.TextChoices):
        STANDARD = "standard", pgettext_lazy("license", "standard")
        OFFICE = "office", _("for accounting offices")

    company = models.ForeignKey(Company, models.PROTECT, related_name="licenses")
    product = models.ForeignKey(Product, models.PROTECT, related_name="licenses")
    number = models.CharField(max_length=40)
    # Keyed hash of the normalized number: unique, and the only way to find a license by its number.
    number_key = models.CharField(max_length=64, unique=True)
    metric = models.CharField(max_length=12, choices=Product.Metric.choices)
    amount = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=14, choices=Status.choices)
    variant = models.CharField(max_length=10, choices=Variant.choices, default=Variant.STANDARD)
    created_at = models.DateTimeField(default=clock.now)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="license_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="license_has_a_size"),
        ]
        indexes = [
            models.Index(fields=["company", "product", "id"], name="licenses_of_company"),
            models.Index(
                fields=["valid_to"], name="licenses_by_end", condition=Q(status="registered")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.number_masked}"

    def get_absolute_url(self) -> str:
        return reverse("licensing:license", args=[self.company.public_id, self.public_id])

    @property
    def number_masked(self) -> str:
        return masked(self.number)

    @property
    def is_over(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def days_left(self) -> int | None:
        return (self.valid_to - clock.today()).days if self.valid_to else None
