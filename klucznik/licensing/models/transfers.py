"""A license passes from one company to another, with the consent of both."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class TransferQuerySet(models.QuerySet["Transfer"]):
    """How transfers are read."""

    def open(self) -> TransferQuerySet:
        return self.filter(done_at=None, withdrawn_at=None, declined_at=None, expired_at=None)


class Transfer(PublicIdModel):
    """An offer, and what became of it. Each side states in its own words of the law what it consents to."""

    license = models.ForeignKey("licensing.License", models.PROTECT, related_name="transfers")
    giver = models.ForeignKey(Company, models.PROTECT, related_name="licenses_offered")
    receiver = models.ForeignKey(Company, models.PROTECT, related_name="licenses_to_take_over")
    offered_at = models.DateTimeField(default=clock.now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    # SHA-256 of the text that each side agreed to, as it stood on the page.
    giver_statement = models.CharField(max_length=64)
    receiver_statement = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    expired_at = models.DateTimeField(null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["license"],
                condition=Q(done_at=None, withdrawn_at=None, declined_at=None, expired_at=None),
                name="one_open_transfer",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="transfer_between_two_companies"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(accepted_by__isnull=False, receiver_statement__gt=""),
                name="transfer_done_with_both_consents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.license_id}: {self.giver_id} → {self.receiver_id}"
