"""Plays of the articles: who opens which pages with what, told as data and walked through with the test client."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.jobs import worker
from klucznik.jobs.models import Rhythm
from klucznik.jobs.queue import RECURRING
from tests import cast as the_cast
from tests.help.starter import plain

Stage = Callable[[SimpleNamespace], None]
SignIn = Callable[..., Client]


@dataclass(frozen=True)
class Step:
    """One thing that happens in a play. Texts may hold `{anna.email}`: what is on the stage."""

    kind: str
    where: str = ""
    args: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    factor: bool = False


@dataclass(frozen=True)
class Play:
    """The walk of one article; `stage` prepares what is there before it begins."""

    steps: tuple[Step, ...]
    stage: Stage | None = None


def play(*steps: Step, stage: Stage | None = None) -> Play:
    return Play(steps, stage)


# --- the steps


def enter(who: str, *, factor: bool = False) -> Step:
    """From now on somebody of the cast is signed in; `factor`: with the second step just confirmed."""
    return Step("enter", who, factor=factor)


def stranger() -> Step:
    """From now on nobody is signed in, and the browser is new."""
    return Step("stranger")


def see(page: str, *, status: int = 200, **args: str) -> Step:
    """Open a page by its name; what it leads to is seen, too."""
    return Step("see", page, args, status=status)


def send(page: str, data: dict[str, Any], *, status: int = 200, **args: str) -> Step:
    """Send a form to a page. It has to be accepted: a form that comes back with its errors is 422."""
    return Step("send", page, args, data, status)


def answer(data: dict[str, Any] | None = None, *, status: int = 200) -> Step:
    """Fill in the form of the page that was seen last, as it stands there, and send it."""
    return Step("answer", data=data or {}, status=status)


def letter(to: str) -> Step:
    """Look into the newest message to an address."""
    return Step("letter", to)


def follow(part: str, *, status: int = 200) -> Step:
    """Open the link of the newest letter whose address contains this."""
    return Step("follow", part, status=status)


def do(act: Stage) -> Step:
    """Something that happens behind the scenes: time passes, somebody else decides."""
    return Step("do", data={"act": act})


# --- the stage


class Walk:
    """A play on its stage: does the steps, remembers all words that a reader could see."""

    def __init__(self, language: str, sign_in: SignIn, things: SimpleNamespace) -> None:
        self.language, self.sign_in, self.things = language, sign_in, things
        self.seen: set[str] = set()
        self.browser = self._new_browser()
        self.letter: Any = None
        self.page: Any = None

    def go(self, the_play: Play) -> set[str]:
        """Every label that was on a page or in a letter."""
        if the_play.stage:
            the_play.stage(self.things)
        for step in the_play.steps:
            getattr(self, f"_{step.kind}")(step)
        return self.seen

    def _enter(self, step: Step) -> None:
        person = getattr(self.things, step.where)
        self.browser = self.sign_in(person, factor=step.factor, language=self.language)
        self.browser.cookies["language"] = self.language
        self.browser.defaults["HTTP_ACCEPT_LANGUAGE"] = self.language

    def _stranger(self, _step: Step) -> None:
        self.browser = self._new_browser()

    def _see(self, step: Step) -> None:
        self._look(self.browser.get(self._url(step), follow=True), step)

    def _send(self, step: Step) -> None:
        self._look(self.browser.post(self._url(step), self._filled(step), follow=True), step)

    def _answer(self, step: Step) -> None:
        address = self.page.request["PATH_INFO"]
        data = _shown_in(self.page) | self._filled(step)
        self._look(self.browser.post(address, data, follow=True), step)

    def _letter(self, step: Step) -> None:
        worker.drain()
        address = self._put(step.where)
        found = [one for one in mail.outbox if one.to == [address]]
        assert found, f"no letter to {address}"
        self.letter = found[-1]
        self.seen |= {plain(self.letter.subject)} | labels_in(self.letter.alternatives[0][0])

    def _follow(self, step: Step) -> None:
        found = re.search(rf"https?://[^/\s]+(/\S*{step.where}[^\s\"<]*)", self.letter.body)
        assert found, f"no link with {step.where} in: {self.letter.body}"
        self._look(self.browser.get(found.group(1), follow=True), step)

    def _do(self, step: Step) -> None:
        step.data["act"](self.things)

    def _look(self, response: Any, step: Step) -> None:
        where = f"{step.kind} {step.where} ended at {response.request['PATH_INFO']}"
        assert response.status_code == step.status, f"{where}: {_told(response)}"
        self.page = self.things.page = response
        if response.get("Content-Type", "").startswith("text/html"):
            self.seen |= labels_in(response.content.decode())

    def _url(self, step: Step) -> str:
        if step.where.startswith("/"):
            return self._put(step.where)
        return reverse(step.where, kwargs={k: self._put(v) for k, v in step.args.items()} or None)

    def _filled(self, step: Step) -> dict[str, Any]:
        return {name: self._value(value) for name, value in step.data.items()}

    def _value(self, value: Any) -> Any:
        """A text with what is on the stage; or what a function finds there, the page seen last included."""
        if callable(value):
            return value(self.things)
        return self._put(value) if isinstance(value, str) else value

    def _put(self, text: str) -> str:
        return text.format(**vars(self.things))

    def _new_browser(self) -> Client:
        return Client(headers={"accept-language": self.language})


def walk(the_play: Play, language: str, sign_in: SignIn) -> set[str]:
    """Gather the cast, play, and return every label that a reader could see."""
    _let_clocks_rest()
    cast = the_cast.gather()
    User.objects.update(language=language)
    things = SimpleNamespace(**vars(cast), language=language)
    return Walk(language, sign_in, things).go(the_play)


def _let_clocks_rest() -> None:
    """No letter comes from a task that only time calls, and looking for them takes half of a play."""
    later = timezone.now() + timedelta(days=3650)
    Rhythm.objects.bulk_create(Rhythm(task=name, next_at=later) for name in RECURRING)


def _shown_in(response: Any) -> dict[str, Any]:
    """What the form of a page holds as it is shown."""
    form = (response.context or {}).get("form") or ()
    return {one.html_name: one.value() for one in form if one.value() not in (None, "")}


def _told(response: Any) -> str:
    """The sentences of a page that say what was wrong."""
    text = response.content.decode(errors="replace")
    found = re.findall(r'class="[^"]*(?:error|notice)[^"]*"[^>]*>(.*?)</', text, re.DOTALL)
    bare = re.sub(r"<[^>]+>", " ", " ".join(found))
    return f"{response.status_code} {plain(bare)[:600]}"


# --- words on a page

VOID = {"br", "img", "input", "link", "meta", "hr", "wbr", "source", "col", "use", "path"}
SAID = ("placeholder", "aria-label", "title", "alt", "label")


class _Labels(HTMLParser):
    """The whole text of each element, and what its attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        said = [values.get(name) for name in SAID]
        if tag == "input" and values.get("type") in ("submit", "button"):
            said.append(values.get("value"))
        self.found |= {plain(text) for text in said if text}
        if tag not in VOID:
            self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self.open):
            return
        while self.open:
            name, texts = self.open.pop()
            text = "".join(texts)
            if name not in ("script", "style"):
                self.found.add(plain(text))
                if self.open:
                    self.open[-1][1].append(text)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][1].append(data)
            if self.open[-1][0] not in ("script", "style"):
                self.found.add(plain(data))


def labels_in(html: str) -> set[str]:
    """Every piece of text that is the whole of an element, of a run of text in it, or of a label for it."""
    reader = _Labels()
    reader.feed(html)
    return {text.rstrip(":").strip() for text in reader.found} | reader.found
