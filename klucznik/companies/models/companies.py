"""A customer company."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class FactorDemand(models.TextChoices):
    """From whom a company demands two-step verification."""

    NOBODY = "nobody", _("nobody")
    ADMINISTRATORS = "administrators", _("administrators")
    EVERYBODY = "everybody", _("everybody")


class CompanyQuerySet(models.QuerySet["Company"]):
    """Which companies somebody may see."""

    def visible_to(self, user: Any) -> CompanyQuerySet:
        """Those of which the person is a member now."""
        return self.filter(
            lasting("memberships__"), memberships__user_id=user.pk, memberships__ended_at=None
        )

    def with_tax_id(self, tax_id: TaxId) -> CompanyQuerySet:
        return self.filter(country=tax_id.country, tax_number=tax_id.number)

    def open(self) -> CompanyQuerySet:
        """Those that nobody closed."""
        return self.filter(closed_at=None)

    def locked(self, pk: int) -> Company:
        """The company, its row locked until the end of the transaction: the first of all locks."""
        return self.select_for_update(of=("self",)).get(pk=pk)


def lasting(path: str = "") -> Q:
    """Not past its own end: the moment counts, not the visit of the task that notes it."""
    return Q(**{f"{path}until": None}) | Q(**{f"{path}until__gt": clock.now()})


def new_support_number() -> str:
    """A number that a customer reads out to support; it opens nothing."""
    return f"{secrets.randbelow(10**9):09d}"


class Company(PublicIdModel):
    """A customer, known by its tax ID. The vendor's ERP owns its number, the customer the contact data it edited."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        OFFICE = "office", _("accounting office")

    country = models.CharField(max_length=2, default="PL")
    tax_number = models.CharField(max_length=14)
    name = models.CharField(_("company name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postal code"), max_length=12, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    email = models.EmailField(_("contact e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMPANY)
    customer_no = models.CharField(max_length=20, unique=True, null=True, blank=True)
    support_number = models.CharField(
        max_length=9, unique=True, default=new_support_number, editable=False
    )
    # When the vendor came to know this tax ID (import, order, license); null: only its founder knows it.
    known_at = models.DateTimeField(null=True, blank=True)
    customer_since = models.DateField(null=True, blank=True)
    # Names of the contact fields that the customer edited: an import leaves them alone.
    edited_fields = models.JSONField(default=list)
    # Since when the contact e-mail is what it is: a fresh one proves nothing in a recovery.
    email_since = models.DateTimeField(default=clock.now)
    # The address that the vendor's ERP holds; the customer cannot change it.
    vendor_email = models.EmailField(max_length=254, blank=True)
    # Since when, where the ERP changed it, and the last one before that was known for long: it goes on being told.
    vendor_email_since = models.DateTimeField(null=True, blank=True)
    vendor_email_before = models.EmailField(max_length=254, blank=True)
    # Which of the two refused a message for good; another address in its place is alive.
    dead_emails = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    # From whom the company demands two-step verification.
    factor_demand = models.CharField(
        max_length=20, choices=FactorDemand.choices, default=FactorDemand.NOBODY
    )
    # Its only person closed it, nothing was bought for it; whoever comes with the tax ID founds it anew.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Since when a measure of staff is in force (models.Measure says why); doors read it with every request.
    disputed_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Since when it stands again after it was closed: what happened before is nobody's business in it any more.
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                fields=["country", "tax_number"], name="one_company_per_tax_id"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(known_at=None),
                name="only_unknown_companies_are_closed",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="companies_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("licensing:products", args=[self.public_id])

    @property
    def documents_id(self) -> str:
        """Under what applications keep its documents: whoever founds it anew begins with none."""
        since = self.reopened_at
        return f"{self.public_id}-{since.timestamp():.0f}" if since else self.public_id

    @property
    def email_is_dead(self) -> bool:
        return self.email.lower() in self.dead_emails

    @property
    def vendor_email_is_dead(self) -> bool:
        return self.vendor_email.lower() in self.dead_emails

    @property
    def tax_id(self) -> TaxId:
        return TaxId(self.country, self.tax_number)

    @property
    def tax_id_display(self) -> str:
        return self.tax_id.display

    @property
    def is_known(self) -> bool:
        """Whether the vendor knows this customer, so that rights in it need a check."""
        return self.known_at is not None

    @property
    def address(self) -> str:
        return ", ".join(
            part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part
        )
