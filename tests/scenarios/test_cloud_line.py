"""The cloud: activated in the portal by accepting the terms; the license number comes by e-mail; people by name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Membership
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.licensing.terms import text_of_app
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import render
from klucznik.members.actions.access import grant_product_access

pytestmark = pytest.mark.django_db
CLOUD = ["subiekt-123", "zarezerwuj-pl"]


@pytest.mark.parametrize("code", CLOUD)
def test_a_cloud_application_lives_its_life(shop, deliver, travel, sign_in, code):
    last = clock.today() + timedelta(days=364)
    license = shop.license(code, valid_to=last)
    company = shop.cast.alfa

    # The terms are read and accepted in the portal.
    version = text_of_app(license.product).version
    shop.anna.post(f"{license.get_absolute_url()}terms/", {"version": version, "accepted": "on"})
    deliver()
    license.refresh_from_db()
    assert license.status == License.Status.REGISTERED

    # The message is titled as people look for it, and carries the number.
    letter = SentEmail.objects.filter(message="licensing/emails/app_activated").latest("pk")
    letter.language = "pl"
    told = render(letter, with_secrets=True)
    assert told.subject.endswith(f'Aktywacja aplikacji "{license.product.name}"')
    assert license.number in told.text

    # The application asks whether a person may come in; a tick is all it takes.
    bogna = sign_in(shop.cast.bogna)
    asked = f"/api/v1/companies/{company.public_id}/access/{code}"
    assert bogna.get(asked).json()["verdict"] == "no_tick"
    place = Membership.objects.get(company=company, user=shop.cast.bogna)
    grant_product_access(shop.cast.anna, place, product=license.product)
    assert bogna.get(asked).json()["verdict"] == "opens"

    # The end: two weeks of grace, then nobody opens it any more.
    travel(days=366)
    assert sign_in(shop.cast.bogna).get(asked).json()["verdict"] == "opens"
    travel(days=13)
    assert sign_in(shop.cast.bogna).get(asked).json()["verdict"] == "license_expired"
