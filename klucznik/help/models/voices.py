"""What readers said: whether an article helped, and if not, why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.help.models.articles import LANGUAGES, Article


class Reason(models.TextChoices):
    """Why an article was of no use."""

    OTHER_SUBJECT = "other_subject", _("It is about something else")
    UNCLEAR = "unclear", _("I do not understand it")
    OUTDATED = "outdated", _("The portal looks different")
    DOES_NOT_WORK = "does_not_work", _("I did all this, and it does not work")
    TOO_LONG = "too_long", _("It is too long")
    OTHER = "other", _("Another reason")


class Voice(models.Model):
    """One voice per person (or per browser of somebody not signed in) and article; they may change it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="voices")
    language = models.CharField(max_length=2)
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    # Keyed hash of the browser's cookie, of somebody who is not signed in.
    visitor = models.CharField(max_length=64, blank=True)
    # Of a person: keyed hash of the browser and the article, so that the same browser signed out has no second voice.
    browser = models.CharField(max_length=64, blank=True)
    helpful = models.BooleanField()
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person"],
                condition=Q(person__isnull=False),
                name="one_voice_per_person",
            ),
            models.UniqueConstraint(
                fields=["article", "visitor"],
                condition=~Q(visitor=""),
                name="one_voice_per_browser",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ ~Q(visitor=""), name="voice_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(helpful=False) | Q(reason="", words=""), name="reasons_only_after_no"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="voice_language_known"
            ),
        ]
        indexes = [models.Index(fields=["article", "at"], name="voices_of_article")]

    def __str__(self) -> str:
        return f"{'yes' if self.helpful else 'no'} to {self.article_id}"
