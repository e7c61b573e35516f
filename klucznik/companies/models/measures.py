"""What the vendor's staff did about a company as a whole."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models.companies import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class Measure(PublicIdModel):
    """What staff did about a company as a whole: two people, one who proposes and one who confirms.

    A dispute freezes what administrators could take from one another; a suspension stops every change. The products
    work on in both.
    """

    class Kind(models.TextChoices):
        DISPUTE = "dispute", _("dispute about who represents the company")
        SUSPENSION = "suspension", _("suspension")

    class Reason(models.TextChoices):
        RIVAL_BOARDS = "rival_boards", _("Two sides say that they represent the company.")
        FRAUD = "fraud", _("There is a suspicion of fraud.")
        COURT_ORDER = "court_order", _("A court or another authority ordered it.")
        LIQUIDATION = "liquidation", _("The company is in liquidation or bankruptcy.")
        SANCTIONS = "sanctions", _("The company is on a list of sanctions.")

    company = models.ForeignKey(Company, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    # Ending takes two people again.
    end_proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind"],
                condition=Q(ended_at=None, dropped_at=None),
                name="one_open_measure_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="two_people_take_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("end_proposed_by")),
                name="two_people_end_a_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.company}"

    @property
    def is_open(self) -> bool:
        """Proposed, in force, or in force with its end proposed."""
        return self.ended_at is None and self.dropped_at is None

    @property
    def is_in_force(self) -> bool:
        return self.is_open and self.confirmed_at is not None
