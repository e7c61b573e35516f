"""The mailbox in which returned messages arrive, read by IMAP: unseen ones are taken, then deleted or marked."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from django.conf import settings

TIMEOUT: Final = 20
MOST: Final = 100  # messages of one visit; the rest waits for the next one
LOCAL: Final = {"127.0.0.1", "::1", "localhost"}


class InboxUnreachable(Exception):
    """The mailbox cannot be read; the text is the server's own."""


def visit(take: Callable[[bytes], bool], *, largest: int) -> int:
    """Give each unseen message to `take`; it is deleted when that says so, else marked as seen. How many there were.

    A message is touched only after it was taken, so that one whose taking failed is found again.
    """
    with _open() as server:
        numbers = _said(server.uid("SEARCH", "UNSEEN"))
        found = b" ".join(part for part in numbers if isinstance(part, bytes)).split()[:MOST]
        for number in found:
            _settle(server, number.decode(), take, largest)
        _expunge(server)
        return len(found)


def reach() -> str:
    """Sign in and open the folder; nothing is read. Says what was reached."""
    with _open() as server:
        count = len(b" ".join(_said(server.uid("SEARCH", "UNSEEN"))).split())
    return f"{settings.INBOX['folder']} at {settings.INBOX['host']}, {count} unread"


def _settle(
    server: imaplib.IMAP4, number: str, take: Callable[[bytes], bool], largest: int
) -> None:
    data = _fetch(server, number, largest)
    deletes = take(data) if data is not None else False
    _said(
        server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen \Deleted)" if deletes else r"(\Seen)")
    )


def _fetch(server: imaplib.IMAP4, number: str, largest: int) -> bytes | None:
    """A whole message, unless it is too large; looking at it does not mark it."""
    sizes = _said(server.uid("FETCH", number, "(RFC822.SIZE)"))
    told = [part for part in sizes if isinstance(part, bytes) and b"RFC822.SIZE" in part]
    if not told or int(told[0].split(b"RFC822.SIZE")[1].strip(b" )").split()[0]) > largest:
        return None
    answer = _said(server.uid("FETCH", number, "(BODY.PEEK[])"))
    bodies = [part[1] for part in answer if isinstance(part, tuple)]
    return bodies[0] if bodies else None


def _expunge(server: imaplib.IMAP4) -> None:
    _said(server.expunge())


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data[:1]))
    return [part for part in data if part is not None]


@contextmanager
def _open() -> Iterator[imaplib.IMAP4]:
    """Signed in, the folder open; whatever goes wrong is one sentence."""
    inbox = settings.INBOX
    server = None
    try:
        server = _connect(inbox)
        _sign_in(server, inbox["user"], inbox["password"])
        _said(server.select(_quoted(inbox["folder"])))
        yield server
    except (imaplib.IMAP4.error, OSError, ValueError, IndexError) as problem:
        raise InboxUnreachable(f"{inbox['host']}:{inbox['port']}: {problem}") from problem
    finally:
        if server is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()


def _connect(inbox: dict[str, Any]) -> imaplib.IMAP4:
    """Over TLS with a checked certificate; without it only to this machine."""
    host, port = inbox["host"], inbox["port"]
    if inbox["tls"]:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT)
    server = imaplib.IMAP4(host, port, timeout=TIMEOUT)
    if host not in LOCAL:
        server.starttls(ssl.create_default_context())
    return server


def _sign_in(server: imaplib.IMAP4, user: str, password: str) -> None:
    """LOGIN knows no letters beyond ASCII; PLAIN takes any password."""
    if (user + password).isascii():
        server.login(user, password)
    else:
        server.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
