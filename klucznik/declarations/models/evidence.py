"""What speaks for a case: files, proofs found in them or elsewhere, co-signatories, what registers said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.accounts.models import User
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models.cases import Declaration


class EvidenceFile(PublicIdModel):
    """A file that the claimant sent: sealed on disk, shown to reviewers as pictures."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="files")
    ref = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    # None: somebody without an account sent it, who signs together with others or objects.
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Sent with an objection: what the claimant never sees, and no decision about the letter is about.
    contest = models.ForeignKey(
        "declarations.Contest", models.PROTECT, null=True, blank=True, related_name="files"
    )
    uploaded_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    # Taken out by a reviewer, because it holds an identity document: what was seen in it stays as words.
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_note = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "sha256"],
                condition=Q(removed_at=None, contest=None),
                name="same_file_once",
            ),
            models.UniqueConstraint(
                fields=["contest", "sha256"],
                condition=Q(contest__isnull=False),
                name="same_file_once_in_an_objection",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Evidence(PublicIdModel):
    """One thing that speaks for the claimant, or against: found by a machine, typed back, confirmed by somebody.

    `kind` is one of scoring.Proof, where the points stand; `key` tells two of one kind apart (a file and its
    signatory, an address). Unknown never blocks a case.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("being checked")
        VALID = "valid", pgettext_lazy("evidence", "holds")
        INVALID = "invalid", pgettext_lazy("evidence", "does not hold")
        UNKNOWN = "unknown", _("could not be checked")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    # What reviewers read: the signatory, the reason of a refusal, the record of the DNS. Nothing secret.
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    # A code or a challenge that waits for its answer: only the hash is kept, with the tries and its end.
    secret_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "kind", "key"], name="same_evidence_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "valid", "invalid", "unknown"]),
                name="evidence_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.declaration}"


class CoSignatory(PublicIdModel):
    """Somebody who has to sign together with others and was asked by a link that needs no account."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="co_signatories")
    name = models.CharField(max_length=100)
    sealed_email = models.TextField()
    language = models.CharField(max_length=5, default="pl")
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "co-signatories"
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "name"],
                condition=Q(revoked_at=None, refused_at=None),
                name="one_open_question_per_signatory",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.declaration}"


class RegisterSnapshot(models.Model):
    """What one official register said about the company, as it was read for this case."""

    class Answer(models.TextChoices):
        YES = "yes", _("the company is there")
        NO = "no", _("the company is not there")
        UNKNOWN = "unknown", _("no answer")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="snapshots")
    register = models.CharField(max_length=20)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    facts = models.JSONField(default=dict)
    # Hash of what must not change before a grant: who represents the company, and how.
    representation_hash = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["declaration", "register", "-id"], name="last_snapshot")]

    def __str__(self) -> str:
        return f"{self.register} for {self.declaration}"
