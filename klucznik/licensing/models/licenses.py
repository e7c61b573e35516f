"""Licenses: the right of a company to use a product."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.licensing.life import Status
from klucznik.licensing.models.periods import Extension
from klucznik.licensing.numbers import masked
from klucznik.licensing.sizes import total

# How licenses stand on a page: by line, then product, in the catalog's order.
SHELVES = ("product__line__position", "product__position", "product_id", "id")


class LicenseQuerySet(models.QuerySet["License"]):
    """How licenses are read."""

    def told(self) -> LicenseQuerySet:
        """With product, line and today's size, in one query."""
        return self.select_related("product__line").sized()

    def sized(self) -> LicenseQuerySet:
        """With what the extensions of today add, so that `size` asks nothing more."""
        adding = Extension.objects.on(clock.today()).filter(
            license=OuterRef("pk"), metric=OuterRef("metric")
        )
        summed = adding.values("license").annotate(added=Sum("amount")).values("added")
        return self.annotate(extended_by=Coalesce(Subquery(summed), 0))

    def expiring_within(self, days: int, today: date) -> LicenseQuerySet:
        return self.ending_between(today, today + timedelta(days=days - 1))

    def ending_between(self, first: date, last: date) -> LicenseQuerySet:
        """Licenses in use whose last day is one of these."""
        return self.filter(
            status=License.Status.REGISTERED, valid_to__gte=first, valid_to__lte=last
        )


class License(PublicIdModel):
    """One license. Its number identifies it and proves nothing; the ERP tells number, product, size and dates."""

    Status = Status

    class Variant(models.TextChoices):
        STANDARD = "standard", pgettext_lazy("license", "standard")
        OFFICE = "office", _("for accounting offices")
        EDUCATION = "education", _("for schools")
        TRIAL = "trial", pgettext_lazy("license", "trial")

    company = models.ForeignKey(Company, models.PROTECT, related_name="licenses")
    product = models.ForeignKey(Product, models.PROTECT, related_name="licenses")
    number = models.CharField(max_length=40)
    # Keyed hash of the normalized number: unique, and the only way to find a license by its number.
    number_key = models.CharField(max_length=64, unique=True)
    metric = models.CharField(max_length=12, choices=Product.Metric.choices)
    amount = models.PositiveIntegerField()
    # How much of the size is put to rest, on the customer's wish (it costs less from the next period on).
    suspended_amount = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    # The last day of all validity periods that hang together; none is a license without an end.
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=14, choices=Status.choices)
    variant = models.CharField(max_length=10, choices=Variant.choices, default=Variant.STANDARD)
    edition = models.CharField(max_length=20, blank=True)
    # What the ERP said last (JSON): an import changes only what differs from this, so that what was done in the
    # portal stands until the ERP says something new.
    imported_as = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    # From this day a program counts its days without a registration.
    first_used_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Why the vendor suspended or revoked it, told to the company.
    reason = models.CharField(max_length=300, blank=True)
    # That the end comes was told: for which last day, how many days ahead at the latest, and on which day.
    ending_told_for = models.DateField(null=True, blank=True)
    ending_told_ahead = models.PositiveSmallIntegerField(null=True, blank=True)
    ending_told_on = models.DateField(null=True, blank=True)
    # Makes the activation code (numbers.py) unguessable and lets it be changed; empty: there is none.
    code_nonce = models.CharField(max_length=32, blank=True, default="")

    objects = LicenseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="license_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="license_has_a_size"),
            models.CheckConstraint(
                condition=~Q(status="revoked") | Q(revoked_at__isnull=False),
                name="license_revoked_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["company", "product"],
                condition=Q(variant="trial"),
                name="one_trial_of_a_product",
            ),
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
    def size(self) -> int:
        """How much may be used today: the base and its extensions without what is put to rest."""
        extended = getattr(self, "extended_by", None)
        if extended is None:
            extended = sum(
                one.amount for one in self.extensions.on(clock.today()) if one.metric == self.metric
            )
        return total(self.amount, extended, self.suspended_amount)

    @property
    def is_over(self) -> bool:
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def days_left(self) -> int | None:
        return (self.valid_to - clock.today()).days if self.valid_to else None
