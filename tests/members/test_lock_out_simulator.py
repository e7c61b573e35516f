"""Before every act that takes somebody away, the page says who could still get in, or that nobody could."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.members.actions.deputies import accept_deputyship, name_deputy
from klucznik.members.models import Deputy
from tests import factories
from tests.members.pages import page_of, place_of

GLOBAL = Role.GLOBAL_ADMINISTRATOR
NOBODY = "nobody could be asked for help"
NOBODY_EITHER = "Nobody could step in either"


@pytest.fixture
def edward(cast):
    """A second administrator of Alfa whose messages come back: Anna is the only one who can be reached."""
    person = factories.person("Edward", "Edel", address_bounced_at=timezone.now())
    factories.membership(cast.alfa, person, GLOBAL)
    factories.with_factor(cast.anna)
    return person


def deputy(cast) -> Deputy:
    return accept_deputyship(
        cast.bogna, name_deputy(cast.anna, place_of(cast.bogna, cast.alfa), wait_days=7)
    )


def read(client, address, **data) -> str:
    answer = client.post(address, data) if data else client.get(address)
    return answer.content.decode()


def test_leaving(cast, edward, sign_in):
    shown = read(sign_in(cast.anna), page_of(cast.alfa, "members:leave"))

    assert NOBODY in shown
    assert NOBODY_EITHER in shown


def test_a_deputy_stands_by_in_the_same_sentence(cast, edward, sign_in):
    deputy(cast)

    shown = read(sign_in(cast.anna), page_of(cast.alfa, "members:leave"))

    assert NOBODY in shown
    assert "1 deputy could step in." in shown


def test_deleting_the_account(cast, edward, sign_in):
    shown = read(sign_in(cast.anna, factor=True), reverse("account_delete"))

    assert NOBODY in shown


def test_deleting_the_account_of_the_last_administrator(cast, sign_in):
    deputy(cast)

    shown = read(sign_in(cast.anna), reverse("account_delete"))

    assert "You are its last global administrator: nobody will manage" in shown
    assert "1 deputy could step in." in shown


def test_disconnecting_and_lowering(cast, edward, sign_in):
    other = factories.person("Olga")
    place = factories.membership(cast.alfa, other, GLOBAL)
    User.objects.filter(pk=cast.anna.pk).update(address_bounced_at=timezone.now())
    client = sign_in(cast.anna, factor=True)

    for name in ("members:remove", "members:keys"):
        assert NOBODY in read(client, page_of(cast.alfa, name, place.public_id)), name


def test_a_last_day(cast, edward, sign_in):
    own = place_of(cast.anna, cast.alfa)

    assert NOBODY in read(sign_in(cast.anna), page_of(cast.alfa, "members:member", own.public_id))


def test_several_at_once(cast, edward, sign_in):
    deputy(cast)
    User.objects.filter(pk=cast.anna.pk).update(address_bounced_at=timezone.now())
    bogna = place_of(cast.bogna, cast.alfa)
    client = sign_in(cast.anna)
    shown = read(
        client, page_of(cast.alfa, "members:chosen", "disconnect") + f"?member={bogna.public_id}"
    )
    others = place_of(cast.bartek, cast.alfa)
    without = read(
        client, page_of(cast.alfa, "members:chosen", "disconnect") + f"?member={others.public_id}"
    )

    assert NOBODY_EITHER in shown
    assert NOBODY_EITHER not in without


def test_dismissing_disconnecting_and_resigning_of_a_deputy(cast, edward, sign_in):
    found = deputy(cast)
    User.objects.filter(pk=cast.anna.pk).update(address_bounced_at=timezone.now())
    annas, bognas = sign_in(cast.anna, factor=True), sign_in(cast.bogna)
    own = place_of(cast.bogna, cast.alfa).public_id

    for client, address in [
        (annas, page_of(cast.alfa, "members:dismiss_deputy", found.public_id)),
        (annas, page_of(cast.alfa, "members:remove", own)),
        (bognas, page_of(cast.alfa, "members:deputyship")),
        (bognas, page_of(cast.alfa, "members:leave")),
    ]:
        shown = read(client, address)
        assert NOBODY in shown, address
        assert NOBODY_EITHER in shown, address


def test_removing_the_second_step_or_the_recovery_address_of_who_holds_the_keys_alone(
    cast, edward, sign_in
):
    other = EmailAddress.objects.create(user=cast.anna, email="a2@example.com", verified=True)
    client = sign_in(cast.anna, factor=True)
    listed = read(client, reverse("account_addresses"))
    found = re.search(r'href="(/account/addresses/[^"]*/remove/)"', listed)
    addresses = [reverse("mfa_deactivate_totp"), found[1]]

    for address in addresses:
        assert "Piekarnia Alfa: you are its only global administrator" in read(client, address)
    Membership.objects.filter(user=cast.bartek).update(role=GLOBAL)
    assert other.verified
    for address in addresses:
        assert "you are its only" not in read(client, address)


def test_demanding_two_step_verification(cast, edward, sign_in):
    address = page_of(cast.alfa, "companies:security")

    shown = read(sign_in(cast.anna, factor=True), address)

    assert "Of 2 global administrators 1 gets in at once" in shown


def test_closing_the_company(cast, sign_in):
    company = factories.company(known=False)
    factories.membership(company, cast.celina, GLOBAL, proven=False)
    factories.with_factor(cast.celina)

    shown = read(sign_in(cast.celina, factor=True), page_of(company, "companies:close"))

    assert "nobody will be able to get into it" in shown


def test_handing_over(cast, edward, sign_in):
    bogna = place_of(cast.bogna, cast.alfa)

    shown = read(
        sign_in(cast.anna, factor=True),
        page_of(cast.alfa, "members:hand_over_to", bogna.public_id),
    )

    assert "will administer the company" in shown


def test_time_alone_never_takes_the_last_keys(cast, travel):
    """A place that ends by itself lasts when the keys depend on it (test_time_limits_of_keepers.py)."""
    Membership.objects.filter(user=cast.anna).update(until=timezone.now() + timedelta(minutes=5))
    from klucznik.members.tasks import end_places

    end_places()

    assert place_of(cast.anna, cast.alfa).until is None
