"""The file of a downloaded history: how it is written, and how anybody checks it without portal and database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from klucznik.events import chain

MOST_TOLD: Final = 20


class NotAHistory(Exception):
    """The file cannot be read as a downloaded history; the text says why."""


@dataclass
class Checked:
    """What a file turned out to hold."""

    links: int = 0
    told: int = 0
    head: str = chain.BEGINNING
    damage: list[str] = field(default_factory=list)

    def broken(self, sentence: str) -> None:
        if len(self.damage) < MOST_TOLD:
            self.damage.append(sentence)


def written(header: Mapping[str, Any], links: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A JSON document in pieces: a line for what is around, then one line for each link."""
    yield _line(header)[:-1] + ', "links": ['
    comma = ""
    for link in links:
        yield f"{comma}\n{_line(link)}"
        comma = ","
    yield "\n]}\n"


def read(path: Path) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """What is around, and the links, line by line; a file that somebody wrote anew in another shape is read whole."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = file.readline()
        try:
            return json.loads(first.rstrip() + "]}"), _links(path)
        except ValueError:
            whole = json.loads(path.read_text(encoding="utf-8-sig"))
            return whole, iter(whole["links"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotAHistory(f"{path} is not a downloaded history in JSON.") from wrong


def verify_document(header: Mapping[str, Any], links: Iterable[Mapping[str, Any]]) -> Checked:
    """Recompute all digests of a file and compare the last one with the receipt in it.

    Covered is what stands under `event`; `told` (names, the sentence, an address) only helps the reader.
    """
    found = Checked()
    receipt = header.get("receipt")
    if header.get("format") != chain.FORMAT or not isinstance(receipt, Mapping):
        raise NotAHistory(f"The file does not say that it is in the format {chain.FORMAT}.")
    name = str(receipt.get("chain"))
    for link in links:
        _check(found, name, link)
    if (found.links, found.head) != (receipt.get("position"), receipt.get("head")):
        found.broken(f"the receipt knows {receipt.get('position')} links, not these {found.links}")
    return found


def _check(found: Checked, name: str, link: Mapping[str, Any]) -> None:
    found.links += 1
    position, content, event = link.get("position"), str(link.get("content")), link.get("event")
    if position != found.links:
        found.broken(f"missing or moved: at {found.links} stands the link {position}")
    if isinstance(event, Mapping):
        found.told += 1
        if chain.content_digest(event) != content or event.get("company") != name:
            found.broken(f"changed: at {found.links} the event is not what was sealed")
    found.head = chain.link_digest(name, found.links, found.head, content)
    if link.get("digest") != found.head:
        found.broken(f"wrong digest: at {found.links}")
        found.head = str(link.get("digest"))


def _links(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        file.readline()
        for line in file:
            if line.strip() not in ("", "]}"):
                try:
                    yield json.loads(line.strip().rstrip(","))
                except ValueError as wrong:
                    raise NotAHistory(f"A line of {path} cannot be read.") from wrong


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
