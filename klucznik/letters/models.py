"""What letters and mergings did to accounts and licenses, kept so that it can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models import Declaration
from klucznik.licensing.models import License


class AddressMove(models.Model):
    """A letter gave an account another sign-in address; while it can be taken back, nobody else gets the old one."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="address_move")
    person = models.ForeignKey(User, models.PROTECT, related_name="address_moves")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    # Real time, like everything about sign-in.
    moved_at = models.DateTimeField(default=timezone.now)
    returned_at = models.DateTimeField(null=True, blank=True)
    # Until when the old address is kept out of use.
    held_until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["old_email"], name="held_addresses", condition=Q(returned_at=None))
        ]

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class MergeQuerySet(models.QuerySet["Merge"]):
    """Which mergings are meant."""

    def asked(self) -> MergeQuerySet:
        """Waiting for whoever reads the mailbox of the other account (real time, like every link)."""
        return self.filter(done_at=None, canceled_at=None, expires_at__gt=timezone.now())

    def undoable(self) -> MergeQuerySet:
        """Done by their owner alone, and not for long."""
        done = self.filter(done_at__isnull=False, undone_at=None, settled_at=None)
        return done.filter(declaration=None, undo_until__gt=clock.now())


class Merge(PublicIdModel):
    """One account's places pass to another one of the same person, alone or by a letter; `before` says how it was.

    The link to the other account's mailbox and the one that takes the merging back are derived from nonces; only
    their hashes are stored.
    """

    kept = models.ForeignKey(User, models.PROTECT, related_name="merges_into")
    # The other account; none as long as an address was typed that is nobody's, or of one that cannot be merged.
    merged = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="merges_from"
    )
    # By a letter: only the place in its company.
    declaration = models.OneToOneField(
        Declaration, models.PROTECT, null=True, blank=True, related_name="merge"
    )
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    canceled_at = models.DateTimeField(null=True, blank=True)
    undo_nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    undo_hash = models.CharField(max_length=64, unique=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # The time for taking it back passed: the other account is deleted.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(done_at__isnull=False, undone_at=None, declaration=None),
                name="an_account_is_merged_once",
            ),
            models.UniqueConstraint(
                fields=["kept"],
                condition=Q(done_at=None, canceled_at=None),
                name="one_merging_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(merged=None) | ~Q(merged=F("kept")), name="merge_of_two_accounts"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(merged__isnull=False), name="merge_of_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["undo_until"],
                name="merges_to_settle",
                condition=Q(done_at__isnull=False, undone_at=None, settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"

    @property
    def secret(self) -> str:
        return tokens.derive("merge", self.nonce)

    @property
    def undo_secret(self) -> str:
        return tokens.derive("merge undo", self.undo_nonce)

    @property
    def is_waiting(self) -> bool:
        return not self.done_at and not self.canceled_at and timezone.now() < self.expires_at

    @property
    def is_undoable(self) -> bool:
        """By its owner or from the other mailbox; a merging by letter is undone in its case."""
        ends = self.undo_until
        over = self.undone_at or self.settled_at or self.declaration_id
        return bool(self.done_at and not over and ends and clock.now() < ends)


class SeatsChange(models.Model):
    """By a letter more or less of a license rests, from the first day of its next period."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="seats_change")
    license = models.ForeignKey(License, models.PROTECT, related_name="seats_changes")
    before = models.PositiveIntegerField()
    amount = models.PositiveIntegerField()
    on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["on"], name="seats_to_change", condition=Q(done_at=None, undone_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.license_id}: {self.before} → {self.amount} on {self.on}"


class PassedOn(models.Model):
    """A letter passed a license on: the transfer that carried it there, and the one that brought it back."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="passed_on")
    transfer = models.ForeignKey("licensing.Transfer", models.PROTECT, related_name="+")
    back = models.ForeignKey(
        "licensing.Transfer", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "passed on"

    def __str__(self) -> str:
        return f"{self.transfer_id} by {self.declaration_id}"
