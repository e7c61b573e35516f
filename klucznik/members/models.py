"""Invitations to a company, and which of its products each person may open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations are meant."""

    def open(self) -> InvitationQuerySet:
        """Neither accepted nor revoked nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expired_at=None)


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
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expired_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(accepted_at=None, revoked_at=None, expired_at=None),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="accepted_or_revoked"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="invitations_waiting",
                condition=Q(accepted_at=None, revoked_at=None, expired_at=None),
            ),
            models.Index(fields=["company", "-id"], name="invitations_of_company"),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.email} to {self.company}"

    @property
    def is_open(self) -> bool:
        """Whether it can be accepted now; the moment of expiry counts, not the visit of the task that notes it."""
        return (
            not (self.accepted_at or self.revoked_at or self.expired_at)
            and clock.now() < self.expires_at
        )

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


class ProductAccessQuerySet(models.QuerySet["ProductAccess"]):
    """Which ticks are meant."""

    def active(self) -> ProductAccessQuerySet:
        """Ticks that open something now: of somebody who still has a place and a role in the company."""
        return self.filter(ended_at=None, membership__ended_at=None).exclude(
            membership__role=Role.ASSOCIATED
        )


class ProductAccess(models.Model):
    """A tick: this person may open this product of the company. It ends, it is never deleted."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="accesses")
    product = models.ForeignKey(Product, models.PROTECT, related_name="accesses")
    granted_at = models.DateTimeField(default=clock.now)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProductAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "product accesses"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "product"],
                condition=Q(ended_at=None),
                name="one_tick_per_product",
            ),
        ]
        indexes = [
            models.Index(fields=["product"], name="ticks_of_product", condition=Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.product}"
