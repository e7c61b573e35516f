"""Where somebody works: in a company of theirs, or for a client of their office. Only the portal says so, each time."""

from __future__ import annotations

from dataclasses import dataclass

from klucznik_client import Access, Application, Refused, ServedClient

CLIENT = "client-"


@dataclass(frozen=True)
class Place:
    """A company whose documents are shown: `documents` is where they are kept, whoever looks at them."""

    key: str
    documents: str
    name: str
    tax_id: str
    office: str = ""

    @property
    def is_served(self) -> bool:
        return self.key.startswith(CLIENT)


@dataclass(frozen=True)
class Places:
    """What somebody may choose from; `next` is the mark of further clients."""

    own: tuple[Place, ...]
    served: tuple[Place, ...]
    next: str = ""

    @property
    def only(self) -> Place | None:
        everything = self.own + self.served
        return everything[0] if len(everything) == 1 and not self.next else None


def places_of(portal: Application, token: str, product: str, after: str = "") -> Places:
    """Own companies (on the first page), and a page of the clients whom one serves in this application."""
    companies = () if after else portal.me(token).companies
    own = tuple(Place(one.id, one.documents, one.name, one.tax_id) for one in companies)
    clients, further = portal.clients(token, product, after)
    return Places(own, tuple(_served(one) for one in clients), further)


def find_place(portal: Application, token: str, key: str) -> Place | None:
    """The place behind an address, if it is this person's now."""
    if key.startswith(CLIENT):
        client = portal.client(token, key.removeprefix(CLIENT))
        return _served(client) if client else None
    companies = portal.me(token).companies
    found = next((one for one in companies if one.id == key), None)
    return Place(found.id, found.documents, found.name, found.tax_id) if found else None


def access_to(portal: Application, token: str, place: Place, product: str) -> Access | None:
    """The portal's verdict now; None when the place is gone meanwhile."""
    try:
        if place.is_served:
            return portal.client_access(token, place.key.removeprefix(CLIENT), product)
        return portal.access(token, place.key, product)
    except Refused as refused:
        if refused.status == 404:
            return None
        raise


def _served(one: ServedClient) -> Place:
    return Place(CLIENT + one.id, one.documents, one.name, one.tax_id, one.office)
