"""A signed letter to the vendor and all that happens to it: one case, its files, decisions and objections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.declarations import states

State, ENDS, EFFECTIVE = states.State, states.ENDS, states.EFFECTIVE


class Kind(models.TextChoices):
    """What a letter asks for."""

    GLOBAL_ADMINISTRATOR = "global_administrator", _("global administrator rights")
    FIRST_ADMINISTRATOR = "first_administrator", _("first administrator of a customer")


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Which cases are meant."""

    def open(self) -> DeclarationQuerySet:
        return self.exclude(state__in=ENDS)

    def visible_to(self, user: User) -> DeclarationQuerySet:
        """A case is its claimant's; staff have doors of their own."""
        return self.filter(claimant=user)

    def locked(self, pk: int) -> Declaration:
        """The case, its row locked; lock its company first."""
        return self.select_for_update(of=("self",)).select_related("company", "claimant").get(pk=pk)


class Declaration(PublicIdModel):
    """One case. Its state changes only through steps.move, which checks, writes and records in one commit."""

    kind = models.CharField(max_length=30, choices=Kind.choices)
    number = models.CharField(max_length=20, unique=True)
    company = models.ForeignKey(Company, models.PROTECT, related_name="declarations")
    claimant = models.ForeignKey(User, models.PROTECT, related_name="declarations")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    # The letter: its language, what it says, the hash of its canonical text, the sign-in address when it was written.
    language = models.CharField(max_length=5, default="pl")
    content = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)
    login = models.EmailField(max_length=254)
    prepared_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    # Review
    review_round = models.PositiveSmallIntegerField(default=1)
    reviewers_needed = models.PositiveSmallIntegerField(default=2)
    promised_at = models.DateTimeField(null=True, blank=True)
    info_rounds = models.PositiveSmallIntegerField(default=0)
    info_asked = models.TextField(blank=True)
    info_answer = models.TextField(blank=True)

    # The clock: when the present state ends by itself, and when notices were sent.
    due_at = models.DateTimeField(null=True, blank=True)
    notice_started_at = models.DateTimeField(null=True, blank=True)
    notice_ends_at = models.DateTimeField(null=True, blank=True)
    reminders = models.JSONField(default=list)
    frozen_at = models.DateTimeField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    probation_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome_reason = models.CharField(max_length=40, blank=True)
    outcome_note = models.TextField(blank=True)
    # The key of this case's files, wrapped by the vault; dropping it erases them.
    wrapped_key = models.BinaryField(null=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="declaration_state_known"
            ),
            models.UniqueConstraint(
                fields=["company", "claimant", "kind"],
                condition=~Q(state__in=ENDS),
                name="one_open_case_per_person",
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state__in=EFFECTIVE),
                name="one_effective_case_per_company",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None)
                | Q(
                    state__in=[
                        State.NOTICE,
                        State.READY,
                        State.GRANTED,
                        State.IN_REVIEW,
                        State.NEEDS_INFO,
                    ]
                ),
                name="only_open_cases_freeze",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDS, ended_at__isnull=False)
                | (~Q(state__in=ENDS) & Q(ended_at=None)),
                name="an_end_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at"], name="declarations_queue"),
            models.Index(
                fields=["due_at"], name="declarations_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state not in ENDS

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


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
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "sha256"],
                condition=Q(removed_at=None),
                name="same_file_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(PublicIdModel):
    """What one reviewer decided, why, and about which files. A changed file voids it; nothing deletes it."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approve")
        REJECT = "reject", _("reject")
        ASK = "ask", _("ask for more")

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    as_lead = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    files_hash = models.CharField(max_length=64)
    checklist = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "round", "reviewer"],
                name="one_decision_per_reviewer_and_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} in {self.declaration}"


class Notified(PublicIdModel):
    """Somebody who is told about a case and may object with one click; the address is sealed."""

    class Standing(models.TextChoices):
        CLAIMANT = "claimant", _("the person who asks")
        ADMINISTRATOR = "administrator", _("administrator")
        FORMER_ADMINISTRATOR = "former_administrator", _("former administrator")
        CONTACT = "contact", _("contact address of the company")

    FREEZING: ClassVar[list[str]] = ["administrator", "former_administrator"]

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="notified")
    standing = models.CharField(max_length=24, choices=Standing.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sealed_email = models.TextField()
    email_fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="pl")
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=clock.now)

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
