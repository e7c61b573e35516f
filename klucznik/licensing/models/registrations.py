"""Who uses a license: how it was registered with the vendor, and the entities that it keeps the books of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.rules import Way
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class Registration(PublicIdModel):
    """One registration of a license: sent, then accepted or declined; most are accepted at once."""

    license = models.ForeignKey("licensing.License", models.PROTECT, related_name="registrations")
    way = models.CharField(max_length=8, choices=Way.choices)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    program = models.CharField(max_length=40, blank=True)
    program_version = models.CharField(max_length=40, blank=True)
    seller = models.CharField(max_length=120, blank=True)
    care_partner = models.CharField(max_length=120, blank=True)
    place_of_use = models.CharField(max_length=200, blank=True)
    # What was stated, by name, with the version of the text where it has one.
    statements = models.JSONField(default=dict)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["license"],
                condition=Q(accepted_at=None, declined_at=None),
                name="one_open_registration",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None),
                name="registration_has_one_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="registrations_waiting",
                condition=Q(accepted_at=None, declined_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} of {self.license_id}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.declined_at is None


class EntityQuerySet(models.QuerySet["Entity"]):
    """How entities are read."""

    def active(self) -> EntityQuerySet:
        return self.filter(ended_at=None)


class Entity(PublicIdModel):
    """A company whose books a license keeps: the owner's own, or a client of an accounting office."""

    class Kind(models.TextChoices):
        OWN = "own", _("own")
        CLIENT = "client", _("client of the office")

    class Source(models.TextChoices):
        PROGRAM = "program", _("the program")
        CODE = "code", _("the activation code")
        PORTAL = "portal", _("the portal")

    license = models.ForeignKey("licensing.License", models.PROTECT, related_name="entities")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    country = models.CharField(max_length=2, default="PL")
    # Never changed afterwards: another number is another entity.
    tax_number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=8, choices=Source.choices)
    registered_at = models.DateTimeField(default=clock.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entities"
        constraints = [
            models.UniqueConstraint(
                fields=["license", "country", "tax_number"],
                condition=Q(ended_at=None),
                name="one_active_entity_of_a_tax_id",
            )
        ]
        indexes = [models.Index(fields=["license", "id"], name="entities_of_license")]

    def __str__(self) -> str:
        return f"{self.name} ({self.country}{self.tax_number})"

    @property
    def tax_id(self) -> TaxId:
        return TaxId(self.country, self.tax_number)

    @property
    def tax_id_display(self) -> str:
        return self.tax_id.display
