"""What the office reads about the address of its client: who asked for another one, and who accepted wrongly."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.offices.actions.asking import ask_for_correction
from klucznik.offices.actions.sharing import correct_address
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db

ASKED = "Dorota Dąb asks for the invitation at another address"


@pytest.fixture
def office():
    return factory.office()


def page_of(browser, client, name="offices:client") -> str:
    answer = browser.get(reverse(name, args=[client.office.public_id, client.public_id]))
    return answer.content.decode()


def test_the_page_of_the_client_says_who_asked_and_for_which_address(office, sign_in):
    """The message may be lost; whoever corrects the address has both before their eyes."""
    made, head = office
    share = factory.share(factory.client(made), "zle@example.com")
    ask_for_correction(factories.person("Dorota", "Dąb", email="dorota@example.com"), share)
    browser = sign_in(head)

    told = page_of(browser, share.client)
    correct_address(head, share, email="dorota@example.com")

    assert ASKED in told
    assert "dorota@example.com" in told
    assert "by telephone" in told
    assert ASKED not in page_of(browser, share.client)


def test_whoever_only_serves_the_client_reads_no_address_of_others(office, sign_in):
    made, _head = office
    share, employee = factory.share(factory.client(made)), factory.employee(made)
    factory.assign(share.client, employee)
    ask_for_correction(factories.person("Dorota", "Dąb", email="dorota@example.com"), share)

    told = page_of(sign_in(employee), share.client)

    assert ASKED not in told
    assert "dorota@example.com" not in told


def test_after_a_wrong_acceptance_its_address_is_named_and_not_offered_again(office, sign_in):
    """One quick click would send the new link to the wrong person once more."""
    made, head = office
    share = factory.active_share(factory.client(made))
    browser = sign_in(head)

    shown = page_of(browser, share.client, "offices:share_withdraw")
    address = reverse("offices:share_withdraw", args=[made.public_id, share.client.public_id])
    refused = browser.post(address, {"email": ""})

    assert f"The wrong person came from {share.email}." in shown
    assert f'value="{share.email}"' not in shown
    assert refused.status_code == 422
    share.refresh_from_db()
    assert share.accepted_at is not None
