"""The page on which a client is registered, when somebody was quicker: another window, or a second click."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.marks import make_mark
from klucznik.companies.tax_ids import TaxId
from klucznik.offices.models import Client
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()


@pytest.fixture
def page(office, sign_in):
    """`page(**typed)`: the answer to what the head of the office sends."""
    made, head = office
    mark = make_mark(head, TaxId.parse("5252248481"))
    browser = sign_in(head)

    def send(**typed):
        return browser.post(reverse("offices:register", args=[made.public_id, mark]), typed)

    return send


def second_program(office):
    """Another product with which the office shares."""
    made = factory.product("subiekt-123-nexo", "Subiekt 123 dla InsERT nexo", "shares")
    made.stored_rules = factory.program().stored_rules
    made.save()
    factories.license(office, product=made, amount=5, variant="office")
    return made


def test_a_client_registered_meanwhile_is_refused_in_words_and_no_other_program_is_taken(
    office, page
):
    """With a second program open for the firm, a click in an older window must not slip into it."""
    made, _head = office
    second_program(made)
    chosen = factory.program().code
    page(name="Kwiaciarnia Mak", program=chosen)

    again = page(name="Kwiaciarnia Mak", program=chosen)

    text = again.content.decode()
    assert "The office has this client already: Kwiaciarnia Mak." in text
    assert "Hidden field" not in text
    assert Client.objects.filter(office=made).count() == 1
