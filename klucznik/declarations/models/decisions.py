"""What reviewers decided about a letter."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models.cases import Declaration


class Decision(PublicIdModel):
    """What one reviewer decided, why, and about which files. A changed file voids it; nothing deletes it."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approve")
        REJECT = "reject", _("reject")
        ASK = "ask", _("ask for more")

    class Representation(models.TextChoices):
        COMPLETE = "complete", _("everybody needed to represent the company signed electronically")
        SOME = "some", _("some of those who represent the company together signed electronically")
        HANDWRITTEN = (
            "handwritten",
            _(
                "the names under the handwritten signatures are in the register or a power of attorney"
            ),
        )

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    as_lead = models.BooleanField(default=False)  # this word settled the case
    by_lead = models.BooleanField(default=False)  # the reviewer was a lead then
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    files_hash = models.CharField(max_length=64)
    checklist = models.JSONField(default=list)
    # What the reviewer found about who signed; it says which points of representation count.
    representation = models.CharField(max_length=12, choices=Representation.choices, blank=True)
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
