"""A license passes to another company with the consent of both; until then nothing changes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from klucznik.companies.models import Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing import transfers
from klucznik.licensing.actions.transferring import (
    decline_transfer,
    offer_license,
    withdraw_transfer,
)
from klucznik.licensing.errors import (
    NotTransferable,
    ReceiverUnknown,
    StatementChanged,
    TransferOpen,
    TransferToOneself,
)
from klucznik.licensing.models import Entity, License, Transfer
from klucznik.members.errors import RightMissing
from tests import factories
from tests.declarations import cases
from tests.licensing.deals import accept, offer


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(factories.with_factor(cast.anna), factor=True)


@pytest.fixture
def celina(cast, sign_in):
    return sign_in(factories.with_factor(cast.celina), factor=True)


def page_of(license):
    return license.get_absolute_url()


def hidden(answer):
    text = answer.content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', text)[1]
        for name in ("statement", "tax_id")
        if f'name="{name}" value="' in text
    }


def test_the_whole_story_through_the_pages(cast, anna, celina, deliver):
    License.objects.filter(pk=cast.alfa_license.pk).update(code_nonce="old")
    Entity.objects.create(
        license=cast.alfa_license, kind="own", tax_number="1", name="Alfa", source="portal"
    )
    address = f"{page_of(cast.alfa_license)}transfer/offer/"

    read = anna.get(address, {"tax_id": cast.beta.tax_number})
    assert "passes the license ALFA1-…-444" in read.content.decode()
    sent = anna.post(address, hidden(read) | {"reason": "Sold the shop", "stated": "on"})
    assert sent.status_code == 302
    deliver()
    assert {letter.to[0] for letter in mail.outbox} == {cast.anna.email, cast.celina.email}

    mail.outbox.clear()
    given = Transfer.objects.get()
    answer = f"/companies/{cast.beta.public_id}/products/offers/{given.public_id}/"
    assert "Sold the shop" in celina.get(answer).content.decode()
    statement = celina.get(f"{answer}accept/")
    done = celina.post(f"{answer}accept/", hidden(statement) | {"stated": "on"})
    deliver()

    license = License.objects.get(pk=cast.alfa_license.pk)
    assert (done.status_code, license.company) == (302, cast.beta)
    assert (license.number, license.number_key) == (
        cast.alfa_license.number,
        cast.alfa_license.number_key,
    )
    assert license.code_nonce not in ("", "old")
    assert not Entity.objects.active().exists()
    assert anna.get(page_of(cast.alfa_license)).status_code == 404
    assert celina.get(license.get_absolute_url()).status_code == 200
    kinds = set(Event.objects.values_list("kind", "company"))
    assert {
        (Kind.TRANSFER_OFFERED, cast.alfa.pk),
        (Kind.LICENSE_GIVEN, cast.alfa.pk),
        (Kind.LICENSE_TAKEN_OVER, cast.beta.pk),
    } <= kinds
    assert {letter.to[0] for letter in mail.outbox} == {cast.anna.email, cast.celina.email}


def test_each_side_stated_exactly_what_stood_on_its_page(cast):
    given = accept(cast.celina, offer(cast.anna, cast.alfa_license, cast.beta))

    for kind, kept in [
        (Kind.TRANSFER_OFFERED, given.giver_statement),
        (Kind.LICENSE_TAKEN_OVER, given.receiver_statement),
    ]:
        event = Event.objects.get(kind=kind)
        words = event.details.values["statement"]
        assert transfers.digest(words) == kept
        assert any("Alfa" in sentence for sentence in words)
        assert event.facts["wording"] == transfers.WORDING
    assert given.giver_statement != given.receiver_statement


def test_words_that_were_not_on_the_page_are_not_stated(cast):
    with pytest.raises(StatementChanged):
        offer_license(cast.anna, cast.alfa_license, tax_id=cast.beta.tax_id, statement="0" * 64)


def test_only_global_administrators_off_probation_with_a_fresh_second_step(cast, sign_in):
    address = f"{page_of(cast.alfa_license)}transfer/offer/"
    for person in (cast.bartek, cast.bogna):
        assert sign_in(person).get(address).status_code == 403
        with pytest.raises(RightMissing):
            offer(person, cast.alfa_license, cast.beta)
    asked = sign_in(factories.with_factor(cast.anna)).get(address)
    assert "second-step" in asked["Location"]

    place = cast.alfa.memberships.get(user=cast.anna)
    place.probation_until = clock.now() + timedelta(days=3)
    place.save()
    with pytest.raises(RightMissing):
        offer(cast.anna, cast.alfa_license, cast.beta)


def test_nobody_else_answers_for_the_receiver(cast):
    given = offer(cast.anna, cast.alfa_license, cast.beta)
    helper = factories.person()
    factories.membership(cast.beta, helper, Role.ADMINISTRATOR)

    for person in (cast.anna, cast.dorota, helper):
        with pytest.raises(RightMissing):
            accept(person, given)
        with pytest.raises(RightMissing):
            decline_transfer(person, given)
    with pytest.raises(RightMissing):
        withdraw_transfer(cast.celina, given)


def test_there_must_be_somebody_to_answer(cast):
    nobody = factories.company("Pusta")
    factories.membership(nobody, factories.person(), Role.ADMINISTRATOR)
    unproven = factories.company("Niesprawdzona")
    factories.membership(unproven, factories.person(), Role.GLOBAL_ADMINISTRATOR, proven=False)

    for company in (nobody, unproven):
        with pytest.raises(ReceiverUnknown):
            offer(cast.anna, cast.alfa_license, company)
    with pytest.raises(ReceiverUnknown):
        offer_license(
            cast.anna,
            cast.alfa_license,
            tax_id=TaxId("PL", factories.tax_number()),
            statement="",
        )
    with pytest.raises(TransferToOneself):
        offer(cast.anna, cast.alfa_license, cast.alfa)


@pytest.mark.parametrize(
    "fields",
    [
        {"variant": "trial"},
        {"variant": "education"},
        {"status": "suspended"},
        {"status": "revoked", "revoked_at": clock.now()},
    ],
)
def test_what_cannot_be_passed_on_is_neither_offered_nor_accepted(cast, anna, fields):
    given = offer(cast.anna, cast.alfa_license, cast.beta)
    License.objects.filter(pk=cast.alfa_license.pk).update(**fields)

    with pytest.raises(NotTransferable):
        accept(cast.celina, given)
    withdraw_transfer(cast.anna, given)
    with pytest.raises(NotTransferable):
        offer(cast.anna, cast.alfa_license, cast.beta)
    shown = anna.get(f"{page_of(cast.alfa_license)}transfer/").content.decode()
    assert "cannot be passed on" in shown


def test_nothing_leaves_while_it_is_open_who_holds_the_keys(cast):
    given = offer(cast.anna, cast.alfa_license, cast.beta)
    claimant = factories.person()
    factories.membership(cast.alfa, claimant, Role.USER)
    Membership.objects.filter(user=cast.anna).update(silent_since=clock.now())
    case = cases.draft(claimant, cast.alfa)
    Declaration.objects.filter(pk=case.pk).update(state="notice")

    with pytest.raises(NotTransferable) as refusal:
        accept(cast.celina, given)
    assert "keys" not in str(refusal.value)  # the other side learns nothing of the case
    withdraw_transfer(cast.anna, given)
    with pytest.raises(NotTransferable, match="waiting period"):
        offer(cast.anna, cast.alfa_license, cast.beta)


def test_one_offer_at_a_time(cast):
    gamma = factories.company("Gamma")
    factories.membership(gamma, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    offer(cast.anna, cast.alfa_license, cast.beta)

    with pytest.raises(TransferOpen):
        offer(cast.anna, cast.alfa_license, gamma)


def test_an_offer_stands_on_top_of_the_products_of_those_who_can_accept(cast, celina, sign_in):
    offer(cast.anna, cast.alfa_license, cast.beta)
    helper = factories.person()
    factories.membership(cast.beta, helper, Role.ADMINISTRATOR)

    products = f"/companies/{cast.beta.public_id}/products/"
    assert "offers you a license" in celina.get(products).content.decode()
    assert "offers you a license" not in sign_in(helper).get(products).content.decode()


def test_a_stranger_finds_neither_offer_nor_license(cast, sign_in, celina):
    given = offer(cast.anna, cast.alfa_license, cast.beta)
    dorota = sign_in(factories.with_factor(cast.dorota), factor=True)

    for address in (
        f"/companies/{cast.beta.public_id}/products/offers/{given.public_id}/",
        f"{page_of(cast.alfa_license)}transfer/",
    ):
        assert dorota.get(address).status_code == 404
    assert celina.get(f"{page_of(cast.alfa_license)}transfer/").status_code == 404


def test_orders_of_the_giver_stay_with_the_giver(cast, celina):
    factories.transaction(cast.alfa, license=cast.alfa_license, number="ZAM/2026/77")
    accept(cast.celina, offer(cast.anna, cast.alfa_license, cast.beta))
    license = License.objects.get(pk=cast.alfa_license.pk)

    assert "ZAM/2026/77" not in celina.get(license.get_absolute_url()).content.decode()


def test_offers_are_counted_because_they_tell_who_is_in_the_portal(cast, anna, settings):
    address = f"{page_of(cast.alfa_license)}transfer/offer/"
    number = factories.tax_number()

    for _ in range(21):
        read = anna.get(address, {"tax_id": number})
        answer = anna.post(address, hidden(read) | {"stated": "on"})

    assert answer.status_code == 422
    assert "No company with this tax ID" not in answer.content.decode()


def test_a_wrong_number_is_told_where_it_was_typed(cast, anna):
    address = f"{page_of(cast.alfa_license)}transfer/offer/"

    assert 'aria-invalid="true"' in anna.get(address, {"tax_id": "123"}).content.decode()
    read = anna.get(address, {"tax_id": cast.alfa.tax_number})
    refused = anna.post(address, hidden(read) | {"stated": "on"})
    assert "belongs to this company already" in refused.content.decode()
    assert anna.post(address, hidden(read)).status_code == 422
