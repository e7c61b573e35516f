"""A program of an office knows of each entity whether it is registered, also without a connection; and registers it."""

from __future__ import annotations

from datetime import date

import pytest

from klucznik_client import AccountMismatch, NotSignedIn, Refused
from tests.sdk.test_sign_in import signed_in

ALFA = "PL5252248481"
CLIENT = "PL7010023466"


def books(desk, portal, number="RA127F3K"):
    """Rachmistrz on a registered license of an office, with a seat."""
    portal.add_license(number, "rachmistrz-gt", variant="office", metric="entities", size=5)
    client = signed_in(desk, portal, program="rachmistrz-gt")
    client.register(number, tax_id=ALFA)
    client.activate(number)
    return client


def checks(portal):
    return sum(route.endswith("/check") for route in portal.routes)


def test_the_first_question_begins_the_days_and_they_run_without_a_connection(computer, portal):
    desk = computer()
    client = books(desk, portal)

    asked = client.check_entity("701-002-34-66", name="Klient")

    assert (asked.state, asked.tax_id, asked.can_change) == ("unregistered", CLIENT, True)
    assert (asked.read_only_from, asked.days_left) == (date(2027, 1, 29), 60)
    assert asked.sentence == "[unregistered]"
    portal.close()
    desk.travel(with_portal=False, days=59)
    assert client.check_entity(CLIENT).days_left == 1
    desk.travel(with_portal=False, days=1)
    over = desk.start("rachmistrz-gt").entity(CLIENT)
    assert (over.state, over.can_change, over.days_left) == ("read_only", False, 0)
    assert "only be read and exported" in over.sentence


def test_it_is_asked_when_it_is_time_and_each_entity_for_itself(computer, portal):
    desk = computer()
    client = books(desk, portal)
    client.check_entity(CLIENT)
    client.check_entity(CLIENT)
    client.check_entity("PL9542583988")
    before = checks(portal)

    desk.travel(days=7)
    client.check_entity(CLIENT)
    forced = client.check_entity(CLIENT, force=True)

    assert (before, checks(portal)) == (2, 4)
    assert forced.days_left == 53


def test_a_check_of_the_program_does_not_forget_the_entities(computer, portal):
    client = books(computer(), portal)
    client.check_entity(CLIENT)

    verdict = client.check(force=True)

    assert verdict.is_full
    assert client.entity(CLIENT).state == "unregistered"


def test_nothing_known_stops_nobody(computer, portal):
    desk = computer()
    client = books(desk, portal)
    portal.close()

    unknown = client.check_entity(CLIENT)

    assert (unknown.state, unknown.can_change, unknown.sentence) == ("unknown", True, "")
    assert desk.start("rachmistrz-gt").entity("nonsense").can_change


def test_what_is_kept_of_an_entity_is_believed_only_when_the_portal_signed_it(computer, portal):
    client = books(computer(), portal)
    client.check_entity(CLIENT)
    client.check_entity("PL9542583988")
    kept = client.state.table("entities")

    client.state.update(entities=kept | {CLIENT: kept["PL9542583988"]})
    assert client.entity(CLIENT).state == "unknown"
    client.state.update(entities={CLIENT: {"signed": "KL1.answer.x.y.z"}})
    assert client.entity(CLIENT).state == "unknown"
    client.state.update(entities={CLIENT: "nonsense"})
    assert client.entity(CLIENT).state == "unknown"


def test_an_entity_is_registered_as_a_client_of_the_office(computer, portal):
    client = books(computer(), portal)
    client.check_entity(CLIENT)

    told = client.register_office_entity(["RA12-7F3K"], tax_id=CLIENT, name="Klient")

    assert told["state"] == "registered"
    assert client.check_entity(CLIENT, force=True).state == "registered"


def test_later_counts_from_the_first_run(computer, portal):
    client = books(computer(), portal)
    began = date(2026, 11, 20)

    told = client.register_office_entity(
        ["RA127F3K"], tax_id=CLIENT, name="Klient", choice="later", first_run_on=began
    )

    assert (told["state"], told["read_only_from"]) == ("unregistered", "2027-01-19")
    assert client.check_entity(CLIENT, force=True).days_left == 50


def test_the_wrong_account_is_named(computer, portal):
    client = signed_in(computer(), portal, program="rachmistrz-gt")

    with pytest.raises(AccountMismatch) as refused:
        client.register_office_entity(["XX99"], tax_id=CLIENT, name="Klient")

    assert refused.value.account == "anna@alfa.example"
    assert "anna@alfa.example" in str(refused.value)
    with pytest.raises(NotSignedIn):
        client.sign_out()
        client.register_office_entity(["XX99"], tax_id=CLIENT, name="Klient")


def test_clients_are_listed_registered_and_shared_with(computer, portal):
    client = signed_in(computer(), portal, program="rachmistrz-gt")
    for number in ("PL7010023466", "PL9542583988", "PL1234563218"):
        client.register_client("a", tax_id=number, name="Klient", program="subiekt-123-gt")

    listed = client.office_clients("a")
    first = listed[0]["id"]
    shared = client.share("a", first, email="k@example.com", starts_on=date(2026, 12, 1))

    assert [one["tax_id"] for one in listed] == ["PL7010023466", "PL9542583988", "PL1234563218"]
    assert shared["state"] == "invited"
    assert portal.world.office_clients[first]["share"]["starts_on"] == "2026-12-01"
    assert client.end_share("a", first)["state"] == "ended"
    with pytest.raises(Refused):
        client.end_share("a", first)
    # The same again is a new act, not the repetition of the one before.
    assert client.share("a", first, email="k@example.com", starts_on=date(2026, 12, 1))
    assert portal.world.office_clients[first]["share"]


def test_a_refusal_may_be_asked_again_when_something_changed(computer, portal):
    license = portal.add_license("RA127F3K", "rachmistrz-gt", variant="office", size=0)
    client = signed_in(computer(), portal, program="rachmistrz-gt")

    with pytest.raises(Refused) as refused:
        client.register_entity(license.id, tax_id=CLIENT, name="Klient")

    # A refusal that is kept under its key would be the answer for a day.
    assert refused.value.status == 409
    assert not client.state.table("waiting")
