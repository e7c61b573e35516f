"""What the vendor sells."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from klucznik.catalog.rules import Edition, Rules, Version, in_reader_language
from klucznik.core import clock


class Line(models.Model):
    """A line of products: its name, how its licenses are registered, where their numbers are found."""

    class Registration(models.TextChoices):
        PROGRAM = "program", _("only in the program")
        PROGRAM_OR_PORTAL = "program_or_portal", _("in the program or in the portal")
        PORTAL = "portal", _("in the portal")

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    registration = models.CharField(max_length=20, choices=Registration.choices)
    position = models.PositiveSmallIntegerField(default=0)
    # Where a person finds the license number, as steps: {"pl": ["...", "..."], "en": [...]}
    number_help = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def number_steps(self) -> list[str]:
        return in_reader_language(self.number_help) or []


class ProductQuerySet(models.QuerySet["Product"]):
    """Which products are meant."""

    def programs(self) -> ProductQuerySet:
        """What licenses are for, also what is no longer sold; extensions only make such a license bigger."""
        return self.exclude(kind=Product.Kind.EXTENSION)

    def extensions(self) -> ProductQuerySet:
        return self.filter(kind=Product.Kind.EXTENSION)

    def sold(self) -> ProductQuerySet:
        return self.filter(retired_at=None)


class Product(models.Model):
    """A program, by the code that the ERP uses."""

    class Kind(models.TextChoices):
        PROGRAM = "program", _("program")
        PACKAGE = "package", _("package of programs")
        EXTENSION = "extension", _("extension")
        APP = "app", _("application in the browser")

    class Metric(models.TextChoices):
        SEATS = "seats", _("seats")
        ENTITIES = "entities", _("entities")
        EMPLOYEES = "employees", _("employees")
        USERS = "users", _("users")
        PAGES = "pages", _("pages")
        SHARES = "shares", _("shares")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    line = models.ForeignKey(Line, models.PROTECT, related_name="products")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROGRAM)
    metric = models.CharField(max_length=12, choices=Metric.choices)
    # Where its licenses are registered, when that differs from its line.
    own_registration = models.CharField(
        max_length=20, choices=Line.Registration.choices, blank=True
    )
    # What the catalog says of periods, seats and devices (catalog/rules.py), editions, versions and sizes sold.
    stored_rules = models.JSONField(default=dict)
    stored_editions = models.JSONField(default=list)
    stored_versions = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    # For an extension: codes of the products that it extends.
    extends = models.JSONField(default=list)
    needs_access = models.BooleanField(default=False)
    # Where people open it in the browser; empty for a program that is installed.
    address = models.URLField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    texts = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["line__position", "position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def purpose(self) -> str:
        return in_reader_language(self.texts) or ""

    @property
    def registration(self) -> str:
        """Where its licenses are registered: a value of Line.Registration."""
        return self.own_registration or self.line.registration

    @cached_property
    def rules(self) -> Rules:
        return Rules.of(self.stored_rules)

    @property
    def is_extension(self) -> bool:
        return self.kind == Product.Kind.EXTENSION

    @cached_property
    def versions(self) -> list[Version]:
        """What the vendor published, the oldest first."""
        published = [Version(**version) for version in self.stored_versions]
        return sorted(published, key=lambda version: version.released)

    @property
    def newest_version(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @cached_property
    def editions(self) -> list[Edition]:
        return [Edition(**edition) for edition in self.stored_editions]

    def needs_acceptance(self, edition: str) -> bool:
        """Whether a registration waits for the vendor; `edition` is its code, or what the license says in its place."""
        waiting = {one.code for one in self.editions if one.needs_acceptance}
        return self.rules.needs_acceptance or edition in waiting


class Category(models.Model):
    """A subject of help articles and tickets, beside the programs."""

    code = models.SlugField(max_length=30, unique=True)
    # By language, like {pl: ..., en: ...}.
    names = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language."""
        return in_reader_language(self.names) or self.code


class CatalogVersion(models.Model):
    """A catalog file that was loaded: what it calls itself, what was in it, when and by whom."""

    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=clock.now)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.version
