"""Who is told about a case, and what they say against it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models.cases import Declaration


class Notified(PublicIdModel):
    """Somebody who is told about a case and may object with one click; the address is sealed."""

    class Standing(models.TextChoices):
        CLAIMANT = "claimant", _("the person who asks")
        ADMINISTRATOR = "administrator", _("administrator")
        FORMER_ADMINISTRATOR = "former_administrator", _("former administrator")
        REGISTER = "register", _("the company's address in the official register")
        REPRESENTATIVE = "representative", _("registered representative")
        ACCOUNT = "account", _("owner of the account that the letter is about")
        CONTACT = "contact", _("contact address of the company")
        OFFICE = "office", _("accounting office")

    FREEZING: ClassVar[list[str]] = [
        "administrator",
        "former_administrator",
        "register",
        "representative",
        "account",
    ]

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="notified")
    standing = models.CharField(max_length=24, choices=Standing.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sealed_email = models.TextField()
    email_fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="pl")
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=clock.now)
    # The mailbox refused a message of this case for good; cleared when its owner says something.
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "notified"
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "email_fingerprint"], name="one_voice_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standing} of {self.declaration}"

    @property
    def may_freeze(self) -> bool:
        return self.standing in self.FREEZING


class Contest(PublicIdModel):
    """An objection. From those who hold or held the keys it stops the clock; from others it asks staff to look."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="contests")
    by = models.ForeignKey(Notified, models.PROTECT, related_name="contests")
    freezes = models.BooleanField()
    statement = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    look_until = models.DateTimeField()
    # The objector has nothing against the case any more: reviewers need not wait for more words.
    taken_back_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    upheld_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "by"],
                condition=Q(freezes=True),
                name="one_freeze_per_person_and_case",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(upheld_at=None), name="lifted_or_upheld"
            ),
            models.CheckConstraint(
                condition=Q(look_until__gte=F("at")), name="looked_at_after_it_came"
            ),
        ]

    def __str__(self) -> str:
        return f"objection in {self.declaration}"

    @property
    def is_open(self) -> bool:
        return self.lifted_at is None and self.upheld_at is None


class ContestVote(models.Model):
    """One reviewer's word about an objection; lifting a freeze takes two."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="votes")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    upholds = models.BooleanField()
    note = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "reviewer"], name="one_vote_per_reviewer")
        ]

    def __str__(self) -> str:
        return f"vote about {self.contest}"
