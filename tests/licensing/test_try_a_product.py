"""A trial: once for each company and product, for the days that the catalog says, under the terms of an app."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.apps import start_trial
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.errors import NoTrial, TermsChanged, TrialTaken
from klucznik.licensing.models import License, Registration
from klucznik.licensing.terms import text_of_app
from klucznik.licensing.validation import judge
from tests import factories
from tests.cast import Cast
from tests.licensing import lines

SignIn = Callable[..., Client]


def page(cast: Cast, *more: str) -> str:
    return "/".join([f"/companies/{cast.alfa.public_id}/products/try", *more, ""])


def test_a_global_administrator_starts_it_from_my_products(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    nexo, browser = lines.nexo(), sign_in(cast.anna)

    products = browser.get(cast.alfa.get_absolute_url()).content.decode()
    listed = browser.get(page(cast)).content.decode()
    begun = browser.post(page(cast, nexo.code), follow=True).content.decode()
    deliver()

    license = License.objects.get(product=nexo)
    assert page(cast) in products
    assert nexo.name in listed
    assert "The trial has begun." in begun
    assert (license.variant, license.status) == ("trial", "registered")
    assert license.valid_to == clock.today() + timedelta(days=29)
    assert judge(facts_of(license)).verdict == "trial"
    letters = [letter for letter in mail.outbox if "you are trying" in letter.subject]
    assert {letter.to[0] for letter in letters} == {cast.anna.email, cast.bartek.email}
    assert all(license.number in letter.body for letter in letters)
    assert nexo.name not in browser.get(page(cast)).content.decode()


def test_it_ends_read_only_on_its_day(cast: Cast, travel: Callable[..., None]) -> None:
    license = start_trial(cast.anna, cast.alfa, product=lines.nexo())

    travel(days=29)
    last = judge(facts_of(license))
    travel(days=1)
    over = judge(facts_of(license))

    assert (last.verdict, last.mode) == ("trial", "full")
    assert (over.verdict, over.mode) == ("expired", "read_only")


def test_an_app_is_tried_under_its_terms(cast: Cast, sign_in: SignIn) -> None:
    app, browser = lines.cloud(), sign_in(cast.anna)
    version = text_of_app(app).version

    shown = browser.get(page(cast, app.code)).content.decode()
    unread = browser.post(page(cast, app.code), {"version": version})
    browser.post(page(cast, app.code), {"version": version, "accepted": "on"})

    license = License.objects.get(product=app)
    kept = Registration.objects.get(license=license)
    assert "Terms, version of" in shown
    assert unread.status_code == 422
    assert (license.amount, license.status) == (2, "registered")
    assert kept.statements["app_terms"]["version"] == version
    with pytest.raises(TermsChanged):
        start_trial(cast.celina, cast.beta, product=app, version="2020-01-01")


def test_whoever_had_the_product_does_not_try_it(cast: Cast) -> None:
    nexo = lines.nexo()
    start_trial(cast.anna, cast.alfa, product=nexo)
    factories.license(cast.beta, product=nexo, status="expired")

    for person, company in ((cast.anna, cast.alfa), (cast.celina, cast.beta)):
        with pytest.raises(TrialTaken):
            start_trial(person, company, product=nexo)


def test_not_everything_can_be_tried(cast: Cast, sign_in: SignIn) -> None:
    retired = lines.nexo("stary-nexo", retired_at=clock.now())

    for product in (lines.gt("rewizor-gt"), retired):
        with pytest.raises(NoTrial):
            start_trial(cast.anna, cast.alfa, product=product)
    answer = sign_in(cast.anna).post(page(cast, "rewizor-gt"))
    assert answer.status_code == 422
    assert "cannot be tried" in answer.content.decode()
    assert sign_in(cast.anna).get(page(cast, "rewizor-gt")).status_code == 302
    assert sign_in(cast.anna).get(page(cast, "nie-ma")).status_code == 404


def test_only_those_who_manage_licenses_start_one(cast: Cast, sign_in: SignIn) -> None:
    nexo = lines.nexo()

    assert "is started by a global administrator" in (
        sign_in(cast.bartek).get(page(cast)).content.decode()
    )
    assert sign_in(cast.bartek).post(page(cast, nexo.code)).status_code == 403
    assert sign_in(cast.celina).post(page(cast, nexo.code)).status_code == 404
    assert not License.objects.filter(product=nexo).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_start_one_trial() -> None:
    company, nexo = factories.company("Wyścig"), lines.nexo()
    anna = factories.person("Anna")

    def start(_number: int) -> bool:
        try:
            return bool(start_trial(anna, company, product=nexo))
        except TrialTaken:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(start, range(8)))

    assert done.count(True) == 1
    assert License.objects.filter(company=company, product=nexo).count() == 1
    assert Event.objects.filter(kind=Kind.LICENSE_TRIAL_STARTED, company=company).count() == 1
