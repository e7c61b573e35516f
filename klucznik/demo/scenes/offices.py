"""An accounting office and its clients: shared, waiting, lost on the way, read after the end, running unregistered."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.utils import timezone

from klucznik.companies.models import Company, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.demo.casting import company, engage, person
from klucznik.demo.customers import DATA
from klucznik.demo.scenes.licenses import license_of, product
from klucznik.demo.scenes.order import scene
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.models import Invitation
from klucznik.offices.actions.accepting import accept_share, decline_share
from klucznik.offices.actions.assigning import assign
from klucznik.offices.actions.clients import end_client, register_client
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.seen import note_first_run
from klucznik.offices.actions.sharing import share_application
from klucznik.offices.models import Client, Share, Side

OFFICE = "saldo"
SERVED = {
    "ela": ("rogal", "malwa", "orzel", "fala", "lipa"),
    "robert": ("rumianek", "beta", "babel", "sowa", "bocian"),
}


@dataclass(frozen=True)
class Firm:
    """A client of the office, as the office knows it."""

    key: str
    program: str
    tax_id: TaxId
    name: str
    street: str
    postcode: str
    city: str
    email: str


@scene(days_ago=80)
def hanna_hires_and_registers_her_clients() -> None:
    """Three clients for nexo, while two licenses had room for four; one of the licenses has ended since."""
    for key in SERVED:
        email = f"{key}@saldo.example"
        invite_member(person("hanna"), company(OFFICE), email=email, role=Role.USER)
        engage(key)
        accept_invitation(person(key), Invitation.objects.get(email=email))
    for firm in firms().values():
        if firm.program:
            register(firm)
    for key, clients in SERVED.items():
        for one in clients:
            assign(person("hanna"), client(one), member=person(key))


@scene(days_ago=69)
def subiekt_is_shared_with_rogal() -> None:
    share("rogal")
    join("kamil", "rogal")


@scene(days_ago=45)
def more_clients_of_every_kind() -> None:
    """Malwina accepts, Jerzy declines; programs run for two firms that nobody registered."""
    share("malwa")
    join("malwina", "malwa")
    share("babel")
    decline_share(None, share_of("babel"))
    run("mlyn", days_ago=59)
    run("kowadlo", days_ago=51)


@scene(days_ago=10)
def two_clients_leave() -> None:
    """Malwina can read and export for thirty days."""
    end_client(person("hanna"), client("ptaszek"))
    end_share(person("hanna"), share_of("malwa"), side=Side.OFFICE)


@scene(days_ago=6)
def two_invitations_go_wrong() -> None:
    """The one for Orzeł is accepted by the wrong person; the address for Fala does not exist."""
    share("orzel")
    join("tymon", "orzel")
    share("fala")


@scene(days_ago=2)
def two_invitations_wait() -> None:
    """Damian got the one for Beta; whether Beta takes it, Celina decides."""
    share("rumianek")
    share("beta")
    accept_share(person("damian"), share_of("beta"))


@cache
def firms() -> dict[str, Firm]:
    """The clients by their short names."""
    with (DATA / "clients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {row["key"]: Firm(tax_id=TaxId("PL", row.pop("tax_id")), **row) for row in rows}


def client(key: str) -> Client:
    """A client of Saldo that is on stage already."""
    number = firms()[key].tax_id.number
    return Client.objects.get(office=company(OFFICE), tax_number=number)


def share_of(key: str) -> Share:
    return Share.objects.filter(client=client(key)).latest("pk")


def company_of(key: str) -> Company:
    """The client's own company, since somebody accepted."""
    return Company.objects.with_tax_id(firms()[key].tax_id).get()


def share(key: str) -> Share:
    """Offer Subiekt 123 to a client."""
    firm = firms()[key]
    return share_application(
        person("hanna"),
        client(key),
        license=license_of(OFFICE, "subiekt-123-gt"),
        name=firm.name,
        street=firm.street,
        postcode=firm.postcode,
        city=firm.city,
        email=firm.email,
    )


def join(who: str, key: str) -> None:
    """Make an account and accept."""
    engage(who)
    accept_share(person(who), share_of(key))


def register(firm: Firm) -> None:
    register_client(
        person("hanna"),
        company(OFFICE),
        program=product(firm.program),
        tax_id=firm.tax_id,
        name=firm.name,
        source=Client.Source.PORTAL,
    )


def run(key: str, *, days_ago: int) -> None:
    """A program works for a firm without a registration; days before the real today, whatever the hour of the scene."""
    note_first_run(
        None,
        company(OFFICE),
        product=product("rachmistrz-gt"),
        tax_id=firms()[key].tax_id,
        name=firms()[key].name,
        first_run_on=timezone.localdate() - timedelta(days=days_ago),
    )
