"""One table of the catalog file: every key is checked, and everything that is wrong is noted, not only the first."""

from __future__ import annotations

from typing import Any

from klucznik.catalog.shapes import REQUIRED, Key, Unfit, shown


class Table:
    """What a table says: `values` of the keys that are right or have a default, `wrong` the others."""

    def __init__(
        self,
        problems: list[str],
        place: str,
        raw: Any,
        keys: tuple[Key, ...],
        *,
        below: tuple[str, ...] = (),
        prefix: str = "",
    ) -> None:
        self.problems, self.place, self.prefix = problems, place, prefix
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        self.values: dict[str, Any] = {}
        self.wrong: set[str] = set()
        if not isinstance(raw, dict):
            self._say(f"{prefix.rstrip('.: ') or 'this'} is not a table")
            self.wrong.update(key.name for key in keys)
            return
        known = [*(key.name for key in keys), *below]
        for name in sorted(set(raw) - set(known)):
            self.note(shown(name)[1:-1], f"is not a known key; the keys are {', '.join(known)}")
        for key in keys:
            self._take(key)

    def __contains__(self, name: str) -> bool:
        """Whether the file says something here itself."""
        return name in self.raw

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """The value, or None where it is wrong."""
        return self.values.get(name)

    def given(self) -> dict[str, Any]:
        """The right values that the file gives itself, without defaults."""
        return {name: value for name, value in self.values.items() if name in self.raw}

    def note(self, key: str, what: str) -> None:
        """Remember that a key is wrong: the sentence goes on after its name."""
        self.wrong.add(key)
        self._say(f"{self.prefix}{key} {what}")

    def table(self, name: str, keys: tuple[Key, ...]) -> Table:
        """The table of that name below this one; an empty one when it is not there."""
        raw = self.raw.get(name, {})
        return Table(self.problems, self.place, raw, keys, prefix=f"{self.prefix}{name}.")

    def rows(self, name: str, keys: tuple[Key, ...]) -> list[Table]:
        """The tables of a list below this one."""
        raw = self.raw.get(name, [])
        if not isinstance(raw, list):
            self.note(name, f"is not a list of tables; write [[….{name}]]")
            return []
        return [
            Table(self.problems, self.place, one, keys, prefix=f"{self.prefix}{name} {number}: ")
            for number, one in enumerate(raw, 1)
        ]

    def _take(self, key: Key) -> None:
        if key.name not in self.raw:
            if key.default is REQUIRED:
                self.note(key.name, f"is missing ({key.shape.words})")
            else:
                self.values[key.name] = key.default
            return
        try:
            self.values[key.name] = key.shape.take(self.raw[key.name])
        except Unfit as unfit:
            self.note(key.name, str(unfit))

    def _say(self, what: str) -> None:
        self.problems.append(f"{self.place}: {what}.")
