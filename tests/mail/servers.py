"""A real mail server on this machine that does what a test tells it to do."""

from __future__ import annotations

import socket
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """Takes messages, unless a test says otherwise: `answers` by address, a `left` that runs out, a silent one."""

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.ids: list[str] = []
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.hang_up_after: int | None = None
        self.lines = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self.lines += 1
        session.host_name = host
        return answers

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hang_up_after is not None and len(self.got) >= self.hang_up_after:
            assert server.transport is not None
            server.transport.abort()
            return "421 gone"
        to = envelope.rcpt_tos[0]
        if to in self.data:
            return self.data[to]
        self.got.append(envelope)
        self.ids.append(_message_id(envelope))
        return "250 OK"

    @property
    def by_address(self) -> Counter[str]:
        return Counter(one.rcpt_tos[0] for one in self.got)


class Server:
    """The server at one port, which a test stops and starts again."""

    def __init__(self, settings: Any) -> None:
        self.sink = Sink()
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", self.port
        settings.EMAIL_TIMEOUT = 5
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


def _message_id(envelope: Envelope) -> str:
    lines = bytes(envelope.content or b"").split(b"\r\n")
    return next(line.decode() for line in lines if line.lower().startswith(b"message-id:"))
