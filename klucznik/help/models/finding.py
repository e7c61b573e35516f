"""The index of the search, the same on both databases: all stems with their texts, and the stems of each text."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import models

from klucznik.help.models.articles import Text

# From so many changes ago a process need not read everything anew.
REMEMBERED: Final = 50


class Entry(models.Model):
    """The stems under which a text stands in the index: where it has to be taken out."""

    text = models.OneToOneField(Text, models.CASCADE, primary_key=True, related_name="entry")
    terms = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.terms)} stems of {self.text_id}"


class Term(models.Model):
    """A stem of a language and the texts in which it stands."""

    language = models.CharField(max_length=2)
    term = models.CharField(max_length=40)
    # A word of that stem as it stands in a text: what a reader is told when a mistyped word was taken for it.
    word = models.CharField(max_length=40)
    texts = models.PositiveIntegerField(default=0)
    # Which texts, and how much it tells about each (help/postings.py): one row to read, however common the stem is.
    held = models.BinaryField(default=bytes)
    # With which change of the index: a process that remembers the stems reads only those that changed since.
    changed = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "term"], name="term_once")]
        indexes = [models.Index(fields=["language", "changed"], name="terms_by_change")]

    def __str__(self) -> str:
        return self.term


class Index(models.Model):
    """How many texts of a language are indexed; whoever changes its stems locks it, and gives it a new stamp."""

    language = models.CharField(max_length=2, unique=True)
    texts = models.PositiveIntegerField(default=0)
    stamp = models.CharField(max_length=16)
    # How often it has changed, and which stamp each of the last changes gave it.
    changes = models.PositiveBigIntegerField(default=0)
    past = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "indexes"

    def __str__(self) -> str:
        return self.language

    def renew(self) -> None:
        """A new stamp tells every process that what it remembers is of yesterday. The caller saves."""
        told = self.past | ({self.stamp: self.changes - 1} if self.stamp else {})
        self.stamp = secrets.token_hex(8)
        told[self.stamp] = self.changes
        self.past = dict(sorted(told.items(), key=lambda one: one[1])[-REMEMBERED:])


class SearchCount(models.Model):
    """How often a question was asked on one day, and with how many results; not by whom."""

    day = models.DateField()
    language = models.CharField(max_length=2)
    query = models.CharField(max_length=80)
    results = models.PositiveIntegerField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "query"], name="one_count_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.query} on {self.day}"
