"""What the vendor sells."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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


class Product(models.Model):
    """A program, by the code that the ERP uses."""

    class Metric(models.TextChoices):
        SEATS = "seats", _("seats")
        ENTITIES = "entities", _("entities")
        EMPLOYEES = "employees", _("employees")
        USERS = "users", _("users")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    line = models.ForeignKey(Line, models.PROTECT, related_name="products")
    metric = models.CharField(max_length=12, choices=Metric.choices)
    needs_access = models.BooleanField(default=False)
    # Where people open it in the browser; empty for a program that is installed.
    address = models.URLField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    texts = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["line__position", "position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def purpose(self) -> str:
        return in_reader_language(self.texts) or ""


def in_reader_language(texts: dict[str, Any]) -> Any:
    """The text in the reader's language, in Polish where there is none."""
    return texts.get((get_language() or "pl")[:2]) or texts.get("pl")
