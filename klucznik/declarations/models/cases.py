"""One case: its letter, its state, its clock."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.models import PublicIdModel
from klucznik.declarations import states

State, ENDS, EFFECTIVE = states.State, states.ENDS, states.EFFECTIVE


class Kind(models.TextChoices):
    """What a letter asks for."""

    GLOBAL_ADMINISTRATOR = "global_administrator", _("global administrator rights")
    FIRST_ADMINISTRATOR = "first_administrator", _("first administrator of a customer")
    DEPUTY = "deputy", _("a deputy steps in")
    OFFICE_CLIENT = "office_client", _("invitation of an accounting office")
    OWNER_DEATH = "owner_death", _("global administrator rights after the owner's death")
    SIGN_IN_ADDRESS = "sign_in_address", _("another sign-in address")
    ACCOUNT_MERGE = "account_merge", _("merging two accounts")
    LICENSE_TRANSFER = "license_transfer", _("passing a license on")
    SEATS_REST = "seats_rest", _("putting part of a license to rest")
    SEATS_RESUME = "seats_resume", _("taking up a part of a license that rests")


# What gives the keys of a company; each of them has its place in the one line of effective cases.
ROLE_KINDS = [
    Kind.GLOBAL_ADMINISTRATOR,
    Kind.FIRST_ADMINISTRATOR,
    Kind.DEPUTY,
    Kind.OFFICE_CLIENT,
    Kind.OWNER_DEATH,
]
# What concerns one license only and nobody's rights: several may run beside one another.
LICENSE_KINDS = [Kind.LICENSE_TRANSFER, Kind.SEATS_REST, Kind.SEATS_RESUME]


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    """Which cases are meant."""

    def open(self) -> DeclarationQuerySet:
        return self.exclude(state__in=ENDS)

    def about_the_role(self) -> DeclarationQuerySet:
        """Those that would make somebody a global administrator."""
        return self.filter(kind__in=ROLE_KINDS)

    def visible_to(self, user: User) -> DeclarationQuerySet:
        """A case is its claimant's; staff have doors of their own."""
        return self.filter(claimant=user)

    def locked(self, pk: int) -> Declaration:
        """The case, its row locked; lock its company first."""
        return self.select_for_update(of=("self",)).select_related("company", "claimant").get(pk=pk)


def state_in_words(state: str, *, kind: str) -> str:
    """A letter that gives no rights is carried out, not granted."""
    if state == State.GRANTED and kind not in ROLE_KINDS:
        return str(_("carried out, can be undone"))
    return str(State(state).label)


class Declaration(PublicIdModel):
    """One case. Its state changes only through steps.move, which checks, writes and records in one commit."""

    kind = models.CharField(max_length=30, choices=Kind.choices)
    number = models.CharField(max_length=20, unique=True)
    company = models.ForeignKey(Company, models.PROTECT, related_name="declarations")
    claimant = models.ForeignKey(User, models.PROTECT, related_name="declarations")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    # The letter: its language, what it says, the hash of its canonical text, the sign-in address when it was written.
    language = models.CharField(max_length=5, default="pl")
    content = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)
    login = models.EmailField(max_length=254)
    # What a kind of letter asks for beside that, for example the new sign-in address (see its own part of the portal).
    about = models.JSONField(default=dict)
    # The rejected case that this one asks to look at again; the database allows one appeal.
    appeal_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="appeal"
    )
    prepared_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    # Review: who took the case up, and until when and why it was put aside (the claimant reads both).
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=40, blank=True)
    review_round = models.PositiveSmallIntegerField(default=1)
    reviewers_needed = models.PositiveSmallIntegerField(default=2)
    promised_at = models.DateTimeField(null=True, blank=True)
    info_rounds = models.PositiveSmallIntegerField(default=0)
    info_asked = models.TextField(blank=True)
    info_answer = models.TextField(blank=True)

    # The clock: when the present state ends by itself, and when notices were sent.
    due_at = models.DateTimeField(null=True, blank=True)
    notice_started_at = models.DateTimeField(null=True, blank=True)
    notice_ends_at = models.DateTimeField(null=True, blank=True)
    reminders = models.JSONField(default=list)
    # Once for each case: the register did not answer, or no notice but the claimant's reached anybody.
    postponed_at = models.DateTimeField(null=True, blank=True)
    lengthened_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    probation_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome_reason = models.CharField(max_length=40, blank=True)
    outcome_note = models.TextField(blank=True)
    # The key of this case's files, wrapped by the vault; dropping it erases them.
    wrapped_key = models.BinaryField(null=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="declaration_state_known"
            ),
            models.UniqueConstraint(
                fields=["company", "claimant", "kind"],
                condition=~Q(state__in=ENDS),
                name="one_open_case_per_person",
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state__in=EFFECTIVE) & ~Q(kind__in=LICENSE_KINDS),
                name="one_effective_case_per_company",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None)
                | Q(
                    state__in=[
                        State.NOTICE,
                        State.READY,
                        State.GRANTED,
                        State.IN_REVIEW,
                        State.NEEDS_INFO,
                    ]
                ),
                name="only_open_cases_freeze",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDS, ended_at__isnull=False)
                | (~Q(state__in=ENDS) & Q(ended_at=None)),
                name="an_end_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at"], name="declarations_queue"),
            models.Index(
                fields=["due_at"], name="declarations_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """Where it stands, in words."""
        return state_in_words(self.state, kind=self.kind)

    @property
    def is_open(self) -> bool:
        return self.state not in ENDS

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None
