"""Whoever is refused finds the article that says what to do: in forms, on pages, in messages and in the API."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

import klucznik
from klucznik.core.errors import DomainError
from klucznik.core.forms import ActionForm
from klucznik.limits.rules import ARTICLES, LIMITS, article_about
from tests.architecture.project import templates
from tests.help.starter import KEYS, written

WORDS = "Read what to do"


def refusals(above: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for error in above.__subclasses__():
        yield error
        yield from refusals(error)


@pytest.fixture(scope="module", autouse=True)
def everything_is_imported():
    for module in pkgutil.walk_packages(klucznik.__path__, "klucznik."):
        if "errors" in module.name:
            importlib.import_module(module.name)


def test_each_named_article_is_in_the_starter():
    named = {error.help for error in refusals() if error.help}
    linked = {
        key
        for path in templates()
        for key in re.findall(r'{% help_link "([^"]+)" %}', path.read_text())
    }

    assert len(named) > 30
    assert not [key for key in named | linked | set(ARTICLES.values()) if not written(key, "pl")]
    assert named | linked | set(ARTICLES.values()) <= KEYS


def test_limits_name_their_articles_by_the_longest_beginning():
    assert article_about("mail.reset.email") == "new-password"
    assert article_about("sign_in.account_address") == "cannot-sign-in"
    assert article_about("staff.view") == ""
    assert not [one for one in ARTICLES if not any(f"{name}.".startswith(one) for name in LIMITS)]


class Refused(DomainError):
    help = "roles"
    message = "Not for %(who)s."


class Curt(DomainError):
    message = "No."


def said(error: DomainError) -> str:
    def refuse() -> None:
        raise error

    form = ActionForm({})
    form.perform(refuse)
    return str(form.non_field_errors())


def test_the_sentence_of_a_form_carries_the_link_and_nothing_typed_becomes_markup(settings):
    settings.LANGUAGE_CODE = "en"
    shown = said(Refused(who="<b>Anna</b>"))

    assert "Not for &lt;b&gt;Anna&lt;/b&gt;." in shown
    assert f'href="{reverse("help:article", args=["roles"])}"' in shown
    assert 'target="_blank"' in shown  # what was typed stays where it is
    assert "<a " not in said(Curt())


@pytest.mark.django_db
def test_a_wrong_tax_id_leads_to_its_article(client, cast):
    client.force_login(cast.dorota)

    shown = client.post(reverse("companies:connect"), {"tax_id": "123"})

    assert shown.status_code == 422
    assert 'data-help="connect-company"' in shown.content.decode()


@pytest.mark.django_db
def test_somebody_without_a_right_reads_what_to_do(client, cast):
    client.force_login(cast.bogna)

    shown = client.get(reverse("members:invite", args=[cast.alfa.public_id]))

    assert shown.status_code == 403
    assert 'data-help="no-rights"' in shown.content.decode()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("/account/activate/unknown/", "activate-account"),
        ("/account/not-me/unknown/", "sessions-and-devices"),
        ("/account/forgotten-password/a-b/", "new-password"),
        ("/account/sign-in/inactive/", "cannot-sign-in"),
        ("/invitations/unknown/", "accept-invitation"),
        ("/shares/unknown/", "office-invitation"),
    ],
)
@pytest.mark.django_db
def test_links_that_no_longer_work_say_what_to_do(client, url, key):
    assert f'data-help="{key}"' in client.get(url).content.decode()


@pytest.mark.django_db
def test_programs_get_the_whole_address_of_the_article(client, cast, settings):
    client.force_login(cast.dorota)
    sent = {"tax_id": "123", "license_number": "A-1", "statement": True}

    told = client.post("/api/v1/companies", sent, content_type="application/json").json()
    other = client.get("/api/v1/companies/unknown/members").json()

    assert told["help"] == f"{settings.PUBLIC_URL}/help/connect-company/"
    assert "help" not in other
