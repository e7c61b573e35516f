"""A new e-mail address of a person: proved at the new one, told to the old one, undone from there for a week."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klucznik.accounts.models.people import User
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class AddressChange(PublicIdModel):
    """One address on its way in: for signing in (it replaces the old one) or for recovery (it stands beside it).

    Both links are derived from nonces when a message is written; only their hashes are stored.
    """

    class Purpose(models.TextChoices):
        """What the new address is for."""

        SIGN_IN = "sign_in"
        RECOVERY = "recovery"

    user = models.ForeignKey(User, models.PROTECT, related_name="address_changes")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=clock.now)
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    # Real time, like every link in a mailbox.
    expires_at = models.DateTimeField()
    canceled_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undo_nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    undo_hash = models.CharField(max_length=64, unique=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed_at=None, canceled_at=None),
                name="one_address_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(confirmed_at__isnull=False),
                name="only_confirmed_is_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} address of {self.user_id}"
