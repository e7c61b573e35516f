"""The client of a program: activate this computer, ask what it may do, work offline, give the seat back."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from klucznik_client import answers, devices, entities, judging, license_files, tokens, witness
from klucznik_client.answers import Notice, SignedAnswer, Verdict
from klucznik_client.entities import Entity
from klucznik_client.errors import InvalidToken, KlucznikError
from klucznik_client.judging import Known
from klucznik_client.license_files import LicenseFile
from klucznik_client.offices import Offices
from klucznik_client.things import text
from klucznik_client.transport import Call
from klucznik_client.values import moment, written

REST = 300.0  # seconds without another try after the portal did not answer
KEYS_EVERY = timedelta(days=1)


class Client(Offices):
    """All calls of one program on one computer. `check` is the one that a program makes at every start."""

    _rests_until = 0.0

    # What may the program do?

    def check(self, *, force: bool = False) -> Verdict:
        """The verdict: asked of the portal when it is time, else known already. Never an exception."""
        secret, known = self.state.text("device_secret"), self._known()
        if not secret or not (force or self._is_due(known)):
            return judging.offline(known)
        verdict = self._check(secret)
        if verdict is None:
            return self.verdict()
        self._refresh()
        return verdict

    def check_entity(self, tax_id: str, *, name: str = "", force: bool = False) -> Entity:
        """How an entity of an office stands: asked of the portal when it is time, else known already.

        Ask when the entity is opened. The first question about one that nobody registered begins its days. Never an
        exception; documents are changed where both the verdict and the entity `can_change`.
        """
        secret, answer = self.state.text("device_secret"), self._answer_about(tax_id)
        if secret and (force or self._is_due(replace(self._known(), answer=answer))):
            self._check(secret, entity=tax_id, entity_name=name)
        return self.entity(tax_id)

    def entity(self, tax_id: str) -> Entity:
        """What is known of an entity, without asking anybody."""
        kept, known = self.state.table("entities"), self._known()
        answer = self._answer_about(tax_id)
        return entities.standing(tax_id, answer, kept, known.now, self.language)

    def heartbeat(self) -> Verdict:
        """Say that the program still runs: keeps a floating seat. Every few minutes; never an exception."""
        secret = self.state.text("device_secret")
        nonce = secrets.token_urlsafe(18)
        call = Call("POST", "/heartbeat", {"nonce": nonce}, secret, tries=1)
        return (self._ask(call, nonce) if secret else None) or self.verdict()

    def verdict(self) -> Verdict:
        """What is known without asking anybody: fast, for every menu and button."""
        return judging.offline(self._known())

    def notices(self) -> tuple[Notice, ...]:
        """What the portal last asked to be shown."""
        return answers.words(self.state.table("said"))[2]

    # This computer's seat

    def activate(
        self,
        number: str = "",
        *,
        license: str = "",
        code: str = "",
        same_as: str = "",
        is_new: bool = False,
    ) -> Verdict:
        """Take a seat for this computer.

        NoFreeSeat names the devices that the person may free; MaybeSameDevice asks whether this is one of its
        candidates: answer with `same_as` or `is_new`.
        """
        body: dict[str, Any] = {
            **({"license": license} if license else {"number": number}),
            "product": self.program,
            "version": self.version,
            "device": self._device(),
            "public_key": witness.public_key(self.state),
            "language": self.language,
            **({"code": code} if code else {}),
            **({"same_as": same_as} if same_as else {}),
            **({"is_new": True} if is_new else {}),
            **({"wants_file": True} if self._wants_file else {}),
        }
        reply = self._write("/activations", body, self.state.text("token"))
        device = reply.get("device")
        self.state.update(
            device=text(device, "id") if isinstance(device, dict) else text(reply, "device"),
            device_secret=text(reply, "device_secret"),
            signed=None,
            said=None,
            file=None,
            counter=None,
        )
        if text(reply, "file"):
            self._keep_file(text(reply, "file"))
        signed = self._believe(reply, "")
        return judging.answered(self._known(), signed)

    def release(self) -> datetime | None:
        """Give this computer's seat back. The moment at which it is free, when that is later than now."""
        secret = self.state.text("device_secret")
        reply = self._write("/release", {}, secret) if secret else {}
        self.state.update(
            device=None, device_secret=None, signed=None, said=None, file=None, counter=None
        )
        try:
            return moment(reply.get("seat_returns_at"))
        except ValueError:
            return None

    def witness(self, code: str) -> None:
        """Sign the code that the portal shows to whoever claims the keys of the company, for this installation.

        Refused: `no_witness` (too new, or activated before it had a key), `unknown_challenge`, `too_many_tries`.
        """
        body = {"code": witness.plain(code), "signature": witness.signature(self.state, code)}
        self._write("/witness", body, self.state.text("device_secret"))

    # Without the internet

    def fetch_license_file(self) -> LicenseFile:
        """A fresh license file for this computer, kept for days without a connection."""
        secret = self.state.text("device_secret")
        reply = self._write("/license-file", {"parts": self._parts}, secret)
        return self._keep_file(text(reply, "file"))

    def load_license_file(self, content: str) -> LicenseFile:
        """Take a license file that came by e-mail, stick or portal; InvalidToken when it is not for here.

        Line breaks and spaces that mail programs put in are forgiven.
        """
        return self._keep_file("".join(content.split()))

    def make_request(self) -> str:
        """The text of a request file: the portal makes a license file for this computer from it."""
        request = {
            "format": "klucznik-request-1",
            "product": self.program,
            "version": self.version,
            "device": self._device(),
            "nonce": secrets.token_urlsafe(18),
        }
        plain = json.dumps(request, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode("utf-8", "replace")).decode().rstrip("=")

    def license_file(self) -> LicenseFile | None:
        """The license file that is kept here, if it is still genuine and for this computer."""
        try:
            return self._read_file(self.state.text("file"))[0]
        except InvalidToken:
            return None

    # Inside

    def _check(self, secret: str, **entity: str) -> Verdict | None:
        nonce = secrets.token_urlsafe(18)
        body: dict[str, Any] = {"version": self.version, "language": self.language}
        body |= {"nonce": nonce, "parts": self._parts, **entity}
        return self._ask(Call("POST", "/check", body, secret, tries=2), nonce)

    def _answer_about(self, tax_id: str) -> SignedAnswer | None:
        owner = (self.program, self.state.text("device"))
        return entities.answer_about(self.state.table("entities"), tax_id, self.keys, owner)

    def _ask(self, call: Call, nonce: str) -> Verdict | None:
        """The portal's verdict, or None if it gave none that can be believed."""
        try:
            signed = self._believe(self._transport.send(call).body, nonce)
        except KlucznikError:
            self._rests_until = self._elapsed() + REST
            return None
        self._rests_until = 0.0
        return judging.answered(self._known(), signed)

    def _believe(self, reply: Mapping[str, Any], nonce: str) -> SignedAnswer:
        """Keep an answer that is genuine, meant for this device and, where a nonce was sent, fresh."""
        said = reply.get("answer")
        said = said if isinstance(said, dict) else reply
        token = text(reply, "signed") or text(said, "signed")
        signed = answers.read(token, self.keys)
        mine = (signed.product, signed.device) == (self.program, self.state.text("device"))
        if not mine or signed.nonce != nonce:
            raise InvalidToken("other_device", "This answer was made for somebody else.")
        self._clock.trust(signed.at) if nonce else self._clock.learn(signed.at)
        shown = {name: said.get(name) for name in ("sentence", "next_step", "notices")}
        kept = entities.remembered(self.state.table("entities"), signed, token, said)
        self.state.update(
            signed=token, said=shown, signed_time=written(signed.at), entities=kept or None
        )
        return signed

    def _keep_file(self, content: str) -> LicenseFile:
        file, _ = self._read_file(content)
        stated = max(file.issued, self._moment("signed_time") or file.issued)
        if file.counter > self.state.whole("counter"):
            self._clock.trust(stated)  # a new file starts the count of days anew
        changes = {"device": file.device} if not self.state.text("device_secret") else {}
        self.state.update(
            file=content, counter=file.counter or None, signed_time=written(stated), **changes
        )
        return file

    def _read_file(self, content: str) -> tuple[LicenseFile, str]:
        """A genuine file that belongs here, and how surely it does."""
        is_general = content.startswith(f"KL1.{tokens.REGISTRATION}.")
        purpose = tokens.REGISTRATION if is_general else tokens.DEVICE
        file = license_files.read(content, self.keys, purpose)
        likeness = license_files.check_place(
            file, product=self.program, parts=self._parts, counter=self.state.whole("counter")
        )
        return file, likeness

    def _kept(self) -> tuple[SignedAnswer | None, LicenseFile | None, str]:
        """The last answer and the license file. What cannot be believed is as if it were not there."""
        answer, file, likeness = None, None, devices.SAME
        with contextlib.suppress(InvalidToken):
            answer = answers.read(self.state.get("signed"), self.keys)
            if (answer.product, answer.device) != (self.program, self.state.text("device")):
                answer = None
        with contextlib.suppress(InvalidToken):
            file, likeness = self._read_file(self.state.text("file"))
        return answer, file, likeness

    def _known(self) -> Known:
        """All that can be judged by, at a time that no statement contradicts."""
        answer, file, likeness = self._kept()
        for stated in (answer.at if answer else None, file.issued if file else None):
            if stated is not None:
                self._clock.learn(stated)
        reading = self._clock.read()
        self._remember(reading.now)
        odd = [reading.warning, "device_changed" if likeness == devices.PERHAPS else ""]
        odd.append("" if self.state.is_saved else "not_saved")
        return Known(
            now=reading.now,
            language=self.language,
            answer=answer,
            said=self.state.table("said"),
            file=file,
            released=self._released,
            warnings=tuple(warning for warning in odd if warning),
            contact_grace=self._contact_grace,
            first_used_at=self._moment("first_used_at"),
            unregistered=self._unregistered,
            unregistered_end=self._unregistered_end,
        )

    def _remember(self, now: datetime) -> None:
        """The highest time known, to the hour, and when the program was first used."""
        known, before = self._clock.known, self._moment("known_time")
        changes = {} if self.state.text("first_used_at") else {"first_used_at": written(now)}
        if known is not None and (before is None or abs(known - before) >= timedelta(hours=1)):
            changes["known_time"] = written(known)
        if changes:
            self.state.update(**changes)

    def _is_due(self, known: Known) -> bool:
        if self._elapsed() < self._rests_until:
            return False
        return known.answer is None or known.now >= known.answer.next_contact_at

    def _refresh(self) -> None:
        """While the portal is there: its revoked keys once a day, and a fresh license file for whoever keeps one.

        A file binds the seat until it ends, even that of a computer that died; so there is none unless it is wanted.
        """
        known, asked = self._known(), self._moment("keys_asked_at")
        with contextlib.suppress(KlucznikError):
            if asked is None or abs(known.now - asked) >= KEYS_EVERY:
                self.fetch_keys()
                self.state.update(keys_asked_at=written(known.now))
        if not (self._wants_file or self.state.text("file")):
            return
        file = self.license_file()  # a revocation may have made it worthless a moment ago
        with contextlib.suppress(KlucznikError):
            if file is None or known.now - file.issued >= (file.expires - file.issued) / 2:
                self.fetch_license_file()
