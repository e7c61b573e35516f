"""Invitations to a company, and which of its products each person may open."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role, lasting
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
    def role_label(self) -> str:
        return str(Role(self.role).label)


class ProductAccessQuerySet(models.QuerySet["ProductAccess"]):
    """Which ticks are meant."""

    def active(self) -> ProductAccessQuerySet:
        """Ticks that open something now: of somebody who still has a place and a role in the company."""
        placed = self.filter(lasting("membership__"), membership__ended_at=None)
        return placed.filter(lasting(), ended_at=None).exclude(membership__role=Role.ASSOCIATED)

    def held(self) -> ProductAccessQuerySet:
        """Ticks as they stand on a place, whatever has become of the place."""
        return self.filter(lasting(), ended_at=None)

    def overdue(self) -> ProductAccessQuerySet:
        """Past their end, but not closed by the task yet."""
        return self.filter(ended_at=None, until__lte=clock.now())


class ProductAccess(models.Model):
    """A tick: this person may open this product of the company. It ends, it is never deleted."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="accesses")
    product = models.ForeignKey(Product, models.PROTECT, related_name="accesses")
    granted_at = models.DateTimeField(default=clock.now)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # Until when it opens (None: without an end); ending is told ahead.
    until = models.DateTimeField(null=True, blank=True)
    ending_told_at = models.DateTimeField(null=True, blank=True)
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
            models.Index(fields=["product"], name="ticks_of_product", condition=Q(ended_at=None)),
            models.Index(
                fields=["until"],
                name="ticks_that_end",
                condition=Q(ended_at=None, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.product}"


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


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    """Which requests are meant."""

    def open(self) -> AccessRequestQuerySet:
        """Those that wait for an answer."""
        return self.filter(decided_at=None)


class AccessRequest(PublicIdModel):
    """A person asks the administrators to let them open a product."""

    class Outcome(models.TextChoices):
        """How a request ended."""

        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="access_requests")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "product"],
                condition=Q(decided_at=None),
                name="one_open_request_per_product",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | Q(decided_at__isnull=False),
                name="request_decided_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="access_requests_waiting", condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership} asks for {self.product}"


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Which deputies are meant."""

    def named(self) -> DeputyQuerySet:
        """Named and not ended: some accepted, some still to answer."""
        placed = self.filter(lasting("membership__"), membership__ended_at=None)
        return placed.filter(ended_at=None, declined_at=None)

    def accepted(self) -> DeputyQuerySet:
        """Those who agreed and could step in."""
        return self.named().filter(accepted_at__isnull=False)


class Deputy(PublicIdModel):
    """A member who agreed to step in when no global administrator answers any more; has no right until then."""

    WAITS = ((3, 3), (7, 7), (14, 14))

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="deputies")
    # How many days administrators have to object once the deputy steps in; chosen beforehand.
    wait_days = models.PositiveSmallIntegerField(choices=WAITS, default=7)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(ended_at=None, declined_at=None),
                name="one_deputyship_per_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="accepted_or_declined"
            ),
            models.CheckConstraint(condition=Q(wait_days__in=[3, 7, 14]), name="deputy_wait_known"),
        ]

    def __str__(self) -> str:
        return f"deputy {self.membership}"
