"""Turn the addresses of a mail server and of a mailbox into settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from config.env import WrongSetting


def mail(address: str) -> dict[str, Any]:
    """Settings for `smtp://user:password@host:587?tls=starttls`, `smtps:`, `folder:PATH`, `demo:`, `console:`."""
    parts = urlsplit(address)
    if parts.scheme == "demo":
        return {"EMAIL_BACKEND": "klucznik.demo.mailbox.MailboxBackend"}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "folder":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting(
            "KLUCZNIK_MAIL_URL: expected smtp://user:password@host:587, smtps://..., folder:PATH or console:."
        )
    tls = parse_qs(parts.query).get("tls", ["starttls" if parts.port == 587 else "none"])[0]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and tls == "starttls",
        "EMAIL_TIMEOUT": 20,
    }


def inbox(address: str) -> dict[str, Any]:
    """Where `imaps://user:password@host:993/INBOX` lies; without TLS from the start the connection is upgraded."""
    parts = urlsplit(address)
    if not address:
        return {}
    if not parts.hostname or not parts.username:
        raise WrongSetting("KLUCZNIK_INBOX_URL: expected imaps://user:password@host/INBOX.")
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "user": unquote(parts.username),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
        "tls": parts.scheme == "imaps",
    }
