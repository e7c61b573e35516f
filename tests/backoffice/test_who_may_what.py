"""One table: every route of the back office and which role of the staff it lets in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from klucznik.companies.actions.measures import propose_measure
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.models import Contest, EvidenceFile
from klucznik.licensing.models import Extension, Registration
from klucznik.mail.sending import send
from klucznik.offices.models import Share
from klucznik.recovery.actions.first_administrators import invite_first_administrator
from tests import factories
from tests.backoffice.desk import at_work, portal_administrator
from tests.backoffice.help_desk import things_written
from tests.backoffice.ticket_desk import of_a_ticket
from tests.declarations import cases
from tests.news.telling import drafted
from tests.offices import factory

SUPPORT, REVIEWER, LEAD, ADMINISTRATOR = "support", "reviewer", "lead", "administrator"
EVERYBODY = {SUPPORT, REVIEWER, LEAD, ADMINISTRATOR}
REVIEWERS = {REVIEWER, LEAD}
OFFICE = {SUPPORT, LEAD, ADMINISTRATOR}
STOPPING = {LEAD, ADMINISTRATOR}

# name of the route: how it is asked, what its address names, who gets in
TABLE = {
    "start": ("get", [], EVERYBODY),
    "end": ("post", [], EVERYBODY),
    "queue": ("get", [], EVERYBODY),
    "others": ("get", [], EVERYBODY),
    "held": ("get", [], EVERYBODY),
    "all_cases": ("get", [], EVERYBODY),
    "figures": ("get", [], EVERYBODY),
    "tickets": ("get", [], OFFICE),
    "tickets_in": ("get", ["tab"], OFFICE),
    "ticket": ("get", ["ticket"], OFFICE),
    "take_ticket": ("post", ["ticket"], OFFICE),
    "give_ticket": ("post", ["ticket"], OFFICE),
    "move_ticket": ("post", ["ticket"], OFFICE),
    "note_in_ticket": ("post", ["ticket"], OFFICE),
    "close_ticket": ("post", ["ticket"], OFFICE),
    "reopen_ticket": ("post", ["ticket"], OFFICE),
    "ticket_file": ("get", ["ticket", "attached"], OFFICE),
    "case": ("get", ["case"], EVERYBODY),
    "decision": ("post", ["case"], REVIEWERS),
    "undo": ("post", ["case"], {LEAD}),
    "case_receipt": ("post", ["case", "form"], EVERYBODY),
    "take_up": ("post", ["case"], REVIEWERS),
    "give_back": ("post", ["case"], REVIEWERS),
    "assign": ("post", ["case"], {LEAD}),
    "hold": ("post", ["case"], REVIEWERS),
    "end_hold": ("post", ["case"], REVIEWERS),
    "remove_file": ("get", ["case", "file"], REVIEWERS),
    "file": ("get", ["case", "file"], REVIEWERS),
    "file_page": ("get", ["case", "file", "number"], REVIEWERS),
    "objections": ("get", [], EVERYBODY),
    "objection": ("get", ["objection"], REVIEWERS),
    "companies": ("get", [], EVERYBODY),
    "company": ("get", ["company"], EVERYBODY),
    "company_people": ("get", ["company"], EVERYBODY),
    "company_licenses": ("get", ["company"], EVERYBODY),
    "licenses": ("get", [], EVERYBODY),
    "license": ("get", ["license"], EVERYBODY),
    "issue_license": ("get", ["company"], OFFICE),
    "license_suspend": ("get", ["license"], STOPPING),
    "license_resume": ("get", ["license"], STOPPING),
    "license_revoke": ("get", ["license"], STOPPING),
    "license_extend": ("get", ["license"], STOPPING),
    "license_add_extension": ("get", ["license"], STOPPING),
    "license_end_extension": ("post", ["license", "extension"], STOPPING),
    "license_send_code": ("post", ["license"], OFFICE),
    "license_free_device": ("post", ["license", "place"], OFFICE),
    "license_card": ("get", ["license"], OFFICE),
    "registrations": ("get", [], OFFICE),
    "accept_registration": ("post", ["registration"], OFFICE),
    "decline_registration": ("get", ["registration"], OFFICE),
    "measures": ("get", ["company"], EVERYBODY),
    "propose_measure": ("get", ["company"], REVIEWERS),
    "confirm_measure": ("post", ["company", "measure"], REVIEWERS),
    "drop_measure": ("post", ["company", "measure"], REVIEWERS),
    "end_measure": ("get", ["company", "measure"], REVIEWERS),
    "confirm_end_of_measure": ("post", ["company", "measure"], REVIEWERS),
    "keep_measure": ("post", ["company", "measure"], REVIEWERS),
    "company_history": ("get", ["company"], EVERYBODY),
    "company_mail": ("get", ["company"], OFFICE),
    "company_shares": ("get", ["company"], EVERYBODY),
    "offices_gone": ("get", [], EVERYBODY),
    "share": ("get", ["share"], EVERYBODY),
    "end_share": ("get", ["share"], {LEAD}),
    "invite": ("post", ["company"], OFFICE),
    "catalog": ("get", [], EVERYBODY),
    "catalog_product": ("get", ["product"], EVERYBODY),
    "first_invitations": ("get", [], OFFICE),
    "invite_many": ("get", [], OFFICE),
    "revoke_invitation": ("post", ["invitation"], OFFICE),
    "help": ("get", [], OFFICE),
    "help_new": ("get", [], OFFICE),
    "help_figures": ("get", [], OFFICE),
    "help_article": ("get", ["article"], OFFICE),
    "help_about": ("get", ["article"], OFFICE),
    "help_withdraw": ("get", ["article"], OFFICE),
    "help_bring_back": ("post", ["article"], OFFICE),
    "help_files": ("get", ["article"], OFFICE),
    "help_remove_file": ("post", ["article", "attachment"], OFFICE),
    "help_text": ("get", ["article", "language"], OFFICE),
    "help_preview": ("post", ["article", "language"], OFFICE),
    "help_publish": ("post", ["article", "language"], OFFICE),
    "help_plan": ("post", ["article", "language"], OFFICE),
    "help_unplan": ("post", ["article", "language"], OFFICE),
    "help_drop": ("post", ["article", "language"], OFFICE),
    "help_history": ("get", ["article", "language"], OFFICE),
    "help_compare": ("get", ["article", "language"], OFFICE),
    "help_revision": ("get", ["article", "language", "number"], OFFICE),
    "help_undo": ("post", ["article", "language", "number"], OFFICE),
    "notices": ("get", [], STOPPING),
    "new_notice": ("get", [], STOPPING),
    "notice": ("get", ["notice"], STOPPING),
    "edit_notice": ("get", ["notice"], STOPPING),
    "correct_notice": ("get", ["notice"], STOPPING),
    "publish_notice": ("post", ["notice"], STOPPING),
    "plan_notice": ("post", ["notice"], STOPPING),
    "drop_plan_of_notice": ("post", ["notice"], STOPPING),
    "continue_notice": ("post", ["notice"], STOPPING),
    "notice_hours": ("post", ["notice"], STOPPING),
    "end_notice": ("post", ["notice"], STOPPING),
    "withdraw_notice": ("post", ["notice"], STOPPING),
    "mail": ("get", [], OFFICE),
    "letter": ("get", ["letter"], OFFICE),
    "jobs": ("get", [], {ADMINISTRATOR}),
    "retry": ("post", ["task"], {ADMINISTRATOR}),
    "import_data": ("get", [], {ADMINISTRATOR}),
    "people": ("get", [], {ADMINISTRATOR}),
    "end_place": ("post", ["member"], {ADMINISTRATOR}),
}


@pytest.fixture
def world(cast):
    """A case with a file, an objection, an invitation and mail about them; and one person for each column."""
    case = _case(cast)
    contest = _objection(case)
    invitation = invite_first_administrator(None, factories.company(email="nowa@example.com"))
    letter = send("backoffice/emails/staff_changed", to=cast.anna, company=cast.beta, name="Jan")
    names = {
        "case": case.public_id,
        "form": "json",
        "file": EvidenceFile.objects.get().public_id,
        "number": "1",
        "objection": contest.public_id,
        "company": cast.beta.public_id,
        "measure": propose_measure(
            cast.grazyna, cast.beta, kind="suspension", reason="fraud", note="KRS"
        ).public_id,
        "product": cast.beta.licenses.get().product.code,
        "license": cast.beta_license.public_id,
        "extension": _extension(cast.beta_license).public_id,
        "place": factories.activation(cast.beta_license).public_id,
        "registration": _registration(cast).public_id,
        "invitation": invitation.public_id,
        "letter": letter.public_id,
        "notice": drafted(cast.henryk).public_id,
        "task": "mail.deliver",
        "member": cast.ewa.staff.get().public_id,
        "share": _share().public_id,
        **things_written(),
        **of_a_ticket(cast.anna),
    }
    people = {
        "customer": cast.anna,
        SUPPORT: cast.ewa,
        REVIEWER: cast.filip,
        LEAD: cast.henryk,
        ADMINISTRATOR: portal_administrator(),
    }
    return SimpleNamespace(names=names, people=people)


def _share() -> Share:
    office, _head = factory.office()
    return factory.active_share(factory.client(office))


def _extension(license) -> Extension:
    return Extension.objects.create(
        license=license, metric="seats", amount=1, starts_on=license.valid_from
    )


def _registration(cast) -> Registration:
    school = factories.license(cast.beta, status="awaiting", variant="education")
    return Registration.objects.create(license=school, way="online")


def _case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def _objection(case) -> Contest:
    return object_to(cases.voice(case, "former_administrator"), statement="Nie zgadzam się.")


def ask(client: Client, route: str, names: dict[str, str]):
    method, parts, _ = TABLE[route]
    address = reverse(f"backoffice:{route}", args=[names[part] for part in parts])
    return getattr(client, method)(address)


def test_the_table_names_every_route():
    routes = {
        key
        for key in get_resolver().namespace_dict["backoffice"][1].reverse_dict
        if isinstance(key, str)
    }

    assert routes == set(TABLE)


def test_strangers_are_asked_to_sign_in(world):
    answers = {route: ask(Client(), route, world.names) for route in TABLE}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert all(answer.url.startswith("/account/sign-in/?next=") for answer in answers.values())


def test_customers_find_nothing(world, sign_in):
    client = sign_in(world.people["customer"], factor=True)

    assert {ask(client, route, world.names).status_code for route in TABLE} == {404}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_gets_in_where_it_may_and_nowhere_else(world, sign_in, role):
    found = {}
    for route, (_, _, allowed) in TABLE.items():
        client = at_work(sign_in, world.people[role])
        status = ask(client, route, world.names).status_code
        found[route] = (status != 403) if role in allowed else (status == 403)
        assert status < 500, route
        assert status != 404, route

    assert all(found.values()), [route for route, fine in found.items() if not fine]
