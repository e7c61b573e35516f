"""A toy for what people do with the program: documents that can always be read, and changed when allowed."""

from __future__ import annotations

import json
from pathlib import Path

from klucznik_client import Client
from reference.desktop import entities
from reference.desktop.terminal import Terminal

MOST_WHEN_RESTRICTED = 3


class Documents:
    """The person's documents in a file of theirs. The license never stands between them and what they wrote."""

    def __init__(self, path: Path, client: Client, terminal: Terminal) -> None:
        self._path = path
        self._client = client
        self._terminal = terminal

    @property
    def texts(self) -> list[str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(one) for one in found] if isinstance(found, list) else []

    def open(self) -> None:
        word = self._terminal.word
        self._terminal.menu(
            word("documents"),
            lambda: (
                (word("list_documents"), self.show),
                (word("new_document"), self.add),
                (word("export_documents"), self.export),
            ),
        )

    def show(self) -> None:
        texts = self.texts
        if not texts:
            self._terminal.say("no_documents")
        for number, text in enumerate(texts, start=1):
            self._terminal.show(f"{number}. {text}")

    def add(self) -> None:
        """A new document, if the license allows it now."""
        verdict, texts = self._client.verdict(), self.texts
        if not verdict.can_change:
            self._terminal.say("only_reading", sentence=verdict.sentence)
            return
        if entity := entities.read_only(self._client):
            self._terminal.say("entity_only_reading", sentence=entity.sentence)
            return
        if not verdict.is_full and len(texts) >= MOST_WHEN_RESTRICTED:
            self._terminal.say("only_some", most=MOST_WHEN_RESTRICTED)
            return
        texts.append(self._terminal.ask("ask_text"))
        self._path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        self._terminal.say("document_kept", number=len(texts))

    def export(self) -> None:
        path = Path(self._terminal.ask("ask_path"))
        texts = self.texts
        try:
            path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        except OSError as error:
            self._terminal.say("file_trouble", reason=error.strerror)
            return
        self._terminal.say("exported", count=len(texts), path=path)
