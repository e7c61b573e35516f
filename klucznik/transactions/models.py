"""What was bought: a mirror of the vendor's ERP, read only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from klucznik.companies.models import Company
from klucznik.core.models import PublicIdModel
from klucznik.licensing.models import License


class Transaction(PublicIdModel):
    """One order as the ERP tells it."""

    class Status(models.TextChoices):
        PAID = "paid", _("paid")
        PENDING = "pending", _("waiting for payment")
        CANCELLED = "cancelled", _("cancelled")

    company = models.ForeignKey(Company, models.PROTECT, related_name="transactions")
    license = models.ForeignKey(
        License, models.PROTECT, null=True, blank=True, related_name="transactions"
    )
    number = models.CharField(max_length=40, unique=True)
    on = models.DateField()
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="PLN")
    status = models.CharField(max_length=10, choices=Status.choices)

    class Meta:
        indexes = [models.Index(fields=["company", "-on", "-id"], name="transactions_of_company")]

    def __str__(self) -> str:
        return self.number
