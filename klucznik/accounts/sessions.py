"""Sessions as rows with an owner: the store that Django uses, and the ways to end them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.accounts.devices import in_words
from klucznik.accounts.locating import place_of
from klucznik.accounts.models import Session, User
from klucznik.core import provenance, tokens

SEEN_EVERY = timedelta(minutes=15)
DEVICE_KEY = "device"
MOST_SHOWN = 100


class SessionStore(DatabaseStore):
    """The database store, with the age and the idleness of a session checked where it is read."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        try:
            self.row = Session.objects.alive().get(session_key=self.session_key)
        except (Session.DoesNotExist, SuspiciousOperation):
            self.row, self._session_key = None, None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to write: a sign-in begins a new age, a new key of the same person does not."""
        before, now = self.row, timezone.now()
        owner = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        started = before.started_at if before and before.user_id == owner else now
        came = provenance.current()
        self.row = Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=started + timedelta(seconds=settings.SESSION_COOKIE_AGE),
            user_id=owner,
            device_id=data.get(DEVICE_KEY) if owner else None,
            fingerprint=data.get(HASH_SESSION_KEY, ""),
            agent=came.agent,
            address=came.address[:45],
            started_at=started,
            last_at=now,
        )
        if before and before.session_key == self.row.session_key:
            self.row.public_id = before.public_id
        return self.row

    def flush(self) -> None:
        super().flush()
        self.row = None

    def touch(self) -> None:
        """Note that its person was here: at most one write a quarter of an hour."""
        now, came = timezone.now(), provenance.current()
        if self.row is None or now - self.row.last_at < SEEN_EVERY:
            return
        seen = {"last_at": now, "agent": came.agent, "address": came.address[:45]}
        Session.objects.filter(session_key=self.session_key).update(**seen)
        for name, value in seen.items():
            setattr(self.row, name, value)


def end_all(user: User) -> None:
    """Every session of this person ends now, and what else lets in as them (settings.SIGN_OUTS).

    Who acts themselves keeps their session by `update_session_auth_hash`.
    """
    user.session_nonce = tokens.new_nonce()
    User.objects.filter(pk=user.pk).update(session_nonce=user.session_nonce)
    Session.objects.filter(user=user).delete()
    for path in settings.SIGN_OUTS:
        import_string(path)(user)


def forget_ended() -> int:
    """Remove the rows of sessions that nobody can use any more; how many there were."""
    alive = Session.objects.alive().values("session_key")
    count, _kinds = Session.objects.exclude(session_key__in=alive).delete()
    return count


@dataclass(frozen=True)
class Shown:
    """A session as its owner sees it."""

    session: Session
    words: str
    place: str
    is_this: bool


def sessions_of(user: User, *, current: str | None) -> list[Shown]:
    """Where the person is signed in now, this session first, then by their last activity."""
    found = Session.objects.of(user).defer("session_data").order_by("-last_at", "pk")[:MOST_SHOWN]
    shown = [
        Shown(one, in_words(one.agent), place_of(one.address), one.session_key == current)
        for one in found
    ]
    return sorted(shown, key=lambda one: not one.is_this)
