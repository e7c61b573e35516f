"""Read one message that came in: a report of failed delivery, something automatic, a loop, or a person. Never raises.

Whatever it cannot make out is a person's message, which nobody acts on; a report counts only when it says clearly
that the delivery failed for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from enum import StrEnum
from typing import Final

from klucznik.mail.refusals import STATUS as REFUSAL
from klucznik.mail.refusals import speaks_of_mailbox


class Sort(StrEnum):
    """What came in."""

    FAILED = "failed"  # undeliverable for good
    DELAYED = "delayed"  # undeliverable for now, or for another reason than the address
    DELIVERED = "delivered"
    AUTOMATIC = "automatic"  # somebody is on holiday, a newsletter, a receipt of reading
    COMPLAINT = "complaint"
    SPAM = "spam"
    LOOP = "loop"  # our own message came back as it is
    PERSON = "person"
    BROKEN = "broken"


@dataclass(frozen=True)
class Incoming:
    """A message as far as we read it: for whom, of what sort, which of our messages it names, what the server said.

    `data` is the message itself, for whoever reads more of it; the mail layer keeps none of it.
    """

    sort: Sort
    message_id: str = ""
    recipients: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    answer: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)


@dataclass
class _Verdict:
    sort: Sort | None = None
    answers: list[str] = field(default_factory=list)


MOST_PARTS: Final = 60
MOST_TEXT: Final = 65_536
MOST_HOPS: Final = 30
DAEMONS: Final = re.compile(
    r"^(mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|mdaemon|mailerdaemon|mail|"
    r"microsoftexchange[0-9a-f]*|bounces?|mail[-_.]delivery[-_.\w]*)$",
    re.I,
)
ENVELOPE: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
STATUS: Final = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY_CODE: Final = re.compile(r"(?:^|[\s:#<(\"'])([45])\d\d[ \-](?=\S)", re.M)
MESSAGE_ID: Final = re.compile(r"^message-id:\s*(<[^<>\s]{1,250}>)", re.I | re.M)
FOR_GOOD: Final = re.compile(
    r"permanent error|permanent fatal error|user unknown|no such user|mailbox unavailable|does(?:n't| not) exist|"
    r"account (?:is )?(?:disabled|inactive)|address rejected|unrouteable address|nie istnieje",
    re.I,
)
FOR_NOW: Final = re.compile(
    r"delayed|will (?:be )?retr(?:y|ied)|still trying|not necessary to resend|warning message|temporar|"
    r"in the queue too long|retry time(?:out)? exceeded|opóźni",
    re.I,
)
AWAY: Final = re.compile(
    r"out of (?:the )?office|automatic reply|auto[- ]?reply|autoresponder|abwesenheit|"
    r"autoodpowied|odpowiedź automatyczna|automatyczna odpowiedź|poza biurem|"
    # People write about somebody's holiday, too: only where the subject says nothing else.
    r"^(?:urlop|nieobecność|vacation)(?: (?:do|od|w pracy|w biurze|until)\b.*| ?:.*)?$",
    re.I,
)


def read_message(data: bytes, *, recipient: str = "") -> Incoming:
    """What came in. `recipient` is the address that the mail server delivered it to, when it tells."""
    try:
        read = _read(message_from_bytes(data, policy=policy.compat32), recipient)
        return replace(read, data=data)
    except Exception:  # noqa: BLE001 (strangers write these bytes; a parser that stumbles proves only that they are odd)
        return Incoming(Sort.BROKEN, recipients=(_storable(recipient),) if recipient else ())


def _read(message: Message, recipient: str) -> Incoming:
    verdict = _judge(message)
    return Incoming(
        sort=verdict.sort or Sort.PERSON,
        message_id=_storable(_header(message, "Message-ID"))[:250],
        recipients=tuple(_storable(one) for one in _recipients(message, recipient)),
        named=tuple(dict.fromkeys(_storable(one) for one in _named(message))),
        answer=_storable(" ".join(" ".join(verdict.answers).split()))[:300],
    )


def _storable(text: str) -> str:
    """Without what no database takes: zero bytes, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _judge(message: Message) -> _Verdict:
    for look in (_loop, _report, _odd_report, _automatic):
        verdict = look(message)
        if verdict.sort:
            return verdict
    return _Verdict(Sort.PERSON)


def _loop(message: Message) -> _Verdict:
    """The mark that `deliver` puts on every message, or a message that went round and round."""
    ours = message.get("X-Klucznik") is not None
    return _Verdict(Sort.LOOP if ours or len(message.get_all("Received", [])) > MOST_HOPS else None)


def _report(message: Message) -> _Verdict:
    """A report by the book: RFC 3464 (delivery), 5965 (complaint), 8098 (receipt of reading)."""
    verdict = _Verdict()
    for part in _parts(message):
        match part.get_content_type():
            case "message/delivery-status" | "message/global-delivery-status":
                for block in _blocks(part):
                    _take_block(verdict, block)
            case "message/feedback-report":
                return _Verdict(Sort.COMPLAINT)
            case "message/disposition-notification":
                return _Verdict(Sort.AUTOMATIC)
            case _:
                continue
    return verdict


def _blocks(part: Message) -> list[Message]:
    """The paragraphs of a report; some servers encode what must not be encoded."""
    payload = part.get_payload()
    plain = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    if isinstance(payload, list) and plain in ("7bit", "8bit", "binary", ""):
        return [block for block in payload if isinstance(block, Message)][:MOST_PARTS]
    raw = part.get_payload(decode=True)
    if isinstance(payload, list):
        first = payload[0] if payload else None
        inner = first.get_payload() if isinstance(first, Message) else ""
        fake = Message()
        fake["Content-Transfer-Encoding"] = plain
        fake.set_payload(inner if isinstance(inner, str) else "")
        raw = fake.get_payload(decode=True)
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    paragraphs = re.split(r"\r?\n\s*\r?\n", text)[:MOST_PARTS]
    return [message_from_bytes(one.encode(), policy=policy.compat32) for one in paragraphs]


def _take_block(verdict: _Verdict, block: Message) -> None:
    """One recipient of a report; a failure for good outweighs the rest."""
    action = _header(block, "Action").lower().split(" ")[0]
    status = STATUS.search(_header(block, "Status"))
    said = _header(block, "Diagnostic-Code")
    if not action:
        return
    code = status[1] if status else ""
    if code in ("", "2") and (found := STATUS.search(said) or REPLY_CODE.search(said)):
        code = found[1]
    refusal = said if REFUSAL.search(said) else f"{_header(block, 'Status')} {said}"
    if action == "failed" and code == "5" and speaks_of_mailbox(refusal):
        verdict.sort = Sort.FAILED
    elif action in ("failed", "delayed"):
        verdict.sort = verdict.sort or Sort.DELAYED
    elif action in ("delivered", "relayed", "expanded"):
        verdict.sort = verdict.sort or Sort.DELIVERED
    verdict.answers += [status[0] if status else "", said]


def _odd_report(message: Message) -> _Verdict:
    """What qmail, Exim, Exchange and others write in their own words; only from a mail system, never from a person."""
    local = parseaddr(_header(message, "From"))[1].partition("@")[0]
    failed = message.get("X-Failed-Recipients") is not None
    if not (DAEMONS.match(local) or failed) or AWAY.search(_subject(message)):
        return _Verdict()
    text = _above_the_copy(_text(message))
    codes = {found[1] for found in STATUS.finditer(text)} | set(REPLY_CODE.findall(text))
    for_good = "5" in codes or (not codes and bool(FOR_GOOD.search(text)))
    if for_good and not (FOR_NOW.search(text) and "4" in codes):
        line = _telling_line(text)
        return _Verdict(Sort.FAILED if speaks_of_mailbox(line) else Sort.DELAYED, [line])
    if "4" in codes or FOR_NOW.search(text):
        return _Verdict(Sort.DELAYED)
    return _Verdict(Sort.AUTOMATIC)


def _telling_line(text: str) -> str:
    """The line with a code in it, else the one in plain words."""
    lines = text.splitlines()
    coded = [one for one in lines if STATUS.search(one) or REPLY_CODE.search(one)]
    return next(iter(coded + [one for one in lines if FOR_GOOD.search(one)]), "")


def _above_the_copy(text: str) -> str:
    """Without the returned message itself, whose words are not the server's."""
    marks = r"^-{2,}.{0,60}(?:copy of|original|returned)[^\n]*$|^return-path:|^received: "
    return re.split(marks, text, maxsplit=1, flags=re.I | re.M)[0]


def _automatic(message: Message) -> _Verdict:
    """Not written by a person, or not worth one's while."""
    if _header(message, "X-Spam-Flag").lower().startswith("yes"):
        return _Verdict(Sort.SPAM)
    auto = _header(message, "Auto-Submitted").lower()
    precedence = _header(message, "Precedence").lower()
    marks = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "List-Unsubscribe")
    if (
        (auto and not auto.startswith("no"))
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(message.get(mark) is not None for mark in marks)
        or _header(message, "Return-Path") == "<>"
        or AWAY.search(_subject(message))
    ):
        return _Verdict(Sort.AUTOMATIC)
    return _Verdict()


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, the outermost first; of a returned message its head only."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        yield part
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [one for one in inside if isinstance(one, Message)]


def _named(message: Message) -> Iterator[str]:
    """Message-IDs of what is sent back or answered; only the random part of ours proves that somebody got it."""
    for part in _parts(message):
        inside = part.get_payload()
        if part.get_content_type() in ("message/rfc822", "message/global") and isinstance(
            inside, list
        ):
            yield from (_header(one, "Message-ID") for one in inside if isinstance(one, Message))
        elif part.get_content_maintype() in ("text", "message") and part is not message:
            yield from MESSAGE_ID.findall(_decoded(part))
    yield from MESSAGE_ID.findall(_text(message))


def _text(message: Message) -> str:
    """The words of the first part that has any."""
    for part in _parts(message):
        if part.get_content_maintype() == "text" and (words := _decoded(part)).strip():
            return words
    return ""


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw[:MOST_TEXT].decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return raw[:MOST_TEXT].decode("utf-8", "replace")


def _recipients(message: Message, recipient: str) -> Iterator[str]:
    if recipient:
        yield recipient
    told = [str(value) for name in ENVELOPE for value in message.get_all(name, [])]
    yield from (address for _name, address in getaddresses(told[:MOST_PARTS]) if address)


def _header(message: Message, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _subject(message: Message) -> str:
    """In plain letters: Polish ones travel encoded."""
    told = _header(message, "Subject")[:2000]
    with suppress(LookupError, ValueError, AssertionError):
        told = str(make_header(decode_header(told)))
    return told.strip()
