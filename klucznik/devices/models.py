"""Installations of programs, the places that they have in licenses, and requests that may come twice."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.licensing.models import License


class Device(PublicIdModel):
    """One installation of one program on one machine."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="devices")
    product = models.ForeignKey(Product, models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    system = models.CharField(max_length=80, blank=True)
    program_version = models.CharField(max_length=40, blank=True)
    # Keyed hashes of what the program says about the machine, by part, and of all of them together.
    parts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    # SHA-256 of the secret with which the program speaks for itself; null for one that never asks (offline): only
    # a whole index, not one with a condition, is used by every database when it looks for a value.
    secret_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    # Ed25519, base64: with it the installation can sign that it was here.
    public_key = models.CharField(max_length=44, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    first_seen_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "fingerprint"], name="one_device_of_a_fingerprint"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ActivationQuerySet(models.QuerySet["Activation"]):
    """How places are read."""

    def active(self) -> ActivationQuerySet:
        return self.filter(ended_at=None)

    def taking_a_seat(self, now: datetime) -> ActivationQuerySet:
        """Places that count: named ones, running floating ones, and freed ones whose license file still lives."""
        return self.filter(
            Q(ended_at=None, floating=False)
            | Q(ended_at=None, lease_until__gt=now)
            | Q(ended_at__isnull=False, seat_until__gt=now)
        )


class Activation(PublicIdModel):
    """The place of a device in a license, from the activation until it is freed."""

    class How(models.TextChoices):
        SIGN_IN = "sign_in", _("by somebody who signed in")
        NUMBER = "number", _("by the license number")
        CODE = "code", _("by the activation code")
        OFFLINE = "offline", _("without internet, by a license file")

    class Ended(models.TextChoices):
        ITSELF = "itself", _("given back by the program")
        PERSON = "person", _("freed by a person")
        STAFF = "staff", _("freed by the vendor's staff")
        LICENSE = "license", _("ended with the license")
        MOVED = "moved", _("moved to another license")

    license = models.ForeignKey(License, models.PROTECT, related_name="activations")
    device = models.ForeignKey(Device, models.PROTECT, related_name="activations")
    how = models.CharField(max_length=8, choices=How.choices)
    activated_at = models.DateTimeField(default=clock.now)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Of a floating license: the place is taken while the lease lives, and each heartbeat prolongs it.
    floating = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    # The newest license file: its number, and until when it lives on the device whatever happens here.
    file_counter = models.PositiveIntegerField(default=0)
    file_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended = models.CharField(max_length=8, choices=Ended.choices, blank=True)
    # Until when a freed place stays taken, because the license file of the device still lives.
    seat_until = models.DateTimeField(null=True, blank=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(ended_at=None), name="one_place_of_a_device"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="a_place_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lease_until=None) | Q(floating=True), name="only_floating_places_lease"
            ),
        ]
        indexes = [
            models.Index(
                fields=["license"], name="places_in_use", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["license", "seat_until"],
                name="places_that_return",
                condition=Q(seat_until__isnull=False),
            ),
            models.Index(fields=["license", "-ended_at"], name="places_freed_of_license"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} in {self.license_id}"


class OnceOnly(models.Model):
    """A request with an Idempotency-Key: the same again gets the same answer, another one is refused."""

    # Keyed hashes of who asked at which address, and of the key.
    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    # Null while the first request is in hand.
    status = models.PositiveSmallIntegerField(null=True)
    # Sealed, because an answer may hold the secret of a device.
    sealed_answer = models.TextField(blank=True)
    begun_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_answer_of_a_key")]

    def __str__(self) -> str:
        return self.key[:8]
