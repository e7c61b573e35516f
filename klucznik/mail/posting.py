"""Hand messages over to the mail server: many over one line, and none while nobody answers there."""

from __future__ import annotations

import smtplib
import time
from contextlib import suppress
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from klucznik.jobs.queue import Later
from klucznik.mail.refusals import STATUS, speaks_of_mailbox

log = structlog.get_logger(__name__)

KEPT: Final = 15.0  # seconds without a message after which a line is not trusted any more
FIRST_WAIT, LONGEST_WAIT = 30.0, 300.0


class _Line:
    """The line of this process: open between two messages, or closed for a while because nobody answers."""

    server: Any = None
    named: tuple[Any, ...] = ()
    used_at = 0.0
    away_until = 0.0
    wait = 0.0


_line = _Line()


def post(message: EmailMessage) -> None:
    """Hand one message over. Raises Later when the server is away, what smtplib raises when it refuses the message."""
    message.connection = _open()
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        _line.used_at = time.monotonic()
        raise
    except Exception:
        hang_up()
        raise
    _line.used_at = time.monotonic()


def hang_up() -> None:
    """Close the line, if there is one."""
    server, _line.server = _line.server, None
    if server is not None:
        with suppress(OSError):  # smtplib's own errors are among them
            server.close()


def forget_absence() -> None:
    """Try at once again, whatever was found before."""
    hang_up()
    _line.away_until, _line.wait = 0.0, 0.0


def refuses_for_good(code: int, answer: str) -> bool:
    """Whether the answer about a recipient says that there is no such mailbox.

    A server that takes nothing from us, a policy or a full mailbox says nothing about the address.
    """
    if not 500 <= code < 600:
        return False
    is_precise = code in (550, 551, 553) or STATUS.search(answer) is not None
    return is_precise and speaks_of_mailbox(answer)


def _open() -> Any:
    now = time.monotonic()
    if now < _line.away_until:
        raise Later("The mail server is away.", seconds=_line.away_until - now)
    if not _is_usable(now):
        hang_up()
        _line.server, _line.named = _connect(), _name()
    return _line.server


def _connect() -> Any:
    """A line that is open and signed in; one that cannot be opened is not tried again before a while is over."""
    server = get_connection()
    try:
        server.open()
    except OSError as problem:
        with suppress(OSError):
            server.close()
        _line.wait = min(max(FIRST_WAIT, _line.wait * 2), LONGEST_WAIT)
        _line.away_until = time.monotonic() + _line.wait
        log.warning("mail.server_away", problem=f"{type(problem).__name__}: {problem}")
        raise Later(f"{type(problem).__name__}: {problem}", seconds=_line.wait) from problem
    if _line.wait:
        log.info("mail.server_back")
    _line.wait = 0.0
    return server


def _is_usable(now: float) -> bool:
    """Whether the line of the last message still stands; servers hang up after a while or a number of messages."""
    if _line.server is None or _line.named != _name() or now - _line.used_at > KEPT:
        return False
    line = getattr(_line.server, "connection", None)
    if line is None:
        return False
    try:
        return bool(line.noop()[0] == 250)
    except OSError:
        return False


def _name() -> tuple[Any, ...]:
    """Whose line it is; other settings need another one."""
    return (
        settings.EMAIL_BACKEND,
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_HOST_USER,
    )
