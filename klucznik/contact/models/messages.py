"""The messages of a ticket both ways, and their files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.contact.models.tickets import Ticket
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class Side(models.TextChoices):
    """Who wrote a message."""

    CUSTOMER = "customer", _("customer")
    STAFF = "staff", _("staff")
    NOTE = "note", _("note for colleagues")


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages are meant."""

    def for_customers(self) -> MessageQuerySet:
        """What the ticket's people may read: no notes of the staff, nothing from strangers."""
        return self.exclude(side=Side.NOTE).filter(stranger="")


class Message(PublicIdModel):
    """What one side wrote; never changed. Notes are for the staff alone."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=8, choices=Side.choices)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by_mail = models.BooleanField(default=False)
    # The address it came from, when that is none of the ticket's people.
    stranger = models.EmailField(max_length=254, blank=True)
    # Of the e-mail that brought it: it is taken once, and our answers name it.
    message_id = models.CharField(max_length=250, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "message_id"],
                condition=~Q(message_id=""),
                name="one_message_per_email",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="message_side_known"),
            models.CheckConstraint(
                condition=Q(side=Side.CUSTOMER) | Q(author__isnull=False),
                name="staff_messages_are_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} in {self.ticket}"


class TicketFile(PublicIdModel):
    """A file of a message: sealed on disk like evidence, looked into before it was kept."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="files")
    ref = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "sha256"], name="same_ticket_file_once")
        ]

    def __str__(self) -> str:
        return self.name
