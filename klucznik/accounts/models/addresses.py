"""A new e-mail address of a person: proved at the new one, told to the old one, undone from there for a week."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.models.people import User
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    """Which changes are meant."""

    def waiting(self) -> AddressChangeQuerySet:
        """On their way: the link at the new address still works."""
        return self.filter(confirmed_at=None, canceled_at=None, expires_at__gt=timezone.now())

    def done(self) -> AddressChangeQuerySet:
        return self.filter(confirmed_at__isnull=False, undone_at=None)

    def undoable(self) -> AddressChangeQuerySet:
        """The address before can still come back; the oldest first."""
        return self.done().filter(undo_until__gt=timezone.now()).order_by("confirmed_at", "pk")


class AddressChange(PublicIdModel):
    """One address on its way in: for signing in (it replaces the old one) or for recovery (it stands beside it).

    Both links are derived from nonces when a message is written; only their hashes are stored.
    """

    class Purpose(models.TextChoices):
        """What the new address is for."""

        SIGN_IN = "sign_in"
        RECOVERY = "recovery"
        # A recovery address of the person changes places with the one they sign in with: nothing has to be proved.
        SWAP = "swap"

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

    objects = AddressChangeQuerySet.as_manager()

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

    @property
    def secret(self) -> str:
        return tokens.derive("address", self.nonce)

    @property
    def undo_secret(self) -> str:
        return tokens.derive("address undo", self.undo_nonce)

    @property
    def is_waiting(self) -> bool:
        done = self.confirmed_at or self.canceled_at
        return not done and timezone.now() < self.expires_at

    @property
    def is_undoable(self) -> bool:
        ends = self.undo_until
        return bool(self.confirmed_at and not self.undone_at and ends and timezone.now() < ends)
