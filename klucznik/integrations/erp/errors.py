"""What is wrong with a file, or with one row of it, in words for the operator."""

from __future__ import annotations


class WrongFile(Exception):
    """The whole file cannot be used; the text says why and what to do."""


class RowRefused(Exception):
    """One row cannot be taken: which column is at fault, and the reason in the operator's language."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(f"{column}: {reason}")
