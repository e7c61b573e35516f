"""Try whether the mail server answers, for the operator who has just set it up."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import get_connection


class MailUnreachable(Exception):
    """The mail server does not answer, or refuses us; the text is its own."""


def reach() -> str:
    """Open a connection, sign in, hang up; nothing is sent. Says what was reached."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 1)[-1]
    if backend != "EmailBackend" or "smtp" not in settings.EMAIL_BACKEND:
        return f"{settings.MAIL_URL} (no server: messages stay on this machine)"
    server = get_connection()
    try:
        server.open()
        server.close()
    except OSError as error:  # smtplib's own errors are among them
        raise MailUnreachable(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}") from error
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers"
