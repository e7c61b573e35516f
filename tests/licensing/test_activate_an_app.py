"""An application is activated by accepting its terms: version and hash are kept, the message carries the number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from klucznik.core.vendor import NEUTRAL
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.actions.apps import accept_app_terms
from klucznik.licensing.errors import AlreadyRegistered, TermsChanged, WayNotOpen
from klucznik.licensing.models import License, Registration
from klucznik.licensing.terms import text_of_app
from klucznik.mail.models import SentEmail
from tests import factories
from tests.cast import Cast
from tests.licensing import lines

SignIn = Callable[..., Client]


@pytest.fixture
def license(cast: Cast) -> License:
    return lines.unregistered(cast.alfa, lines.cloud())


def at(license: License) -> str:
    return f"{license.get_absolute_url()}terms/"


def accepted(license: License) -> dict[str, str]:
    return {"version": text_of_app(license.product).version, "accepted": "on"}


def test_reading_and_accepting_activates_it(cast: Cast, sign_in: SignIn, license: License) -> None:
    browser = sign_in(cast.anna)

    first = browser.get(license.get_absolute_url()).content.decode()
    terms = browser.get(at(license)).content.decode()
    done = browser.post(at(license), accepted(license), follow=True).content.decode()

    license.refresh_from_db()
    kept = Registration.objects.get(license=license)
    text = text_of_app(license.product)
    assert "Read the terms and activate" in first
    assert "Who in the company opens the application" in terms
    assert "The application is active" in done
    assert license.status == License.Status.REGISTERED
    assert license.registered_at is not None
    assert kept.way == "terms"
    assert kept.statements["app_terms"] == {
        "kind": "application",
        "version": text.version,
        "language": "en",
        "sha256": hashlib.sha256(text.text.encode()).hexdigest(),
    }


def test_the_message_is_titled_as_people_look_for_it_and_carries_the_number(
    cast: Cast, license: License, deliver: Callable[[], None]
) -> None:
    accept_app_terms(cast.anna, license, version=text_of_app(license.product).version)
    deliver()

    letter = next(letter for letter in mail.outbox if letter.to == [cast.bartek.email])
    assert letter.subject.endswith('Activation of the application "Subiekt 123"')
    assert license.number in letter.body
    assert "Anna Alfowska accepted the terms" in letter.body
    assert len(mail.outbox) == 2
    assert not [row for row in SentEmail.objects.all() if license.number in row.text]
    assert Event.objects.filter(kind=Kind.LICENSE_TERMS_ACCEPTED, actor=cast.anna).count() == 1


def test_without_the_tick_or_in_another_version_nothing_happens(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    browser, said = sign_in(cast.anna), accepted(license)

    unticked = browser.post(at(license), {"version": said["version"]})
    older = browser.post(at(license), said | {"version": "2020-01-01"})

    license.refresh_from_db()
    assert unticked.status_code == older.status_code == 422
    assert "The terms changed while you were reading" in older.content.decode()
    assert f'value="{said["version"]}"' in older.content.decode()
    assert license.status == License.Status.UNREGISTERED


def test_only_those_who_manage_licenses_accept(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    told = sign_in(cast.bartek).get(license.get_absolute_url()).content.decode()

    assert "A global administrator of the company can do it." in told
    assert sign_in(cast.bartek).post(at(license), accepted(license)).status_code == 403
    assert sign_in(cast.celina).post(at(license), accepted(license)).status_code == 404


def test_it_is_accepted_once_and_only_for_an_app(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    version = text_of_app(license.product).version
    accept_app_terms(cast.anna, license, version=version)
    nexo = lines.unregistered(cast.alfa, lines.nexo())

    with pytest.raises(AlreadyRegistered):
        accept_app_terms(cast.anna, license, version=version)
    with pytest.raises(WayNotOpen):
        accept_app_terms(cast.anna, nexo, version=version)
    page = sign_in(cast.anna).post(at(license), accepted(license))
    assert page.status_code == 422
    assert "registered already" in page.content.decode()


@pytest.fixture
def own_vendor(tmp_path: Path, settings: Any) -> Path:
    """A vendor with terms of the portal only."""
    folder = tmp_path / "vendor"
    (folder / "documents").mkdir(parents=True)
    (folder / "vendor.toml").write_text((NEUTRAL / "vendor.toml").read_text())
    for kind in ("terms", "privacy", "authority"):
        write(folder, kind)
    settings.VENDOR_DIR = str(folder)
    return folder


def write(folder: Path, kind: str) -> None:
    for language in ("pl", "en"):
        path = folder / "documents" / f"{kind}.2026-02-01.{language}.md"
        path.write_text(f"Text of {kind}")


def test_the_text_is_that_of_the_product_or_of_all_apps_or_of_the_portal(
    own_vendor: Path, license: License, client: Client
) -> None:
    found = []
    for kind in ("", "application", "application-subiekt-123"):
        if kind:
            write(own_vendor, kind)
        found.append(text_of_app(license.product).kind)

    assert found == ["terms", "application", "application-subiekt-123"]
    assert client.get("/documents/application-subiekt-123/").status_code == 200
    assert client.get("/documents/application-other/").status_code == 404


def test_terms_that_changed_meanwhile_are_read_anew(
    cast: Cast, own_vendor: Path, license: License
) -> None:
    with pytest.raises(TermsChanged):
        accept_app_terms(cast.anna, license, version="2026-11-01")
    assert factories.license(cast.beta).status == License.Status.REGISTERED
