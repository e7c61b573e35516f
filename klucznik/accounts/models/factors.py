"""A second step that its owner has lost."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klucznik.accounts.models.people import User
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class FactorLossQuerySet(models.QuerySet["FactorLoss"]):
    """Which cases are meant."""

    def open(self) -> FactorLossQuerySet:
        """Neither stopped nor at their end."""
        return self.filter(stopped_at=None, finished_at=None, expired_at=None)


class FactorLoss(PublicIdModel):
    """A case of its own: asked for after the password, a wait with notices, one link that stops it, then the end.

    Nobody can shorten the wait: the vendor's staff neither.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="factor_losses")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    halfway_told_at = models.DateTimeField(null=True, blank=True)
    ending_told_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_how = models.CharField(max_length=20, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    objects = FactorLossQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "factor losses"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(stopped_at=None, finished_at=None, expired_at=None),
                name="one_open_factor_loss",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=models.F("due_at")),
                name="factor_loss_waits_to_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"lost second step of {self.user_id}"

    @property
    def is_open(self) -> bool:
        return not (self.stopped_at or self.finished_at or self.expired_at)

    @property
    def is_due(self) -> bool:
        """The wait is over and the time to finish is not."""
        return self.due_at <= clock.now() < self.expires_at
