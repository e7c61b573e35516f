"""The portal as a cloud application sees it: many people, each with a token that the application keeps for them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from klucznik_client.errors import Refused, SignInOver
from klucznik_client.places import Access, ServedClient
from klucznik_client.things import Person, SignIn, objects, text, whole
from klucznik_client.transport import Call, Transport
from klucznik_client.version import VERSION


class Application:
    """Asks the portal on behalf of whoever is in front of the application. It remembers nobody."""

    def __init__(
        self,
        base_url: str,
        name: str,
        *,
        language: str = "pl",
        place: str = "",
        timeout: float = 10.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name, self.place = name, (place or name)[:80]
        agent = f"klucznik-client/{VERSION} ({name})".encode("ascii", "replace").decode()
        self._language = language
        self._transport = Transport(
            base_url, agent=agent, language=language, timeout=timeout, pause=pause
        )

    # --- signing in

    def begin_sign_in(self) -> tuple[SignIn, str]:
        """What to show, and the secret with which this one sign-in is finished."""
        reply = self._post("/program-sign-in", {"program": self.name, "device_name": self.place})
        interval = max(1, whole(reply, "interval") or 5)
        sign_in = SignIn(
            user_code=text(reply, "user_code"),
            verification_url=text(reply, "verification_url"),
            verification_url_complete=text(reply, "verification_url_complete"),
            expires_in=whole(reply, "expires_in") or 600,
            interval=interval,
        )
        return sign_in, text(reply, "device_code")

    def finish_sign_in(self, secret: str) -> tuple[str, Person] | None:
        """The person and their token once they confirmed; None before; SignInOver if they will not."""
        call = Call("POST", "/program-sign-in/token", {"device_code": secret}, tries=1)
        try:
            reply = self._transport.send(call).body
        except Refused as refused:
            if refused.status == 429 or refused.code in {"slow_down", "authorization_pending"}:
                return None
            if refused.code in {"access_denied", "expired_token"}:
                raise SignInOver(refused.code, str(refused)) from None
            raise
        person = reply.get("person")
        return text(reply, "token"), Person.of(person if isinstance(person, dict) else {})

    def sign_out(self, token: str) -> None:
        """The token ends; one that is over already is no trouble."""
        try:
            self._transport.send(Call("DELETE", "/program-sign-in/token", secret=token))
        except Refused as refused:
            if refused.status != 401:
                raise

    # --- what a person may do

    def me(self, token: str) -> Person:
        """Who it is, with their companies."""
        return Person.of(self._get("/me", token))

    def access(self, token: str, company: str, product: str) -> Access:
        """Whether this person opens a product in a company of theirs, now."""
        route = f"/companies/{_safe(company)}/access/{_safe(product)}?language={self._language}"
        return Access.of(self._get(route, token))

    def clients(
        self, token: str, product: str, after: str = ""
    ) -> tuple[tuple[ServedClient, ...], str]:
        """A page of the clients whom this person serves and an office shares the product with; the next page's mark.

        A portal that knows no offices has none.
        """
        route = f"/office/clients?product={_safe(product)}&after={_safe(after)}"
        reply = self._get_if_there(route, token)
        rows = tuple(ServedClient.of(one) for one in objects(reply.get("clients")))
        return rows, text(reply, "next")

    def client(self, token: str, client: str) -> ServedClient | None:
        """One of them; None for a client whom this person does not serve now."""
        reply = self._get_if_there(f"/office/clients/{_safe(client)}", token)
        return ServedClient.of(reply) if reply else None

    def client_access(self, token: str, client: str, product: str) -> Access:
        """Whether this person opens a product for a client of the office, now."""
        route = f"/office/clients/{_safe(client)}/access/{_safe(product)}"
        return Access.of(self._get(f"{route}?language={self._language}", token))

    def find_share(self, tax_id: str, number: str) -> str:
        """Ask that the invitation be sent again. The answer is a sentence, and the same whether there is one or not."""
        route = f"/shares/find?language={self._language}"
        return text(self._post(route, {"tax_id": tax_id, "license_number": number}), "sentence")

    # --- calls

    def _get(self, route: str, token: str) -> Mapping[str, Any]:
        return self._transport.send(Call("GET", route, secret=token, tries=2)).body

    def _get_if_there(self, route: str, token: str) -> Mapping[str, Any]:
        try:
            return self._get(route, token)
        except Refused as refused:
            if refused.status == 404:
                return {}
            raise

    def _post(self, route: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        call = Call("POST", route, body, key=secrets.token_hex(16), tries=2)
        return self._transport.send(call).body


def _safe(part: str) -> str:
    return quote(part, safe="")
