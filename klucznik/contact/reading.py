"""Read a person's e-mail: who says to have sent it, its own words, its files. Never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Final

from django.core.exceptions import ValidationError

from klucznik.accounts.mailboxes import clean_mailbox
from klucznik.contact.quoting import own_words
from klucznik.contact.untagging import plain_of
from klucznik.core.text import LINK, clean_line, clean_lines

MOST_PARTS: Final = 60
MOST_RAW: Final = 400_000
MOST_TEXT: Final = 20_000
# Smaller pictures inside the text are the logos of signatures.
SMALL_PICTURE: Final = 12_000
MESSAGE_ID: Final = re.compile(r"<[^<>\s\x00-\x1f\x7f-\uffff]{1,240}>")
AGAIN: Final = re.compile(r"^((re|odp|aw|fw|fwd|pd|wg)\s*(\[\d+\])?\s*:\s*)+", re.I)


@dataclass(frozen=True)
class Attached:
    """A file as it came; not looked into yet."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """What a person sent; `sender` is what the message says, which proves nothing."""

    sender: str
    name: str
    subject: str
    text: str
    message_id: str
    files: tuple[Attached, ...]


def read_letter(data: bytes) -> Letter | None:
    """The message; None when nobody could be answered, or nothing can be made out."""
    try:
        return _read(message_from_bytes(data, policy=policy.compat32))
    except Exception:  # noqa: BLE001 (strangers write these bytes; a parser that stumbles proves only that they are odd)
        return None


def _read(message: Message) -> Letter | None:
    name, address = parseaddr(_header(message, "From"))
    try:
        sender = clean_mailbox(address)
    except ValidationError:
        return None
    named = MESSAGE_ID.search(str(message.get("Message-ID", "")))
    name = clean_line(name)[:100]
    return Letter(
        sender=sender,
        name="" if LINK.search(name) or "@" in name else name,
        subject=AGAIN.sub("", _header(message, "Subject"))[:160].strip(),
        text=_words(message),
        message_id=named[0] if named else "",
        files=tuple(_files(message)),
    )


def _words(message: Message) -> str:
    """Without what was quoted; an e-mail of nothing but quotes is told whole."""
    whole = clean_lines(_body(message))[:MOST_TEXT]
    return clean_lines(own_words(whole)) or whole


def _body(message: Message) -> str:
    """The plain text, else the HTML made into text."""
    texts = [part for part in _parts(message) if _is_text(part)]
    for kind, make in (("text/plain", str), ("text/html", plain_of)):
        for part in texts:
            if part.get_content_type() == kind and (words := make(_decoded(part))).strip():
                return words
    return ""


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not _is_file(part)


def _is_file(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or bool(part.get_filename())


def _files(message: Message) -> Iterator[Attached]:
    for part in _parts(message):
        kind = part.get_content_maintype()
        if kind == "multipart" or (_is_text(part)):
            continue
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        if kind == "image" and part.get("Content-ID") and len(data) < SMALL_PICTURE:
            continue
        yield Attached(clean_line(_text_of(part.get_filename() or ""))[:120], data)


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, the outermost first; a message inside it is a file."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        yield part
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [one for one in inside if isinstance(one, Message)]


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    raw = raw[:MOST_RAW] if isinstance(raw, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        text = raw.decode("utf-8", "replace")
    return text.encode("utf-8", "replace").decode()


def _header(message: Message, name: str) -> str:
    return clean_line(_text_of(str(message.get(name, ""))[:2000]))


def _text_of(value: str) -> str:
    """A header's words, whichever way they were encoded."""
    with suppress(LookupError, ValueError, AssertionError):
        value = str(make_header(decode_header(value)))
    return value.encode("utf-8", "replace").decode()
