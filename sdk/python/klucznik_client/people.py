"""Signing a person in through the browser, and what they may do then: register licenses and entities, free devices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from klucznik_client.errors import Refused, SignInOver
from klucznik_client.portal import Portal
from klucznik_client.things import Device, Person, Registration, SignIn, objects, text
from klucznik_client.transport import Call

STATEMENTS = ("license_terms", "subscription_information", "data_processing")


class People(Portal):
    """The calls of a person."""

    poll_after = 5  # seconds until the next poll; grows when the portal asks for patience

    def begin_sign_in(self) -> SignIn:
        """Ask for a code. Show it with its address, then call `poll` every `poll_after` seconds."""
        body = {
            "program": self.program,
            "device_name": self.device_name,
            "version": self.version,
        }
        reply = self._write("/program-sign-in", body)
        self.state.update(sign_in=text(reply, "device_code"))
        self.poll_after = _seconds(reply, "interval", 5)
        return SignIn(
            user_code=text(reply, "user_code"),
            verification_url=text(reply, "verification_url"),
            verification_url_complete=text(reply, "verification_url_complete"),
            expires_in=_seconds(reply, "expires_in", 600),
            interval=self.poll_after,
        )

    def poll(self) -> Person | None:
        """The person, once they confirmed; None while they have not; SignInOver if they will not."""
        code = self.state.text("sign_in")
        if not code:
            raise SignInOver("expired_token", "No sign-in was begun.")
        call = Call("POST", "/program-sign-in/token", {"device_code": code}, tries=1)
        try:
            reply = self._transport.send(call).body
        except Refused as refused:
            if refused.code == "slow_down" or refused.status == 429:
                self.poll_after += 5
                return None
            if refused.code == "authorization_pending":
                return None
            if refused.code in {"access_denied", "expired_token"}:
                self.state.update(sign_in=None)
                raise SignInOver(refused.code, str(refused)) from None
            raise
        self.state.update(sign_in=None, token=text(reply, "token"))
        person = reply.get("person")
        return Person.of(person if isinstance(person, dict) else {})

    def sign_out(self) -> None:
        """Forget the person here, and tell the portal that their token ends."""
        token = self.state.text("token")
        self.state.update(token=None, sign_in=None)
        if token:
            try:
                self._transport.send(Call("DELETE", "/program-sign-in/token", secret=token))
            except Refused as refused:
                if refused.status != 401:
                    raise

    def me(self) -> Person:
        """Who is signed in, with their companies."""
        return Person.of(self._get("/me", self._token()))

    def register(
        self,
        number: str,
        *,
        company: str = "",
        tax_id: str = "",
        seller: str = "",
        care_partner: str = "",
        place_of_use: str = "",
        statements: Iterable[str] = STATEMENTS,
    ) -> Registration:
        """Register a license for a company of the person who is signed in."""
        body = {
            "number": number,
            **({"company": company} if company else {"tax_id": tax_id}),
            "program": self.program,
            "version": self.version,
            "seller": seller,
            "care_partner": care_partner,
            "place_of_use": place_of_use,
            "statements": list(statements),
        }
        return _registration(self._write("/licenses/register", body, self._token()))

    def register_entity(
        self, license: str, *, tax_id: str, name: str, kind: str = "client"
    ) -> Mapping[str, Any]:
        """Register a client of an office (or the company itself: kind="own") on its license."""
        body = {"tax_id": tax_id, "name": name, "kind": kind}
        return self._write(f"/licenses/{quote(license, safe='')}/entities", body, self._token())

    def register_entity_by_code(
        self, number: str, activation_code: str, *, tax_id: str, name: str
    ) -> Mapping[str, Any]:
        """The same without signing in, with the activation code that came by e-mail."""
        body = {
            "number": number,
            "activation_code": activation_code,
            "tax_id": tax_id,
            "name": name,
        }
        return self._write("/entities/by-code", body)

    def devices(self, license: str) -> tuple[Device, ...]:
        """The computers that have a seat of this license."""
        route = f"/licenses/{quote(license, safe='')}/devices"
        reply = self._get(route, self._token())
        found = Device.all_of(reply.get("devices"))
        while text(reply, "next"):
            after = quote(text(reply, "next"), safe="")
            reply = self._get(f"{route}?after={after}", self._token())
            found += Device.all_of(reply.get("devices"))
        return found

    def release_device(self, device: str) -> Mapping[str, Any]:
        """Free the seat of another computer, for example a dead one. The reply says when the seat returns."""
        return self._write(f"/devices/{quote(device, safe='')}/release", {}, self._token())

    def fetch_keys(self) -> tuple[Mapping[str, Any], ...]:
        """The portal's list of keys. It can take trust from a key that this program knows, and never give it."""
        listed = objects(self._get("/keys").get("keys"))
        revoked = {text(one, "key_id") for one in listed if one.get("revoked_at")}
        known = set(self.keys.revoked) | (revoked & self._keys.ids)
        self.state.update(revoked_keys=sorted(known) or None)
        return tuple(listed)


def _seconds(reply: Mapping[str, Any], name: str, usual: int) -> int:
    value = reply.get(name)
    return value if type(value) is int and 0 < value < 86_400 else usual


def _registration(reply: Mapping[str, Any]) -> Registration:
    step = reply.get("next_step")
    return Registration(
        license=text(reply, "license"),
        status=text(reply, "status"),
        next_step=text(step, "sentence") if isinstance(step, dict) else text(reply, "next_step"),
        activation_code_sent=reply.get("activation_code_sent") is True,
    )
