"""A bar for somebody who waits at a terminal; silent everywhere else."""

from __future__ import annotations

from typing import TextIO

WIDTH = 30


class Progress:
    """One line that is written over again."""

    def __init__(self, out: TextIO, *, shown: bool) -> None:
        self._out = out
        self._shown = shown

    def show(self, what: str, share: float, rows: int) -> None:
        if self._shown:
            done = round(share * WIDTH)
            bar = "█" * done + "·" * (WIDTH - done)
            self._out.write(f"\r{what}  {bar} {share:4.0%}  {rows:>11,}".replace(",", "\u00a0"))
            self._out.flush()

    def clear(self) -> None:
        if self._shown:
            self._out.write("\r\033[K")
            self._out.flush()
