"""Passwords that attackers try first: a list that we ship, a file that the operator may add, and no call to anybody."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)

SHIPPED = Path(__file__).parent / "data" / "common-passwords.bin"
MARK_BYTES = 6  # of 45 thousand words, a stranger's password is taken for one of them once in six billion times
FEWEST_DIFFERENT = 5
MOST_AROUND = 8  # digits and signs around a common word do not make it a password
SHORTEST_HALF = 3
ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiopqwertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
LOOKALIKES = str.maketrans("013457@$!|+", "oleastasilt")
UNSHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
NO_MARKS = str.maketrans("łŁ", "lL")
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class NotCommon:
    """A new password is not on any list, neither as it is nor once years, digits and signs are taken off."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_common(password):
            raise ValidationError(
                _(
                    "This password is among those that are tried first: a common word, name or row of keys, perhaps with digits. "  # noqa: E501
                    "Put a few words together that do not belong together."
                ),
                code="password_common",
            )
        if is_leaked(password):
            raise ValidationError(
                _(
                    "This password has leaked from some site, and attackers try it. Choose another one."
                ),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return ""


def is_common(password: str) -> bool:
    """Whether a guesser with the usual lists and the usual tricks comes to it soon."""
    whole = plain(password)
    if len(set(whole)) < FEWEST_DIFFERENT or _is_row(whole):
        return True
    return any(_is_listed(form) or _is_repeated(form) or _is_pair(form) for form in _forms(whole))


def is_leaked(password: str) -> bool:
    """Whether the operator's file (sorted SHA-1 in hexadecimal, a line each) holds it; found by halving."""
    if not settings.PASSWORD_LIST:
        return False
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        return _line_from(Path(settings.PASSWORD_LIST), wanted)[:40].upper() == wanted
    except OSError as problem:
        log.error("password_list_unusable", problem=str(problem))
        return False


def plain(text: str) -> str:
    """Without case, accents and spaces: how a guesser would spell it."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(NO_MARKS))
    return "".join(char for char in apart if not unicodedata.combining(char) and char != " ")


def mark_of(word: str) -> bytes:
    """What the shipped list holds instead of the word."""
    return hashlib.sha256(word.encode()).digest()[:MARK_BYTES]


def _forms(whole: str) -> Iterator[str]:
    """As it is, typed without Shift, with letters for what looks like them; each without what stands around a word."""
    for form in dict.fromkeys([whole, whole.translate(UNSHIFTED), whole.translate(LOOKALIKES)]):
        yield form
        core = AROUND.sub("", form)
        if core and len(form) - len(core) <= MOST_AROUND:
            yield core
            yield core.translate(LOOKALIKES)
        for end in range(len(form) - 1, max(len(form) - 1 - MOST_AROUND, SHORTEST_HALF), -1):
            if form[end].isalpha():
                break
            yield form[:end]


def _is_listed(word: str) -> bool:
    marks, mark = _shipped(), mark_of(word)
    at = bisect_left(range(len(marks) // MARK_BYTES), mark, key=lambda n: _nth(marks, n))
    return _nth(marks, at) == mark


def _nth(marks: bytes, n: int) -> bytes:
    return marks[n * MARK_BYTES : (n + 1) * MARK_BYTES]


def _is_repeated(word: str) -> bool:
    """Something common, or something short, over and over."""
    size = (word + word).find(word, 1)
    return size < len(word) and (size < FEWEST_DIFFERENT or _is_listed(word[:size]))


def _is_pair(word: str) -> bool:
    """Two common words in a row."""
    cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return any(_is_listed(word[:cut]) and _is_listed(word[cut:]) for cut in cuts)


def _is_row(word: str) -> bool:
    """A stretch of digits, of the alphabet or of the keyboard, in either direction."""
    return any(word in row or word in row[::-1] for row in ROWS)


@cache
def _shipped() -> bytes:
    return SHIPPED.read_bytes()


def _line_from(path: Path, wanted: bytes) -> bytes:
    """The first line that is not below `wanted`; a few dozen reads even in a file of forty gigabytes."""
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()
            line = file.readline()
            if line and line[:40].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        file.seek(low)
        if low:
            file.readline()
        return file.readline()
