"""A person: the account they sign in with, and what they agreed to."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.alphabet import sort_key
from klucznik.core import clock, tokens
from klucznik.core.models import PublicIdModel


class UserQuerySet(models.QuerySet["User"]):
    """Which accounts are meant."""

    def living(self) -> UserQuerySet:
        """Neither deleted nor on the way to it."""
        return self.filter(deleted_at=None, deletion_due_at=None, is_active=True)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; the e-mail address is the name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account with this address; without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(PublicIdModel, AbstractBaseUser):
    """Somebody with an account. Anonymized when deleted, never removed: history points here."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    activated_at = models.DateTimeField(null=True, blank=True)
    address_bounced_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    deletion_asked_at = models.DateTimeField(null=True, blank=True)
    deletion_due_at = models.DateTimeField(null=True, blank=True)
    deletion_reminded_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Surname, first name, address: sorted by this, Ś comes after S in both databases.
    sort_name = models.GeneratedField(
        expression=sort_key("last_name", "first_name", "email"),
        output_field=models.CharField(max_length=1200),
        db_persist=True,
    )
    # Part of every session's fingerprint: a new one signs the person out everywhere.
    session_nonce = models.CharField(max_length=32, default=tokens.new_nonce, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deletion_asked_at=None, deletion_due_at=None)
                | models.Q(deletion_asked_at__isnull=False, deletion_due_at__isnull=False),
                name="deletion_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deletion_due_at"],
                name="users_to_delete",
                condition=models.Q(deletion_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """How others see this person."""
        if self.deleted_at:
            return gettext("a deleted account")
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions live as long as the password and the nonce stay the same."""
        value = f"{self.password}:{self.session_nonce}"
        return salted_hmac("klucznik.session", value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_leaving(self) -> bool:
        """Deletion was asked for and can still be stopped."""
        return self.deletion_due_at is not None and self.deleted_at is None

    @property
    def is_reachable(self) -> bool:
        """Whether a message to this person may be expected to be read."""
        return bool(
            self.is_active
            and self.activated_at
            and not self.deletion_due_at
            and not self.deleted_at
            and not self.address_bounced_at
        )


class Activation(models.Model):
    """The proof of an address that somebody signed up with. A newer sign-up renews the row, and the older link dies."""

    user = models.OneToOneField(User, models.CASCADE, related_name="activation")
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    secret_hash = models.CharField(max_length=64, unique=True)
    # Only the browser that signed up holds the value behind this hash; elsewhere its password is thrown away.
    browser_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"activation of {self.user}"

    @property
    def secret(self) -> str:
        return tokens.derive("activation", self.nonce)

    @property
    def is_late(self) -> bool:
        """Real time, on purpose: a link in a mailbox does not follow the demonstration's clock."""
        return timezone.now() >= self.expires_at

    def is_of_browser(self, value: str) -> bool:
        return bool(value) and tokens.hashed(value) == self.browser_hash


class Consent(models.Model):
    """Somebody accepted a text: which, in what version and language, when."""

    user = models.ForeignKey(User, models.PROTECT, related_name="consents")
    document = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document", "version"], name="one_consent_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"

    @property
    def since(self) -> date:
        """The version is the day from which the text is in force."""
        return date.fromisoformat(self.version)
