"""What somebody of an accounting office does from a program: its entity registered, clients seen to, shares made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from klucznik_client.people import People
from klucznik_client.things import objects, text
from klucznik_client.transport import Call


class Offices(People):
    """The calls of an office. `company` is the office, by the id that `me` tells."""

    def register_office_entity(
        self,
        numbers: Iterable[str],
        *,
        tax_id: str,
        name: str,
        choice: str = "client",
        company: str = "",
        first_run_on: date | None = None,
    ) -> Mapping[str, Any]:
        """Register the entity for which the program works, by the numbers of the licenses with which it does.

        `choice` is client, own or later. Refused with AccountMismatch where the person who is signed in has none of
        these licenses in their companies.
        """
        body = {
            "numbers": list(numbers),
            "tax_id": tax_id,
            "name": name,
            "choice": choice,
            "company": company,
            "program": self.program,
            "first_run_on": first_run_on.isoformat() if first_run_on else None,
        }
        return self._write("/office-entities", body, self._token())

    def office_clients(self, company: str, *, state: str = "") -> tuple[Mapping[str, Any], ...]:
        """The clients of the office that this person sees; `state` is registered, unregistered or ended."""
        route, found, after = f"{_clients(company)}?state={quote(state, safe='')}", [], ""
        while True:
            reply = self._get(
                route + (f"&after={quote(after, safe='')}" if after else ""), self._token()
            )
            found += objects(reply.get("clients"))
            after = text(reply, "next")
            if not after:
                return tuple(found)

    def register_client(
        self, company: str, *, tax_id: str, name: str, program: str
    ) -> Mapping[str, Any]:
        """Register a client under a product of the office that shares an application."""
        body = {"tax_id": tax_id, "name": name, "program": program}
        return self._write(_clients(company), body, self._token())

    def share(self, company: str, client: str, *, email: str, **details: Any) -> Mapping[str, Any]:
        """Share with a registered client; the invitation goes to the address.

        `details`: license, name, street, postcode, city, starts_on (a date), language.
        """
        begins = details.pop("starts_on", None)
        body = {"email": email, **details, "starts_on": begins.isoformat() if begins else None}
        return self._write(f"{_clients(company, client)}/share", body, self._token())

    def end_share(self, company: str, client: str) -> Mapping[str, Any]:
        """End the sharing: the place is free; `reading_until` says how long the client may still read."""
        call = Call("DELETE", f"{_clients(company, client)}/share", secret=self._token())
        return self._transport.send(call).body


def _clients(company: str, client: str = "") -> str:
    route = f"/companies/{quote(company, safe='')}/clients"
    return f"{route}/{quote(client, safe='')}" if client else route
