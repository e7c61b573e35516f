"""Every e-mail as a row: to whom, which message, about what, and how its delivery went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext

from klucznik.core.models import PublicIdModel
from klucznik.mail.links import HIDDEN_WORD, PLACEHOLDER


class Wording(models.Model):
    """What one message about one event says to many, in one language: kept once, whatever their number."""

    event = models.ForeignKey("events.Event", models.PROTECT, related_name="+")
    message = models.CharField(max_length=120)
    language = models.CharField(max_length=5)
    context = models.JSONField(default=dict)
    # As a message keeps them: without secrets, written when the first of them goes out.
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "message", "language"], name="one_wording_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message} in {self.language}"


class SentEmail(PublicIdModel):
    """One message to one person. Its text is kept without secrets: links that let somebody in read as a placeholder."""

    message = models.CharField(max_length=120)
    recipient = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="emails")
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=5)
    event = models.ForeignKey("events.Event", models.PROTECT, null=True, related_name="emails")
    company = models.ForeignKey(
        "companies.Company", models.PROTECT, null=True, related_name="emails"
    )
    # What it is about (mail/topics.py); the person decides by topic whether it comes by e-mail, too.
    topic = models.CharField(max_length=20, default="security")
    by_email = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    context = models.JSONField(default=dict)
    # Of a message to many: the words that it shares with the others; then `context` and `text` are empty.
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="emails")
    links = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["company", "-id"], name="emails_of_company"),
            models.Index(fields=["address", "-id"], name="emails_to_address"),
            models.Index(fields=["recipient", "-id"], name="notices_of_person"),
            models.Index(
                fields=["recipient"], name="unread_notices", condition=models.Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} to {self.address}"

    @property
    def headline(self) -> str:
        """The subject without the sender's name in brackets, for the reader who is in the portal already."""
        return self.subject.split("] ", 1)[-1] if self.subject.startswith("[") else self.subject

    @property
    def whole(self) -> dict[str, Any]:
        """All that its templates are given: its own values, and those that it shares."""
        return (self.wording.context if self.wording else {}) | self.context

    @property
    def words(self) -> str:
        """The text that was kept, its own or the shared one."""
        return self.text or (self.wording.text if self.wording else "")

    @property
    def body(self) -> str:
        """What the letter says, without its frame: the sender's name, the heading and the imprint are known here."""
        paragraphs = self.words.split("\n\n")
        said = "\n\n".join(paragraphs[2:-1]) or self.words
        with translation.override(self.language):
            said = said.replace(PLACEHOLDER, gettext("(the link is in the e-mail only)"))
            return said.replace(HIDDEN_WORD, gettext("(in the e-mail only)"))


class ReceivedEmail(models.Model):
    """One message that came in: of what sort it was, and which of ours it was about. Its words are not kept."""

    # SHA-256 of its Message-ID and for whom it came, so that what comes twice is taken once.
    fingerprint = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)
    sort = models.CharField(max_length=12)
    # A machine's word about a message of ours; everything else is left to people.
    taken = models.BooleanField(default=False)
    email = models.ForeignKey(SentEmail, models.PROTECT, null=True, related_name="answers")
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="received_lately")]

    def __str__(self) -> str:
        return f"{self.sort} at {self.at:%Y-%m-%d %H:%M}"


class TopicChoice(models.Model):
    """Somebody wants, or does not want, e-mail about a topic; without a row the topic's own default holds."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="topic_choices")
    topic = models.CharField(max_length=20)
    by_email = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_choice_per_topic"),
            models.CheckConstraint(
                condition=~models.Q(topic="security"), name="security_is_not_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.user_id}"


def pack(value: Any) -> Any:
    """Dates keep their type in a JSON column, so that each reader gets them in their own form."""
    match value:
        case datetime():
            return {"$moment": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case dict():
            return {key: pack(item) for key, item in value.items()}
        case list() | tuple():
            return [pack(item) for item in value]
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)


def unpack(value: Any) -> Any:
    """The opposite of `pack`."""
    match value:
        case {"$moment": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"$date": str(day)}:
            return date.fromisoformat(day)
        case dict():
            return {key: unpack(item) for key, item in value.items()}
        case list():
            return [unpack(item) for item in value]
        case _:
            return value
