"""Where a person is signed in: one row per session, which is the session itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.models.devices import Device
from klucznik.accounts.models.people import User
from klucznik.core.models import PublicIdModel


class SessionQuerySet(models.QuerySet["Session"]):
    """Which sessions are meant."""

    def alive(self) -> SessionQuerySet:
        """Neither too old nor left alone for too long; a visitor's own has only an age."""
        idle_since = timezone.now() - timedelta(hours=settings.SESSION_IDLE_HOURS)
        return self.filter(Q(user=None) | Q(last_at__gt=idle_since), expire_date__gt=timezone.now())

    def of(self, user: User) -> SessionQuerySet:
        """Those that still let this person in: begun under the password and the nonce of now."""
        return self.alive().filter(user=user, fingerprint=user.get_session_auth_hash())


class Session(PublicIdModel, AbstractBaseSession):
    """Django's session with what its owner wants to see; the row's end is the session's end."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="sessions")
    fingerprint = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=45, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AbstractBaseSession.Meta):
        indexes = [models.Index(fields=["user", "-last_at"], name="sessions_of_person")]

    def __str__(self) -> str:
        return f"session of {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself if nobody comes back."""
        return min(self.expire_date, self.last_at + timedelta(hours=settings.SESSION_IDLE_HOURS))
