"""A notice of the vendor with its progress, its rounds of letters, and who has put it away."""

from __future__ import annotations

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.catalog.rules import in_reader_language
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.events.models import Event
from klucznik.news import states


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices are meant, and how they are read."""

    def published(self) -> NoticeQuerySet:
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def public(self) -> NoticeQuerySet:
        """What stands on the open pages: not what is for global administrators alone."""
        return self.published().filter(for_administrators=False)

    def told(self) -> NoticeQuerySet:
        """With the impact of the last word about it, in the same query."""
        last = Progress.objects.filter(notice=OuterRef("pk")).order_by("-pk").values("impact")[:1]
        return self.annotate(impact_now=Coalesce(Subquery(last), F("impact")))

    def happening(self) -> NoticeQuerySet:
        """Breaks and troubles that are not over, as far as a query can tell (states.py judges)."""
        lately = clock.now() - states.OVERDUE_AT_MOST
        open_ended = Q(kind=Notice.Kind.TROUBLE) | Q(kind=Notice.Kind.BREAK, ends_at__gt=lately)
        return self.filter(open_ended, ended_at=None)

    def locked(self, pk: int) -> Notice:
        """The notice, its row locked until the end of the transaction."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Notice(PublicIdModel):
    """Something that customers should know, in both languages: for everybody, or for those whom it concerns."""

    Kind = states.Kind
    Impact = states.Impact

    kind = models.CharField(max_length=8, choices=Kind.choices)
    impact = models.CharField(max_length=8, choices=Impact.choices, default=Impact.NONE)
    # By language; the body is Markdown.
    titles = models.JSONField(default=dict)
    bodies = models.JSONField(default=dict)
    # Parts of the service that it is about (news/parts.py); empty: none in particular.
    services = models.JSONField(default=list, blank=True)
    # Whom it concerns: without products everybody; with them, people of companies that use one of them.
    products = models.ManyToManyField(Product, blank=True, related_name="+")
    # Only global administrators of those companies.
    for_administrators = models.BooleanField(default=False)
    by_email = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # When the break or trouble begins and ends, as announced; of changed terms the day from which they hold.
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # When it was really over.
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The last act about it, for pages that ask whether anything is new.
    changed_at = models.DateTimeField(default=clock.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["break", "trouble", "version", "terms", "news"]),
                name="notice_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="notice_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind="break")
                | Q(published_at=None, publish_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="breaks_have_their_hours",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="notices_lately"),
            models.Index(
                fields=["publish_at"], name="notices_planned", condition=Q(published_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.titles.get("pl") or self.titles.get("en") or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("news:notice", args=[self.public_id])

    @property
    def title(self) -> str:
        """In the reader's language."""
        return in_reader_language(self.titles) or str(self)

    @property
    def times(self) -> states.Times:
        """What its state depends on."""
        return states.Times(
            kind=self.kind,
            publish_at=self.publish_at,
            published_at=self.published_at,
            withdrawn_at=self.withdrawn_at,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            ended_at=self.ended_at,
        )

    @property
    def phase(self) -> states.Phase:
        """What it means at this moment."""
        return states.phase(self.times, clock.now())

    @property
    def current_impact(self) -> str:
        """What the last word about it says; with `told()` no query."""
        known = getattr(self, "impact_now", None)
        if known is None:
            last = self.progress.first()
            known = last.impact if last else self.impact
        return str(known)


class Progress(models.Model):
    """One more word about a notice, for the status page and those who were told."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="progress")
    impact = models.CharField(max_length=8, choices=Notice.Impact.choices)
    words = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.impact} of {self.notice}"


class Mailing(models.Model):
    """One round of letters about a notice: one for each event, and how far in the list of people it is.

    Letters of a batch and the new mark are one commit under a lock of this row, so nobody is written to twice.
    """

    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="mailings")
    message = models.CharField(max_length=60)
    # The key of the last person in the list who was written to, and how many were.
    reached = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message} about {self.notice}"


class PutAway(models.Model):
    """Somebody has read a notice and does not want to see it on their pages any more."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="put_away")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "person"], name="put_away_once")]

    def __str__(self) -> str:
        return f"{self.notice} by {self.person_id}"
