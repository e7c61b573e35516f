"""What a program remembers between its runs: one JSON file that only its user can read."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

FORMAT = "klucznik-state-1"


class State:
    """A few named values. A file that cannot be read counts as empty; one that is not ours is put aside, not lost."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.is_saved = True  # False after the disk refused: the values live until the program ends
        self._values, self._is_foreign = self._load()

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def text(self, name: str) -> str:
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str) -> int:
        value = self._values.get(name)
        return value if type(value) is int else 0

    def table(self, name: str) -> dict[str, Any]:
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def update(self, **changes: Any) -> None:
        """Remember these, forget those that are None; write only when something changed."""
        kept = self._values | changes
        kept = {name: value for name, value in kept.items() if value is not None}
        if kept == self._values and self.is_saved and self.path.exists():
            return
        self._values = kept
        try:
            self._write()
            self.is_saved = True
        except OSError:
            self.is_saved = False

    def _load(self) -> tuple[dict[str, Any], bool]:
        try:
            found = json.loads(self.path.read_bytes().decode("utf-8"))
        except FileNotFoundError:
            return {}, False
        except (OSError, ValueError, RecursionError):
            return {}, True
        if not isinstance(found, dict) or found.pop("format", "") != FORMAT:
            return {}, True
        return found, False

    def _write(self) -> None:
        """A new file beside the old one, whole on the disk, then in its place."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._is_foreign and self.path.exists():
            os.replace(self.path, self.path.with_name(self.path.name + ".damaged"))
        self._is_foreign = False
        text = json.dumps({"format": FORMAT} | self._values, ensure_ascii=False, indent=1)
        # The name is random and the file readable by its owner only, from the first moment.
        handle, name = tempfile.mkstemp(prefix=self.path.name, suffix=".new", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self.path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
