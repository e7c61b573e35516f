"""Plays the desktop program: what a person types, line by line, some of it after looking at the screen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reference.desktop import __main__ as desktop
from tests.stub.fixtures import Computer

Line = str | Callable[[str], str]

DOCUMENTS, HELP = "1", "2"
LICENSES = ("2", "1", "1")  # Pomoc, Zarządzanie licencjami, Licencje podmiotu
NUMBER, REGISTER, ACCOUNT, STATE, FREE_OTHER, FREE_THIS, OFFLINE, ENTITIES, OPEN_ENTITY = (
    "123456789"
)
REGISTER_CLIENT = "10"
AS_CLIENT, AS_OWN, AS_LATER = "123"
OVER_THE_INTERNET, BY_CODE = "1", "2"
REQUEST, LOAD, FETCH = "123"
LIST, NEW, EXPORT = "123"
BACK = "0"


class Typed:
    """The keyboard: each line may look at what the program has shown so far."""

    def __init__(self, lines: Iterable[Line], screen: io.StringIO) -> None:
        self.lines, self.screen = list(lines), screen

    def readline(self) -> str:
        if not self.lines:
            return ""
        line = self.lines.pop(0)
        typed = line if isinstance(line, str) else line(self.screen.getvalue())
        self.screen.write(typed + "\n")
        return typed + "\n"


@dataclass
class Desk:
    """A computer with one program, somebody in front of it."""

    computer: Computer
    program: str = "subiekt-gt"
    language: str = "pl"

    def play(self, *lines: Line | tuple[Line, ...], clock: str = "") -> str:
        """Start the program, type, close the input. What stood on the screen."""
        flat = [one for line in lines for one in (line if isinstance(line, tuple) else (line,))]
        screen = io.StringIO()
        options = [f"--part={part}={value}" for part, value in self.computer.parts.items()]
        if clock:
            options.append(f"--clock={clock}")
        code = desktop.main(
            [
                *("--program", self.program, "--server", self.computer.portal.url),
                *("--state", str(self.computer.state), "--lang", self.language),
                *("--key", self.computer.portal.key, "--name", self.computer.name),
                *options,
            ],
            source=Typed(flat, screen),
            sink=screen,
            pause=self.computer.wait,
        )
        assert code == 0, screen.getvalue()
        return screen.getvalue()

    def confirm(self, screen: str) -> str:
        """Look at the code on the screen, confirm it in the browser, come back and press Enter."""
        shown = re.findall(r"[?&]code=([A-Z0-9-]+)", screen)[-1]
        self.computer.portal.confirm(shown)
        return ""

    def sign_in(self) -> str:
        return self.play(*LICENSES, ACCOUNT, self.confirm)

    def enter(self, number: str) -> str:
        return self.play(*LICENSES, NUMBER, number, "t", "t")

    def register(self, *more: Line) -> str:
        """Over the internet, for the first company, consenting to everything."""
        answers = ("1", "Partner Beta", "", "Wrocław", "t")
        return self.play(*LICENSES, REGISTER, OVER_THE_INTERNET, *answers, *more)


def registered(desk: Desk) -> str:
    """Sign in, enter the number, register over the internet: the usual beginning."""
    desk.sign_in()
    desk.enter("GT12AAAA7F3K")
    return desk.register()
