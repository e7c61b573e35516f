"""A ticket (zgłoszenie): what somebody asked the vendor, and whose turn it is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class Topic(models.TextChoices):
    """What a ticket is about; how soon each is answered, and which has a form of its own: contact/topics.py."""

    ACCOUNT = "account", _("My account and signing in")
    RIGHTS = "rights", _("Rights in a company and getting them back")
    LICENSES = "licenses", _("Licenses, devices and registration")
    PURCHASES = "purchases", _("Purchases and invoices")
    OFFICES = "offices", _("Accounting office and clients")
    DATA = "data", _("My data and privacy")
    PROBLEM = "problem", _("Something does not work")
    OTHER = "other", pgettext_lazy("topic", "Something else")


class State(models.TextChoices):
    """Whose turn it is; made of the moments in the row, never stored."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    WAITING = "waiting", _("waiting for our answer")
    AWAITING = "awaiting", pgettext_lazy("ticket", "waiting for your answer")
    CLOSED = "closed", pgettext_lazy("ticket", "closed")


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Which tickets are meant."""

    def confirmed(self) -> TicketQuerySet:
        """Those of people who are known: signed in, or they proved their address."""
        return self.exclude(confirmed_at=None)

    def open(self) -> TicketQuerySet:
        return self.confirmed().filter(closed_at=None)

    def waiting(self) -> TicketQuerySet:
        """The vendor's turn, the longest wait first."""
        return self.open().exclude(waiting_since=None).order_by("waiting_since", "pk")

    def visible_to(self, user: User) -> TicketQuerySet:
        """One's own; and those that their openers show to global administrators, to each who is one now.

        Not while the role is on probation: whoever has just got the rights back reads nobody's letters.
        """
        places = Membership.objects.global_administrators().filter(user=user)
        settled = places.filter(Q(probation_until=None) | Q(probation_until__lte=clock.now()))
        shown = Q(with_administrators=True, company__in=settled.values("company"))
        return self.filter(Q(person=user) | shown, erased_at=None)

    def unread_by(self, user: User) -> TicketQuerySet:
        """Own tickets with an answer since the last look."""
        own = self.filter(person=user, erased_at=None, answered_at__isnull=False)
        return own.filter(Q(read_at=None) | Q(read_at__lt=F("answered_at")))

    def locked(self, pk: int) -> Ticket:
        """One row, as it is now, held until the end of the transaction."""
        return self.select_for_update(of=("self",)).select_related("person", "company").get(pk=pk)


class Ticket(PublicIdModel):
    """One matter. Whose turn it is says `waiting_since`: the vendor's since then, or (None) the customer's."""

    number = models.CharField(max_length=20, unique=True)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    subject = models.CharField(max_length=160)
    language = models.CharField(max_length=5, default="pl")
    # Who asked: a person with an account, or somebody with nothing but an address.
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="tickets")
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254)
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    # Whether the global administrators of the company may read it and write in it, too.
    with_administrators = models.BooleanField(default=False)
    # For the link of somebody without an account, and for the address to which answers come by e-mail.
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    # The file key of this ticket, wrapped by the master key; None once its words and files were erased.
    wrapped_key = models.BinaryField(null=True)
    by_mail = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    # The last answer of the vendor, and when whoever asked last looked at the ticket.
    answered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # When whoever has it of the staff last looked, or anybody of the staff answered.
    assigned_read_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # None: by the clock.
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    # Since when the customer's mailbox takes nothing for good; what they write clears it.
    bounced_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="ticket_topic_known"),
            models.CheckConstraint(
                condition=Q(with_administrators=False) | Q(company__isnull=False),
                name="administrators_of_a_company",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(waiting_since=None), name="closed_waits_for_nobody"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(waiting_since=None),
                name="unconfirmed_waits_for_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["waiting_since"], name="tickets_waiting"),
            models.Index(fields=["person", "-id"], name="tickets_of_person"),
            models.Index(fields=["company", "-id"], name="tickets_of_company"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> State:
        """Whose turn it is."""
        if self.closed_at:
            return State.CLOSED
        if not self.confirmed_at:
            return State.UNCONFIRMED
        return State.WAITING if self.waiting_since else State.AWAITING

    @property
    def is_overdue(self) -> bool:
        """The promised moment has passed without an answer."""
        return bool(self.waiting_since and self.due_at and self.due_at < clock.now())

    @property
    def has_news(self) -> bool:
        """An answer since the last look of whoever asked."""
        answered, read = self.answered_at, self.read_at
        return answered is not None and (read is None or read < answered)

    @property
    def token(self) -> str:
        """In the link of somebody without an account; its secret part is rotated with the nonce."""
        return f"{self.public_id}.{tokens.derive('ticket', self.public_id, self.nonce)}"

    @property
    def confirming_token(self) -> str:
        """In the link that proves the mailbox from which the ticket is said to come."""
        secret = tokens.derive("ticket confirmation", self.public_id, self.nonce, self.email)
        return f"{self.public_id}.{secret}"


class Numbering(models.Model):
    """How many tickets a year has had; the row is locked while a number is given."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.last} tickets in {self.year}"
