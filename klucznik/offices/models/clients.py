"""Clients of an office, who in the office serves them, and the office's word in a case."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.declarations.models import Declaration
from klucznik.licensing.validation import day_of


class ClientQuerySet(models.QuerySet["Client"]):
    """Which clients are meant."""

    def current(self) -> ClientQuerySet:
        """Those that the office has now, registered or not."""
        return self.filter(ended_at=None)

    def registered(self) -> ClientQuerySet:
        """Those that take a place in the office's limit."""
        return self.current().filter(registered_at__isnull=False)

    def unregistered(self) -> ClientQuerySet:
        """Those that a program works for and nobody registered."""
        return self.current().filter(registered_at=None)

    def served_by(self, user: User) -> ClientQuerySet:
        """Those that somebody of the office was given."""
        return self.filter(assignments__member=user, assignments__ended_at=None)


class Client(PublicIdModel):
    """A firm that an office registered for one of its products, or that its program works for without that.

    It is no company of the portal: that is made, or found, when the firm itself comes in.
    """

    class Source(models.TextChoices):
        PORTAL = "portal", _("the portal")
        FILE = "file", _("a file")
        PROGRAM = "program", _("the program")

    office = models.ForeignKey(Company, models.PROTECT, related_name="office_clients")
    # The product for offices under which it is registered, for example the one that shares an application.
    program = models.ForeignKey(Product, models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, default="PL")
    # Never changed once it is registered (held by a trigger): another number is another client.
    tax_number = models.CharField(max_length=14)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=7, choices=Source.choices)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Since when a program works for it: without a registration it turns to reading after a while.
    first_run_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    # How many days ahead of reading the office was told last.
    told_ahead = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "program", "country", "tax_number"],
                condition=Q(ended_at=None),
                name="one_client_of_a_tax_id",
            ),
            models.CheckConstraint(
                condition=Q(registered_at__isnull=False) | Q(first_run_at__isnull=False),
                name="client_registered_or_run",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "name", "id"], name="clients_by_name"),
            models.Index(fields=["country", "tax_number"], name="clients_by_tax_id"),
            models.Index(
                fields=["first_run_at"],
                name="clients_unregistered",
                condition=Q(ended_at=None, registered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country}{self.tax_number})"

    def get_absolute_url(self) -> str:
        return reverse("offices:client", args=[self.office.public_id, self.public_id])

    @property
    def tax_id(self) -> TaxId:
        return TaxId(self.country, self.tax_number)

    @property
    def tax_id_display(self) -> str:
        return self.tax_id.display

    @property
    def is_registered(self) -> bool:
        return self.registered_at is not None and self.ended_at is None

    @property
    def reads_only_from(self) -> date | None:
        """The first day on which an unregistered client can only be read; None for a registered one."""
        if self.registered_at or self.ended_at or self.first_run_at is None:
            return None
        days = self.program.rules.client_unregistered_days
        return day_of(self.first_run_at) + timedelta(days=days)

    @property
    def days_left(self) -> int | None:
        """Days until only reading is left, never below 0; None for a registered client."""
        day = self.reads_only_from
        return None if day is None else max(0, (day - clock.today()).days)


class Assignment(PublicIdModel):
    """Somebody of the office serves a client: without it, and without managing all clients, nobody sees it."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="assignments")
    member = models.ForeignKey(User, models.PROTECT, related_name="office_assignments")
    since = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "member"],
                condition=Q(ended_at=None),
                name="one_assignment_of_a_person",
            )
        ]
        indexes = [
            models.Index(
                fields=["member"], name="assignments_of_person", condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.client}"


class Word(models.Model):
    """What the office says in a case about the keys of its client's company: once, and not changed."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="office_words")
    office = models.ForeignKey(Company, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=clock.now)
    # Whether the office confirms that the claimant acts for the client.
    confirms = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "office"], name="one_word_of_an_office_in_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"word of {self.office} in {self.declaration_id}"
