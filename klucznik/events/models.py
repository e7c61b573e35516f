"""What has happened: the audit trail, and what makes e-mails go out, in one table."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from klucznik.core import tokens
from klucznik.core.models import PublicIdModel
from klucznik.events.chain import grouped
from klucznik.events.kinds import Kind
from klucznik.events.telling import in_words


class EventQuerySet(models.QuerySet["Event"]):
    """How history is read."""

    def told(self) -> EventQuerySet:
        """With all that a sentence needs, in one query."""
        return self.select_related("actor", "person", "company", "details")


class Event(PublicIdModel):
    """One thing that happened: never changed, never deleted. Personal values lie in EventDetails."""

    kind = models.CharField(max_length=60)  # a Kind; without choices, a new kind needs no migration
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey(
        "companies.Company", models.PROTECT, null=True, related_name="events"
    )
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    by_staff = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["company", "-id"], name="events_of_company"),
            models.Index(fields=["actor", "-id"], name="events_of_actor"),
            models.Index(fields=["person", "-id"], name="events_of_person"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="events_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def sentence(self) -> str:
        """The event told in the reader's language."""
        return self.tell()

    def tell(self, strangers: frozenset[int] = frozenset()) -> str:
        """The event told to somebody who is not to learn the names of `strangers` (keys of people)."""
        private = self.details.values if hasattr(self, "details") else {}
        given = {**in_words(self.facts), **private, **self.words(strangers)}
        text = str(Kind(self.kind).label) % _Words(given)
        return text[:1].upper() + text[1:]

    def words(self, strangers: frozenset[int] = frozenset()) -> dict[str, str]:
        """Who, whom and where. Of the vendor's staff customers learn no names."""
        stranger, actor, person = _("somebody outside the company"), self.actor, self.person
        who = actor.display_name if actor else _("the system")
        whom = person.display_name if person else ""
        return {
            "actor": _("the vendor's staff")
            if self.by_staff
            else (stranger if self.actor_id in strangers else who),
            "person": stranger if self.person_id in strangers else whom,
            "company": self.company.name if self.company else "",
        }

    @property
    def where(self) -> str:
        return self.details.address if hasattr(self, "details") else ""


class EventDetails(models.Model):
    """The personal part of an event (address, program, names and e-mails in it); erasure empties it."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="details")
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    values = models.JSONField(default=dict)
    # Random keys of the two commitments in the chain, of the values and of the place (address and program); erased
    # together with what they cover, so that nothing can be guessed back.
    salt = models.CharField(max_length=32, default=tokens.new_nonce, blank=True)
    place_salt = models.CharField(max_length=32, default=tokens.new_nonce, blank=True)
    # Whose deletion emptied the values (events/erasing.py); without a deleted person here an empty salt is damage.
    erased_for = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "event details"

    def __str__(self) -> str:
        return f"details of {self.event_id}"


class EventSeal(models.Model):
    """The place of an event in the chain of its company: each digest covers the one before it."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="seal")
    # The public id of the company, or "portal" for events of no company.
    chain = models.CharField(max_length=32)
    position = models.PositiveBigIntegerField()
    # What the seal says of the personal part without holding it: of the values, and of address and program.
    commitment = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="one_event_per_link")
        ]

    def __str__(self) -> str:
        return f"{self.chain} #{self.position}"

    @property
    def grouped_digest(self) -> str:
        return grouped(self.digest)


class _Words(dict[str, Any]):
    """What a sentence may use; a word that erasure removed reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"
