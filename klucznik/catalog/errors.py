"""What is wrong with a catalog file."""

from __future__ import annotations


class WrongCatalog(Exception):
    """The catalog cannot be used; each sentence names the file, the entry and the key to change."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)

    @property
    def in_short(self) -> str:
        """The first problem, and how many more there are."""
        more = len(self.problems) - 1
        return f"{self.problems[0]} ({more} more)" if more else self.problems[0]
