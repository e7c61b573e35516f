"""Plays of the articles about companies, their people, and who holds their keys."""

from __future__ import annotations

import tomllib
from types import SimpleNamespace

from klucznik.catalog.models import Line
from klucznik.companies.models import Role
from tests import factories
from tests.help.plays import Play, answer, do, enter, follow, letter, play, see, send, stranger
from tests.help.starter import SAMPLE

ALFA = {"company": "{alfa.public_id}"}
BOGNA = ALFA | {"member": "{bogna_place.public_id}"}
NEW_COMPANY = {
    "name": "Kwiaciarnia Nowa",
    "street": "Prosta 1",
    "postcode": "00-001",
    "city": "Warszawa",
    "statement": "on",
}


def keys(things: SimpleNamespace) -> None:
    """Anna has a second step; the places of the others are known by name."""
    factories.with_factor(things.anna)
    things.bogna_place = things.alfa.memberships.get(user=things.bogna)


def lines_of_the_catalog(_things: SimpleNamespace) -> None:
    """The product lines with their hints, as the sample catalog has them."""
    for line in tomllib.loads(SAMPLE.read_text())["line"]:
        known = {name: line[name] for name in ("name", "registration", "number_help")}
        Line.objects.update_or_create(code=line["code"], defaults=known)


def product_with_rights(things: SimpleNamespace) -> None:
    """An application of Alfa that takes a right of its own."""
    keys(things)
    product = factories.product(
        "subiekt-123", name="Subiekt 123", metric="users", needs_access=True
    )
    factories.license(things.alfa, product=product)


def adam_has_an_account(things: SimpleNamespace) -> None:
    """Somebody whom Anna will invite."""
    keys(things)
    things.adam = factories.person("Adam", email="adam@example.com", language=things.language)


def dorota_is_associated(things: SimpleNamespace) -> None:
    """She connected the company; and an application takes a right of its own."""
    product_with_rights(things)
    factories.membership(things.alfa, things.dorota, Role.ASSOCIATED, proven=False)


PLAYS: dict[str, Play] = {
    "connect-company": play(
        enter("dorota"),
        see("home"),
        see("companies:connect"),
        send("companies:connect", {"tax_id": "{alfa.tax_number}"}),
        answer({"license_number": "{alfa_license.number}", "statement": "on"}),
        see("companies:switch"),
        send("companies:connect", {"tax_id": "5252248481"}),
        answer(NEW_COMPANY),
    ),
    "license-number": play(
        do(lines_of_the_catalog),
        enter("dorota"),
        see("companies:connect"),
        enter("bartek"),
        see("home"),
    ),
    "company-data": play(
        enter("anna", factor=True),
        see("companies:data", **ALFA),
        see("companies:edit_data", **ALFA),
        see("companies:security", **ALFA),
        stage=keys,
    ),
    "add-users": play(
        enter("anna", factor=True),
        see("members:members", **ALFA),
        see("members:invite", **ALFA),
        send("members:invite", {"email": "adam@example.com", "role": "user"}, **ALFA),
        letter("adam@example.com"),
        do(lambda things: setattr(things, "invited", things.alfa.invitations.get())),
        see("members:invitation", **ALFA, invitation="{invited.public_id}"),
        stage=product_with_rights,
    ),
    "roles": play(
        enter("anna", factor=True),
        see("members:members", **ALFA),
        see("members:member", **BOGNA),
        see("members:keys", **BOGNA),
        stage=dorota_is_associated,
    ),
    "no-rights": play(
        enter("bogna"),
        see("home"),
        see("members:my_access", **ALFA),
        see("members:no_access", **ALFA, product="subiekt-123"),
        see("members:members", **ALFA, status=403),
        stage=product_with_rights,
    ),
    "remove-user": play(
        enter("anna", factor=True),
        see("members:members", **ALFA),
        see("members:member", **BOGNA),
        see("members:remove", **BOGNA),
        answer(),
        letter("{bogna.email}"),
        see("companies:switch"),
        stage=keys,
    ),
    "accept-invitation": play(
        enter("anna", factor=True),
        send("members:invite", {"email": "adam@example.com", "role": "user"}, **ALFA),
        letter("adam@example.com"),
        stranger(),
        follow("invitations"),
        enter("adam"),
        see("home"),
        follow("invitations"),
        answer(),
        stage=adam_has_an_account,
    ),
    "deputies": play(
        enter("anna", factor=True),
        see("members:company_keys", **ALFA),
        see("members:choose_deputy", **ALFA),
        see("members:name_deputy", **BOGNA),
        send("members:name_deputy", {"wait_days": "7"}, **BOGNA),
        letter("{bogna.email}"),
        enter("bogna"),
        follow("deputyship"),
        stage=keys,
    ),
    "two-administrators": play(
        enter("anna", factor=True),
        see("home"),
        see("members:company_keys", **ALFA),
        see("members:member", **BOGNA),
        see("members:keys", **BOGNA),
        see("members:hand_over", **ALFA),
        see("members:hand_over_to", **BOGNA),
        stage=keys,
    ),
    "history": play(
        enter("anna", factor=True),
        see("companies:history", **ALFA),
        see("companies:export_history", **ALFA),
        see("account_overview"),
        stage=keys,
    ),
}
