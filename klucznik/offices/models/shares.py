"""An application that an office shares with a client, its invitation, and what the office may do meanwhile."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel
from klucznik.licensing.models import License
from klucznik.licensing.numbers import masked
from klucznik.offices.life import State
from klucznik.offices.models.clients import Client


class Side(models.TextChoices):
    """Who ended a share."""

    OFFICE = "office", _("the office")
    CLIENT = "client", _("the client")
    LICENSE = "license", _("the end of the office's license")
    VENDOR = "vendor", _("the vendor")


class ShareQuerySet(models.QuerySet["Share"]):
    """Which shares are meant."""

    def current(self) -> ShareQuerySet:
        """Those that take a place of the office's license: invited, asked or active."""
        return self.filter(ended_at=None)

    def invited(self) -> ShareQuerySet:
        """Those that nobody accepted yet."""
        return self.current().filter(accepted_at=None)

    def active(self) -> ShareQuerySet:
        """Those that the client accepted and nobody ended."""
        return self.current().filter(accepted_at__isnull=False)

    def reading(self) -> ShareQuerySet:
        """Ended ones that can still be read; the moment counts, not the visit of the task that notes it."""
        return self.filter(ended_at__isnull=False, reading_until__gt=clock.now())

    def opening(self) -> ShareQuerySet:
        """Those with which the client's people open the application, if only to read."""
        return self.filter(accepted_at__isnull=False).filter(
            Q(ended_at=None) | Q(reading_until__gt=clock.now())
        )


class Share(PublicIdModel):
    """An application that an office shares with a client. The link's secret is derived; only its hash is stored."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="shares")
    # The office's license, one of whose places this takes.
    license = models.ForeignKey(License, models.PROTECT, related_name="shares")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    # The client's own company, from the acceptance on.
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="shares_received"
    )
    # The client's license number: it leads to the invitation, and to nothing else.
    number = models.CharField(max_length=40)
    number_key = models.CharField(max_length=64, unique=True)
    # The client's entity, as it stands on its invoices.
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="pl")
    starts_on = models.DateField()
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    offered_at = models.DateTimeField(default=clock.now)
    offered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True, blank=True)
    # Somebody with the invitation came, but the company has administrators of its own (or licenses): they decide.
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The acceptance made the company, and with it an administrator whom nobody has proven.
    made_company = models.BooleanField(default=False)
    # Until when the office can take the acceptance back, because the wrong person accepted.
    withdrawable_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_side = models.CharField(max_length=7, choices=Side.choices, blank=True)
    # Which last day of the office's license the client was told, and how many days ahead.
    license_end_told = models.DateField(null=True, blank=True)
    license_end_told_ahead = models.PositiveSmallIntegerField(null=True, blank=True)
    # Until when the client may still read and export.
    reading_until = models.DateTimeField(null=True, blank=True)
    # How many days ahead of its end the client was told last.
    reading_told_ahead = models.PositiveSmallIntegerField(null=True, blank=True)
    # The end of that time was told.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended_at=None), name="one_share_of_a_client"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(company__isnull=False),
                name="accepted_share_has_company",
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None) | Q(company__isnull=False),
                name="asked_share_has_company",
            ),
            models.CheckConstraint(
                condition=Q(made_company=False) | Q(accepted_at__isnull=False),
                name="only_accepted_shares_made_company",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_side="")
                | (Q(ended_at__isnull=False) & ~Q(ended_side="")),
                name="ended_share_has_side",
            ),
            models.CheckConstraint(
                condition=Q(reading_until=None)
                | Q(ended_at__isnull=False, accepted_at__isnull=False),
                name="read_after_the_end_only",
            ),
        ]
        indexes = [
            models.Index(fields=["license", "id"], name="shares_of_license"),
            models.Index(
                fields=["company"], name="shares_of_company", condition=Q(company__isnull=False)
            ),
            models.Index(
                fields=["reading_until"],
                name="shares_to_close",
                condition=Q(closed_at=None, reading_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} for {self.client}"

    @property
    def office(self) -> Company:
        return self.client.office

    @property
    def tax_id(self) -> TaxId:
        return self.client.tax_id

    @property
    def number_masked(self) -> str:
        return masked(self.number)

    @property
    def address(self) -> str:
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def state(self) -> State:
        """What the dates say; the moment counts."""
        if self.ended_at:
            reads = self.reading_until is not None and clock.now() < self.reading_until
            return State.READING if reads else State.ENDED
        if self.accepted_at:
            return State.ACTIVE
        return State.ASKED if self.asked_at else State.INVITED

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_link_open(self) -> bool:
        """Whether the link of the invitation can be used now."""
        return self.state in (State.INVITED, State.ASKED) and clock.now() < self.expires_at

    @property
    def is_withdrawable(self) -> bool:
        """Whether the office may still say that the wrong person accepted."""
        until: datetime | None = self.withdrawable_until
        return self.state == State.ACTIVE and until is not None and clock.now() < until

    @property
    def begins(self) -> date:
        return self.starts_on


class PowerKind(models.TextChoices):
    """What an office may do for a client. It is never one of the client's administrators."""

    WORK = "work", _("work in the shared application for the client")
    DATA = "data", _("read the company data")
    PEOPLE = "people", _("see who opens the shared application")


class Power(models.Model):
    """One power of the office, dated; it ends with the share, or at once when the client takes it."""

    share = models.ForeignKey(Share, models.PROTECT, related_name="powers")
    kind = models.CharField(max_length=6, choices=PowerKind.choices)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["share", "kind"], condition=Q(ended_at=None), name="one_power_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.share}"

    @property
    def label(self) -> str:
        return str(PowerKind(self.kind).label)
