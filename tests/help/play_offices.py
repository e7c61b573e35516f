"""Plays of the articles about accounting offices: clients, sharing, the invitation, the end."""

from __future__ import annotations

from types import SimpleNamespace

from klucznik.companies.models import Role
from klucznik.offices.invitations import secret_of
from tests import factories
from tests.help.plays import Play, answer, do, enter, letter, play, see, send
from tests.offices import factory
from tests.offices.test_way_of_sharing import typed

OFFICE = {"company": "{office.public_id}"}
CLIENT = OFFICE | {"client": "{client.public_id}"}
SERVED = OFFICE | {"client": "{served.client.public_id}"}
THEIRS = {"company": "{served.company.public_id}"}
END = THEIRS | {"share": "{served.public_id}"}
LINK = {"secret": "{secret}"}


def office(things: SimpleNamespace) -> None:
    """An office with a client to whom nothing is shared; somebody of it serves the client."""
    things.office, things.head = factory.office()
    things.client = factory.client(things.office, "Kwiaciarnia Róża")
    things.number = factories.tax_number()
    factory.assign(things.client, factory.employee(things.office))


def office_that_shares(things: SimpleNamespace) -> None:
    """Another client has accepted."""
    office(things)
    things.served = factory.active_share(factory.client(things.office, "Tartak Sosna"))
    things.owner = things.served.accepted_by


def data_are_typed(things: SimpleNamespace) -> None:
    office_that_shares(things)
    things.typed = typed(things.client)


def invited(things: SimpleNamespace) -> None:
    """Kamil is invited for a company that the portal does not have."""
    office_that_shares(things)
    things.kamil = factories.person("Kamil", "Kliencki", email="kamil@example.com")
    things.secret = secret_of(factory.share(things.client, "kamil@example.com"))


def invited_elsewhere(things: SimpleNamespace) -> None:
    """The next invitation is for a company that has an administrator."""
    client = factory.client(things.office, "Stolarnia Dąb")
    theirs = factories.company("Stolarnia Dąb", tax_number=client.tax_number)
    factories.membership(theirs, things.dorota, Role.GLOBAL_ADMINISTRATOR)
    things.secret = secret_of(factory.share(client, "kamil@example.com"))


DATA = {
    name: f"{{typed[{name}]}}"
    for name in ("license", "name", "street", "postcode", "city", "email", "language", "starts_on")
}

PLAYS: dict[str, Play] = {
    "office-clients": play(
        enter("head"),
        see("offices:clients", **OFFICE),
        see("offices:add", **OFFICE),
        send("offices:add", {"tax_id": "{number}"}, **OFFICE),
        answer({"name": "Piekarnia Kłos"}),
        see("offices:client", **CLIENT),
        see("offices:client_people", **CLIENT),
        see("offices:people", **OFFICE),
        see("offices:file", **OFFICE),
        see("offices:end", **CLIENT),
        stage=office,
    ),
    "office-share": play(
        enter("head"),
        see("offices:clients", **OFFICE),
        see("offices:share", **CLIENT),
        send("offices:share_email", DATA, **CLIENT),
        send("offices:share_summary", DATA, **CLIENT),
        send("offices:share_confirm", DATA, **CLIENT),
        see("offices:client", **CLIENT),
        see("offices:share_correct", **CLIENT),
        send("offices:share_correct", {"email": "dobry@example.com"}, **CLIENT),
        letter("dobry@example.com"),
        see("offices:client", **SERVED),
        see("offices:share_withdraw", **SERVED),
        stage=data_are_typed,
    ),
    "office-invitation": play(
        see("shares:show", **LINK),
        enter("bogna"),
        see("shares:show", **LINK),
        enter("kamil"),
        see("shares:show", **LINK),
        answer(),
        do(invited_elsewhere),
        see("shares:show", **LINK),
        answer(),
        enter("owner"),
        see("served:office", **THEIRS),
        see("shares:find"),
        stage=invited,
    ),
    "office-ends": play(
        enter("head"),
        see("offices:client", **SERVED),
        see("offices:share_end", **SERVED),
        enter("owner"),
        see("served:office", **THEIRS),
        see("served:end", **END),
        send("served:end", {}, **END),
        see("served:office", **THEIRS),
        stage=office_that_shares,
    ),
}
