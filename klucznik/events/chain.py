"""The arithmetic of the history's chain: canonical texts, marks, commitments and digests. Knows no table.

Whatever stands here is format 1, documented in docs/integrate/history.md: a change needs format 2 beside it, because
what was sealed once must verify for ever.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

FORMAT: Final = "klucznik-history-1"
BEGINNING: Final = "0" * 64  # what stands before the first link
PORTAL: Final = "portal"  # the chain of events that concern no company
# Facts that hold keys of rows: the statement has their marks, so that no key leaves the database.
MARKED: Final = frozenset({"people", "contest"})


def canonical(value: Any) -> bytes:
    """JSON in one form: keys sorted, no white space, letters as they are, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def utc(moment: datetime) -> str:
    """2026-11-22T11:05:01.123456Z."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="microseconds") + "Z"


def statement(event: Mapping[str, Any], *, values: str, place: str) -> dict[str, Any]:
    """All that a seal says about an event, from its columns and its two commitments.

    Staff and the thing that it is about stand as marks: a customer can hold this without learning who or which row.
    """
    name = event["public_id"]
    actor, subject = event["actor__public_id"], [event["subject_type"], event["subject_id"]]
    return {
        "event": name,
        "kind": event["kind"],
        "at": utc(event["at"]),
        "actor": mark(name, "actor", actor) if event["by_staff"] else actor,
        "by_staff": event["by_staff"],
        "person": event["person__public_id"],
        "company": event["company__public_id"],
        "subject": mark(name, "subject", subject) if event["subject_type"] else None,
        "facts": {
            fact: mark(name, fact, value) if fact in MARKED else value
            for fact, value in event["facts"].items()
        },
        "values": values,
        "place": place,
    }


def mark(event: str, name: str, value: Any) -> str:
    """A fingerprint that stands for a value, different for each event."""
    return _sha256(f"klucznik.history.mark.1\n{event}\n{name}\n".encode() + canonical(value))


def commitment(salt: str, name: str, value: Any) -> str:
    """What can be checked against the value while its salt is there, and tells nothing once it is erased."""
    if not salt:
        return ""
    message = f"klucznik.history.{name}.1\n".encode() + canonical(value)
    return hmac.new(salt.encode(), message, hashlib.sha256).hexdigest()


def content_digest(said: Mapping[str, Any]) -> str:
    """The digest of a statement alone."""
    return _sha256(b"klucznik.history.event.1\n" + canonical(said))


def link_digest(chain: str, position: int, previous: str, content: str) -> str:
    """The digest of a link: it covers the content, its place and everything before it."""
    return _sha256(f"klucznik.history.link.1\n{chain}\n{position}\n{previous}\n{content}".encode())


def grouped(digest: str) -> str:
    """A digest as people compare it: eight letters at a time."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
