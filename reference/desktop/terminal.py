"""Lines in and lines out: asks, shows and lets choose, in the person's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from reference.desktop.words import WORDS


class Left(Exception):
    """The person closed the input."""


class Lines(Protocol):
    """A keyboard, a pipe, or somebody who plays a person."""

    def readline(self) -> str: ...


@dataclass
class Terminal:
    """One person in front of two streams. Bold letters only where somebody looks at a screen."""

    source: Lines
    sink: TextIO
    language: str = "pl"

    def word(self, name: str, /, **values: object) -> str:
        """A sentence of the program."""
        polish, english = WORDS[name]
        return (polish if self.language == "pl" else english).format(**values)

    def say(self, name: str, /, **values: object) -> None:
        self.show(self.word(name, **values))

    def show(self, text: str) -> None:
        """A line as it is; nothing in it may steer the terminal."""
        self.sink.write("".join(_plain(letter) for letter in text).rstrip() + "\n")
        self.sink.flush()

    def title(self, text: str) -> None:
        is_screen = self.sink.isatty()
        self.sink.write("\n" + ("\033[1m" if is_screen else "── "))
        self.sink.write("".join(letter for letter in text if letter.isprintable()))
        self.sink.write("\033[0m\n" if is_screen else " ──\n")
        self.sink.flush()

    def ask(self, name: str, /, **values: object) -> str:
        """What the person types, without white space around it."""
        self.sink.write(self.word(name, **values) + " ")
        self.sink.flush()
        line = self.source.readline()
        if not line:
            raise Left
        return line.strip()

    def agrees(self, name: str, /, **values: object) -> bool:
        """Yes or no; anything but yes is no."""
        answer = self.ask("yes_or_no", question=self.word(name, **values))
        return answer.lower() in {"t", "tak", "y", "yes"}

    def choose(self, options: Sequence[str], leave: str = "back") -> int | None:
        """The number of the option taken, from 0; None for going back."""
        for number, option in enumerate(options, start=1):
            self.show(f"  {number}  {option}")
        self.show(f"  0  {self.word(leave)}")
        while True:
            answer = self.ask("your_choice")
            if answer == "0":
                return None
            if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            self.say("no_such_choice")

    def menu(
        self,
        title: str,
        entries: Callable[[], Sequence[tuple[str, Callable[[], None]]]],
        leave: str = "back",
    ) -> None:
        """A menu until the person goes back; its entries may change with each act."""
        while True:
            self.title(title)
            shown = entries()
            chosen = self.choose([label for label, _ in shown], leave)
            if chosen is None:
                return
            shown[chosen][1]()


def _plain(letter: str) -> str:
    """The portal's sentences keep short words to the next one with a space that does not break."""
    if letter == "\u00a0":
        return " "
    return letter if letter.isprintable() or letter == "\n" else "?"
