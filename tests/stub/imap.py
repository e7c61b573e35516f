"""A mailbox that speaks IMAP4rev1, as much of it as a reader of returned mail needs, with accidents of real ones."""

from __future__ import annotations

import base64
import re
import socketserver
import threading
from typing import Any


class Mailbox:
    """What lies in the folder, by UID, with its flags; and what goes wrong next."""

    def __init__(self) -> None:
        self.messages: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        self.accident = ""
        self.commands: list[str] = []

    def put(self, data: bytes) -> int:
        number = max(self.messages, default=0) + 1
        self.messages[number], self.flags[number] = data, set()
        return number

    def unseen(self) -> list[int]:
        return [number for number in self.messages if "\\Seen" not in self.flags[number]]

    def expunge(self) -> None:
        for number in [one for one, flags in self.flags.items() if "\\Deleted" in flags]:
            del self.messages[number], self.flags[number]


class ImapServer:
    """`with ImapServer() as server:` a mailbox at 127.0.0.1 on a port of its own."""

    user, password = "zwroty", "tajne hasło"  # or, in ASCII, "sekret"

    def __init__(self) -> None:
        self.box = Mailbox()
        handler = type("Handler", (Session,), {"box": self.box})
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> ImapServer:
        self.thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def place(self) -> dict[str, Any]:
        """What settings.INBOX says of it."""
        port = self.server.server_address[1]
        signs_in = {"user": self.user, "password": self.password}
        return {"host": "127.0.0.1", "port": port, "folder": "INBOX", "tls": False} | signs_in


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    box: Mailbox

    def handle(self) -> None:
        self.say("* OK [CAPABILITY IMAP4rev1] ready")
        while line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n"):
            tag, _, rest = line.partition(" ")
            self.box.commands.append(rest.split(" ")[0].upper() + " " + rest.partition(" ")[2][:40])
            if self.box.accident == "hangs up" and "FETCH" in rest.upper():
                return
            if not self.answer(tag, rest):
                return

    def answer(self, tag: str, rest: str) -> bool:
        name, _, arguments = rest.partition(" ")
        match name.upper():
            case "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN")
            case "LOGIN":
                self.signs_in(tag, arguments.replace('"', "") == "zwroty sekret")
                return True
            case "AUTHENTICATE":
                self.say("+ ")
                words = base64.b64decode(self.rfile.readline()).decode()
                self.signs_in(tag, words == "\0zwroty\0tajne hasło")
                return True
            case "SELECT":
                self.say(f"* {len(self.box.messages)} EXISTS")
                self.say(f"{tag} OK [READ-WRITE] selected")
                return True
            case "UID":
                self.uid(arguments)
            case "EXPUNGE":
                self.box.expunge()
            case "LOGOUT":
                self.say("* BYE")
                self.say(f"{tag} OK bye")
                return False
        self.say(f"{tag} OK done")
        return True

    def signs_in(self, tag: str, is_right: bool) -> None:
        if is_right and self.box.accident != "wrong password":
            self.say(f"{tag} OK signed in")
        else:
            self.say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")

    def uid(self, arguments: str) -> None:
        name, _, rest = arguments.partition(" ")
        if name.upper() == "SEARCH":
            self.say("* SEARCH " + " ".join(map(str, self.box.unseen())))
            return
        number = int(rest.split(" ")[0])
        data = self.box.messages.get(number)
        if data is None:
            return
        if name.upper() == "STORE":
            self.box.flags[number] |= set(re.findall(r"\\\w+", rest))
        elif "RFC822.SIZE" in rest:
            self.say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(data)})")
        else:
            self.wfile.write(f"* {number} FETCH (UID {number} BODY[] {{{len(data)}}}\r\n".encode())
            self.wfile.write(data + b")\r\n")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")
