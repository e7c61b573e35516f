"""*Licencje podmiotu*: everything that can be done with the license of this program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from klucznik_client import Client, Verdict, explain
from reference.desktop import accounts, entities, registering
from reference.desktop.programs import Program
from reference.desktop.terminal import Terminal

Entry = tuple[str, Callable[[], None]]


class Licenses:
    """The menu and its acts."""

    def __init__(self, program: Program, client: Client, terminal: Terminal) -> None:
        self._program = program
        self._client = client
        self._terminal = terminal

    def open(self) -> None:
        self._terminal.menu(self._terminal.word("licenses_of_entity"), self.entries)

    def entries(self) -> list[Entry]:
        account = "sign_out" if self._client.is_signed_in else "sign_in"
        acts: list[tuple[str, Callable[[], None]]] = [
            ("enter_number", lambda: registering.enter_number(self._terminal, self._client)),
            ("register", lambda: registering.register(self._terminal, self._client)),
            (account, self.account),
            ("state", self.state),
            ("free_other", self.free_other),
            ("free_this", self.free_this),
            ("work_offline", self.offline),
        ]
        if self._program.serves_offices:
            acts += [
                ("office_entities", self.entities),
                ("open_entity", lambda: entities.open_entity(self._terminal, self._client)),
                ("register_client", lambda: entities.register(self._terminal, self._client)),
            ]
        return self._told(acts)

    def _told(self, acts: list[tuple[str, Callable[[], None]]]) -> list[Entry]:
        terminal = self._terminal
        return [(terminal.word(name), accounts.trying(terminal, act)) for name, act in acts]

    def account(self) -> None:
        act = accounts.sign_out if self._client.is_signed_in else accounts.sign_in
        act(self._terminal, self._client)

    def state(self) -> None:
        """Asks the portal, whether it is time or not: the person wants to know."""
        verdict = self._client.check(force=True)
        number = registering.number_of(self._client)
        if number:
            self._terminal.say("number_line", number=number[:4] + "-****-" + number[-4:])
        tell(self._terminal, verdict)
        self._terminal.say(f"source_{verdict.source}")
        entities.tell(self._terminal, self._client, force=True)

    def free_other(self) -> None:
        if not accounts.signed_in(self._terminal, self._client):
            return
        license = self._client.verdict().license
        devices = self._client.devices(license) if license else ()
        own = self._client.state.text("device")
        others = [one for one in devices if one.id != own]
        if not others:
            self._terminal.say("none_to_free")
            return
        chosen = self._terminal.choose([one.name for one in others])
        if chosen is not None:
            told = self._client.release_device(others[chosen].id)
            self._terminal.say("freed")
            if told.get("seat_returns_at"):
                self._terminal.say("returns_at", moment=told["seat_returns_at"])

    def free_this(self) -> None:
        if not self._client.is_active:
            self._terminal.say("not_active")
        elif self._terminal.agrees("sure_to_free"):
            returns_at = self._client.release()
            self._terminal.say("freed")
            if returns_at is not None:
                self._terminal.say("returns_at", moment=f"{returns_at:%Y-%m-%d %H:%M}")

    def offline(self) -> None:
        self._terminal.menu(
            self._terminal.word("work_offline"),
            lambda: self._told(
                [
                    ("request_file", self.save_request),
                    ("load_file", self.load_file),
                    ("fetch_file", self.fetch_file),
                ]
            ),
        )

    def save_request(self) -> None:
        path = Path(self._terminal.ask("ask_path"))
        try:
            path.write_text(self._client.make_request() + "\n", encoding="ascii")
        except OSError as error:
            self._terminal.say("file_trouble", reason=error.strerror)
            return
        self._terminal.say("request_saved")

    def load_file(self) -> None:
        path = Path(self._terminal.ask("ask_path"))
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            self._terminal.say("file_trouble", reason=error)
            return
        self._tell_file(self._client.load_license_file(content).expires.isoformat())

    def fetch_file(self) -> None:
        if not self._client.is_active:
            self._terminal.say("not_active")
            return
        self._tell_file(self._client.fetch_license_file().expires.isoformat())

    def _tell_file(self, moment: str) -> None:
        self._terminal.say("file_loaded", moment=moment[:16].replace("T", " "))

    def entities(self) -> None:
        """A client of the office: signed in, or with the activation code."""
        number = registering.number_of(self._client)
        if not number:
            self._terminal.say("no_number")
            return
        tax_id, name = self._terminal.ask("ask_tax_id"), self._terminal.ask("ask_name")
        license = self._client.verdict().license
        if self._client.is_signed_in and license:
            self._client.register_entity(license, tax_id=tax_id, name=name)
        else:
            code = self._terminal.ask("ask_code")
            self._client.register_entity_by_code(number, code, tax_id=tax_id, name=name)
        self._terminal.say("entity_added")


def tell(terminal: Terminal, verdict: Verdict) -> None:
    """The verdict with all that a person wants to know of it."""
    mode = terminal.word(f"mode_{verdict.mode}")
    terminal.say("mode_line", mode=mode, sentence=verdict.sentence)
    if verdict.metric == "seats" and verdict.size is not None and verdict.taken is not None:
        terminal.say("seats_line", taken=verdict.taken, size=verdict.size)
    if verdict.valid_to is not None:
        terminal.say("valid_line", day=verdict.valid_to)
    elif verdict.license:
        terminal.say("endless_line")
    if verdict.days_left is not None:
        terminal.say("days_line", days=verdict.days_left)
    if verdict.works_until is not None:
        terminal.say("offline_line", moment=f"{verdict.works_until:%Y-%m-%d %H:%M}")
    step = verdict.next_step
    if step.code != "none" and step.sentence != verdict.sentence:
        terminal.say("next_line", sentence=step.sentence, url=step.url)
    for notice in verdict.notices:
        terminal.say("notice_line", sentence=notice.sentence, url=notice.url)
    for warning in verdict.warnings:
        terminal.show(f"! {explain(warning, terminal.language)}")
