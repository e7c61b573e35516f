"""Fields that a form does not have change nothing, whatever they are called and whoever sends them."""

from __future__ import annotations

import pytest

from tests.security.addresses import address
from tests.security.forms import forms_of
from tests.security.people import undone
from tests.security.tables import columns_changed, snapshot, written
from tests.security.test_hostile_input import pages

pytestmark = pytest.mark.django_db


# What an attacker would like to set, under every name that it might have.
WANTED = {
    "role": "global_administrator",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "staff": "administrator",
    "company": "<company>",
    "company_id": "1",
    "user": "<person>",
    "user_id": "1",
    "id": "1",
    "pk": "1",
    "public_id": "zzzzzzzzzzzzzzzz",
    "proven_at": "2020-01-01",
    "probation_until": "",
    "activated_at": "2020-01-01",
    "deleted_at": "2020-01-01",
    "ended_at": "2020-01-01",
    "known_at": "2020-01-01",
    "customer_no": "K1",
    "tax_number": "5260250274",
    "country": "DE",
    "support_number": "000-000-00",
    "amount": "999",
    "number": "AAAAA-AAAAA-AAAAA-AAAAA",
    "status": "registered",
    "state": "granted",
    "claimant": "1",
    "reviewer": "1",
    "actor": "1",
    "as_lead": "on",
    "kind": "first_administrator",
    "granted_at": "2020-01-01",
    "notice_ends_at": "2020-01-01",
    "expires_at": "2099-01-01",
    "invited_by": "1",
    "freezes": "on",
    "weight": "9",
    "password_hash": "x",
    "session_nonce": "x",
    "owner": "1",
    "verified": "on",
    "language_code": "xx",
    "is_waived": "on",
}


def smuggled(world):
    """The wishes, with another company and a stranger in them."""
    real = {
        "<company>": world.cast.beta.public_id,
        "<person>": world.people["stranger"].public_id,
    }
    return {name: real.get(value, value) for name, value in WANTED.items()}


@pytest.mark.parametrize(("route", "who"), pages())
def test_more_fields_than_a_form_has(world, route, who):
    url = address(route, world.ours)
    with undone():
        html = world.browser(who).get(url).content.decode(errors="replace")

    for form in forms_of(html):
        plain, target = form.sensible(), form.action or url
        more = {name: value for name, value in smuggled(world).items() if name not in plain}
        assert sent(world, who, target, plain) == sent(world, who, target, plain | more)


def sent(world, who, url, data):
    """The answer, and which columns of which rows changed."""
    with undone():
        with written() as tables:
            status = world.browser(who).post(url, data).status_code
        after = snapshot(tables)
    return status, columns_changed(snapshot(tables), after)


@pytest.mark.parametrize("name", ["role", "company", "is_staff", "user", "proven_at"])
def test_the_api_refuses_fields_that_it_does_not_know(world, name):
    body = {"tax_id": "5260250274", "license_number": "A", "statement": True, name: "x"}

    with undone():
        answer = world.browser("stranger").post(
            "/api/v1/companies", body, content_type="application/json"
        )

    assert answer.status_code == 422
    assert answer.json()["field"] == name
