"""The guide for whoever cannot get in: at most four questions, and the doors behind them. It knows no table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from klucznik.help.ways_in import account, administrator, company, invitation, program
from klucznik.help.ways_in.pieces import Answer, End, Question, _

MOST_QUESTIONS: Final = 4
BETWEEN: Final = "."

START: Final = Question(
    _("What stands in the way?"),
    (
        Answer(
            "account",
            _("I cannot get into my account"),
            account.WHERE,
            _("The password, the second step, a message or the mailbox."),
        ),
        Answer("company", _("I get in, but my company or program is not there"), company.WHAT),
        Answer("invitation", _("I have an invitation, and it does not work"), invitation.WHOSE),
        Answer(
            "administrator",
            _("Nobody in my company can give me the rights"),
            administrator.WHAT,
        ),
        Answer("program", _("A program asks me to sign in"), program.CODE),
    ),
)


@dataclass(frozen=True)
class Step:
    """Where somebody is: the question or the door, and the answers that led there."""

    here: Question | End
    given: tuple[Answer, ...] = ()

    @property
    def is_end(self) -> bool:
        return isinstance(self.here, End)

    @property
    def number(self) -> int:
        """Which question this is, the first being 1."""
        return len(self.given) + 1

    @property
    def way(self) -> str:
        """The answers as the address carries them."""
        return self.way_to(len(self.given))

    def way_to(self, count: int) -> str:
        """The first so many answers."""
        return BETWEEN.join(answer.code for answer in self.given[:count])

    @property
    def asked(self) -> list[Question]:
        """The questions that were answered, in their order."""
        return [START, *(answer.to for answer in self.given)][: len(self.given)]

    @property
    def back(self) -> str | None:
        """The way to the question before; None on the first one."""
        return self.way.rpartition(BETWEEN)[0] if self.given else None

    @property
    def onward(self) -> list[tuple[Answer, str]]:
        """Each answer with the way behind it."""
        if isinstance(self.here, End):
            return []
        start = f"{self.way}{BETWEEN}" if self.given else ""
        return [(answer, f"{start}{answer.code}") for answer in self.here.answers]


def step_at(way: str) -> Step | None:
    """The step to which these answers lead; None when no such answers can be given."""
    step = Step(START)
    for code in way.split(BETWEEN) if way else ():
        if isinstance(step.here, End):
            return None
        answer = next((one for one in step.here.answers if one.code == code), None)
        if answer is None:
            return None
        step = Step(answer.to, (*step.given, answer))
    return step


def steps(step: Step | None = None) -> Iterator[Step]:
    """Every step that somebody can come to, the first one first."""
    step = step or Step(START)
    yield step
    for _answer, way in step.onward:
        if further := step_at(way):
            yield from steps(further)
