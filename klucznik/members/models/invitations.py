"""Invitations to a company, and questions to accept one with another account."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Role
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel

# How long an invitation that ran out stays in the list.
KEPT_AFTER_EXPIRY = timedelta(days=30)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations are meant."""

    def open(self) -> InvitationQuerySet:
        """Nobody has ended it: neither accepted nor declined nor revoked nor noted as expired."""
        return self.filter(accepted_at=None, declined_at=None, revoked_at=None, expired_at=None)

    def waiting(self) -> InvitationQuerySet:
        """Those that can be accepted now."""
        return self.open().filter(expires_at__gt=clock.now())

    def listed(self) -> InvitationQuerySet:
        """Waiting ones, and for a month those that ran out, so that somebody sends them again."""
        kept = self.filter(accepted_at=None, declined_at=None, revoked_at=None)
        return kept.filter(expires_at__gt=clock.now() - KEPT_AFTER_EXPIRY)

    def for_list(self) -> InvitationQuerySet:
        """With the inviter, the products, and whether another account asks to accept: three queries for any number."""
        undecided = AnotherAccount.objects.filter(
            invitation=models.OuterRef("pk"), allowed_at=None, refused_at=None
        )
        found = self.annotate(questions=models.Exists(undecided))
        return found.select_related("invited_by").prefetch_related("products")


class Invitation(PublicIdModel):
    """An offer of membership to an address. Its link's secret is derived from the nonce; only its hash is stored."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.USER)
    language = models.CharField(max_length=5, default="pl")
    products = models.ManyToManyField(Product, blank=True, related_name="+")
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True, blank=True)
    # The place that acceptance gives ends by itself then (None: without an end).
    place_until = models.DateTimeField(null=True, blank=True)
    # The invited person asked for a new link after this one ran out.
    asked_again_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The invited person does not want it.
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expired_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None, expired_at=None),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="accepted_or_revoked"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(accepted_at=None, revoked_at=None),
                name="invitation_ended_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="invitations_waiting",
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None, expired_at=None),
            ),
            models.Index(fields=["company", "-id"], name="invitations_of_company"),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.email} to {self.company}"

    @property
    def is_open(self) -> bool:
        """Whether it can be accepted now; the moment of expiry counts, not the visit of the task that notes it."""
        return not (self.is_ended or self.expired_at) and clock.now() < self.expires_at

    @property
    def is_ended(self) -> bool:
        """Whether somebody ended it: then nothing brings it back."""
        return bool(self.accepted_at or self.declined_at or self.revoked_at)

    @property
    def has_run_out(self) -> bool:
        """Whether only its time is over: it can be sent again."""
        return not self.is_ended and not self.is_open

    @property
    def can_be_asked_again(self) -> bool:
        """Whether it ran out not so long ago that nobody has it in a list any more."""
        return self.has_run_out and clock.now() < self.expires_at + KEPT_AFTER_EXPIRY

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


class AnotherAccount(PublicIdModel):
    """Somebody wants to accept an invitation with the account of another address; the inviter's side decides."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="other_accounts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    allowed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "user"], name="one_question_per_invitation_and_account"
            ),
            models.CheckConstraint(
                condition=Q(allowed_at=None) | Q(refused_at=None), name="allowed_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.invitation}"
