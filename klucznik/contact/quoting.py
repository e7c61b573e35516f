"""What somebody wrote above the message that they answer; in doubt more is kept, never less."""

from __future__ import annotations

import re
from typing import Final

from mailparser_reply import EmailReplyParser

LANGUAGES: Final = ["pl", "en"]
# The patterns of the library take longer than the line is long; a header line is never longer.
LONGEST_LINE: Final = 200
MOST_LINES: Final = 400
# How Polish and some other programs begin a quotation, where the library does not know it; it may take two lines.
BEGINS: Final = re.compile(
    r"^(?=.{0,200}(?:@|\d{4}|\d{1,2}[:.]\d{2})).{0,220}(?:napisał(?:a|\(a\)|/a)?|pisze|nadesłał|wrote|schrieb)\s?:$",
    re.I,
)
# Gmail breaks it a second time where the address is long, as ours are.
DAY: Final = re.compile(r"^(?:(?:pon|wt|śr|czw|pt|sob|niedz)\.?,|W dniu |Dnia |On )", re.I)
APPLE: Final = re.compile(r"^Wiadomość napisana przez .{1,200}:$", re.I)
DIVIDER: Final = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Wiadomość oryginalna|Oryginalna wiadomość|Ursprüngliche Nachricht|"
    r"Forwarded message|Przekazana wiadomość) ?-{2,}|-{5,} ?.{3,40} ?-{5,})$",
    re.I,
)
LINE: Final = re.compile(r"^[_-]{20,}$")
FROM: Final = re.compile(r"^\*?(?:From|Od|Von|Nadawca) ?: ?\*? ?\S", re.I)
HEADER: Final = re.compile(
    r"^\W{0,3}(?:From|Sent|To|Subject|Date|Cc|Od|Wysłan[oe]|Do|Temat|Data|DW|Nadawca|Adresat) ?: ?",
    re.I | re.M,
)
SENT_FROM: Final = re.compile(
    r"^(?:Wysłan[eoa] z |Sent from my |Get Outlook for |Pobierz aplikację Outlook |Gesendet von ).{0,80}$",
    re.I,
)
CLOSING: Final = re.compile(
    r"^(?:z poważaniem|z wyrazami szacunku|pozdrawiam(?: serdecznie)?|serdecznie pozdrawiam|(?:best |kind )?regards|"
    r"mit freundlichen grüßen)[,.]?(?: [\w.-]+){0,3}$",
    re.I,
)
MOST_OF_SIGNATURE: Final = 12


def own_words(text: str) -> str:
    """The reader's own words: without quotations, what programs add, and the signature at the end."""
    lines = text.split("\n")
    lines = lines[: _quoted_at(lines)]
    while lines and (lines[-1].startswith(">") or not lines[-1]):
        lines.pop()
    return "\n".join(lines[: _signed_at(lines)]).strip()


def _quoted_at(lines: list[str]) -> int:
    """The first line of what is answered."""
    for at, line in enumerate(lines):
        following = " ".join(lines[at : at + 2]).strip()
        if APPLE.match(line) or DIVIDER.match(line) or _begins(line) or _begins(following):
            return at
        if DAY.match(line) and _begins(" ".join(lines[at : at + 3]).strip()):
            return at
        if _is_head(lines[at : at + 4]):
            return at
        if LINE.match(line) and any(FROM.match(one) for one in lines[at + 1 : at + 3]):
            return at
    return min(len(lines), _by_library(lines))


def _is_head(lines: list[str]) -> bool:
    """Three or four lines of a head, among them who wrote it."""
    heads = [line for line in lines if HEADER.match(line)]
    is_whole = bool(lines) and lines[0] in heads and len(heads) >= 3
    return is_whole and any(FROM.match(line) and "@" in line for line in heads)


def _begins(line: str) -> bool:
    return len(line) <= 2 * LONGEST_LINE and bool(BEGINS.match(line))


def _by_library(lines: list[str]) -> int:
    """What mail-parser-reply finds, in lines cut short; one word with a colon ("Data: 5 maja") is no header yet."""
    short = [line.strip()[:LONGEST_LINE] for line in lines[:MOST_LINES]]
    replies = EmailReplyParser(languages=list(LANGUAGES)).read("\n".join(short)).replies
    header = next((one.headers.strip() for one in replies if one.headers), "")
    first = header.split("\n")[0].strip()
    begins = header.endswith(":") and re.search(r"[@\d]", header)
    if not begins and not (FROM.match(first) and len(HEADER.findall(header)) > 1):
        return len(lines)
    return next((at for at, line in enumerate(short) if first and line == first), len(lines))


def _signed_at(lines: list[str]) -> int:
    """The first line of the signature, if what follows it is short enough to be one."""
    for at, line in enumerate(lines):
        is_short = len(lines) - at <= MOST_OF_SIGNATURE and all(
            len(one) <= 200 for one in lines[at:]
        )
        if (
            at
            and is_short
            and (line in ("--", "-- ") or SENT_FROM.match(line) or CLOSING.match(line))
        ):
            return at
    return len(lines)
