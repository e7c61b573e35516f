"""The language of pages and messages: the person's, else this browser's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_chooses_for_this_browser(client):
    client.post(reverse("account_language"), {"language": "en", "next": "/account/sign-in/"})

    page = client.get(reverse("account_login"), headers={"accept-language": "pl"})
    assert '<html lang="en">' in page.content.decode()


def test_a_person_chooses_for_every_browser_and_message(sign_in):
    anna = factories.person(email="anna@example.com")
    client = sign_in(anna, language="pl")
    client.post(reverse("account_language"), {"language": "en"})

    anna.refresh_from_db()
    elsewhere = Client(headers={"accept-language": "pl"})
    elsewhere.force_login(anna)
    assert anna.language == "en"
    assert '<html lang="en">' in elsewhere.get(reverse("account_overview")).content.decode()


@pytest.mark.parametrize("language", ["de", "", "../en", "pl;x"])
def test_a_language_that_there_is_not_changes_nothing(sign_in, language):
    anna = factories.person(email="anna@example.com")
    client = sign_in(anna, language="pl")

    client.post(reverse("account_language"), {"language": language})

    anna.refresh_from_db()
    assert anna.language == "pl"


def test_it_takes_a_button(client):
    assert client.get(reverse("account_language")).status_code == 405


@pytest.mark.parametrize("wanted", ["https://zly.example/", "//zly.example", "/\\zly.example"])
def test_it_leads_nowhere_else(client, wanted):
    response = client.post(reverse("account_language"), {"language": "en", "next": wanted})

    assert response.url == "/"
