"""Regaining the keys: requests to administrators, cases about their rights, first administrators' invitations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models import Declaration


class RightsRequest(PublicIdModel):
    """A member asks the administrators for the global role."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for an answer")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn")
        EXPIRED = "expired", pgettext_lazy("request", "expired")

    company = models.ForeignKey(Company, models.PROTECT, related_name="rights_requests")
    person = models.ForeignKey(User, models.PROTECT, related_name="rights_requests")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    recipients = models.PositiveSmallIntegerField(default=0)
    reminders = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    granted_role = models.CharField(max_length=20, choices=Role.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person"],
                condition=Q(state="pending"),
                name="one_open_request_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="a_refusal_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="requests_pending", condition=Q(state="pending")
            )
        ]

    def __str__(self) -> str:
        return f"request of {self.person}"


class Recovery(models.Model):
    """What is particular to a case about administrator rights: whose place it changes, and what to undo."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="recovery")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="recoveries")
    previous_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    previous_proven_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "recoveries"

    def __str__(self) -> str:
        return f"recovery {self.declaration}"


class FirstAdministratorInvitation(PublicIdModel):
    """The vendor's invitation to the address that its ERP holds for a customer without an administrator."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="first_invitations")
    email = models.EmailField(max_length=254)
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    declaration = models.OneToOneField(
        Declaration, models.PROTECT, null=True, blank=True, related_name="first_invitation"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(accepted_at=None, revoked_at=None, bounced_at=None, expired_at=None),
                name="one_open_first_invitation",
            )
        ]
        indexes = [models.Index(fields=["sent_at", "id"], name="first_invitations_by_time")]

    def __str__(self) -> str:
        return f"first administrator of {self.company}"
