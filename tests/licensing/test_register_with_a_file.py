"""Registering in the portal: statements, the license file that a program can verify, and what is not offered."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.test import Client

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.canonical import decoded
from klucznik.licensing.models import License, Registration, SigningKey
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED

SignIn = Callable[..., Client]
TICKED = dict.fromkeys(STATED, "on")


@pytest.fixture
def license(cast: Cast) -> License:
    return lines.unregistered(cast.alfa, lines.nexo(), valid_to=date(2027, 12, 31))


def at(license: License, *more: str) -> str:
    return "/".join([license.get_absolute_url().rstrip("/"), *more, ""])


def read(text: str) -> dict[str, Any]:
    """The payload of a file whose signature fits the key that the portal tells."""
    begun, _dot, signature = text.rpartition(".")
    prefix, purpose, key_id, payload = begun.split(".")
    key = SigningKey.objects.get(key_id=key_id)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public_key))
    public.verify(decoded(signature), begun.encode("ascii"))
    assert (prefix, purpose) == ("KL1", "registration")
    return dict(json.loads(decoded(payload)))


def test_the_page_of_the_license_leads_to_it_and_the_file_is_there_at_once(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    factories.signing_key()
    browser = sign_in(cast.bartek)

    first = browser.get(at(license)).content.decode()
    statements = browser.get(at(license, "file")).content.decode()
    registered = browser.post(at(license, "register"), TICKED | {"seller": "Sklep"}, follow=True)
    file = browser.post(at(license, "file", "download"))

    license.refresh_from_db()
    said = read(file.content.decode("ascii"))
    assert "Register with a license file" in first
    assert "License terms" in statements
    assert "The license is registered." in registered.content.decode()
    assert license.status == License.Status.REGISTERED
    assert Registration.objects.get(license=license).seller == "Sklep"
    assert (said["license"], said["product"]) == (license.public_id, "subiekt-nexo")
    assert (said["company"]["tax_id"], said["size"]) == (str(cast.alfa.tax_id), 3)
    assert (said["valid_to"], said["mode"], said["v"]) == ("2027-12-31", "full", 1)
    assert license.number not in file.content.decode()
    assert "attachment" in file["Content-Disposition"]
    assert Event.objects.filter(kind=Kind.LICENSE_FILE_FETCHED, actor=cast.bartek).count() == 1


@pytest.mark.parametrize("missing", STATED)
def test_without_a_statement_the_form_comes_back(
    cast: Cast, sign_in: SignIn, license: License, missing: str
) -> None:
    ticked = {name: "on" for name in STATED if name != missing}

    answer = sign_in(cast.bartek).post(at(license, "register"), ticked | {"seller": "Sklep"})

    license.refresh_from_db()
    assert answer.status_code == 422
    assert 'value="Sklep"' in answer.content.decode()
    assert license.status == License.Status.UNREGISTERED


def test_whoever_may_not_register_is_told_who_can(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    browser = sign_in(cast.bogna)

    assert "An administrator of the company can do it" in browser.get(at(license)).content.decode()
    assert browser.post(at(license, "register"), TICKED).status_code == 403
    assert browser.post(at(license, "file", "download")).status_code == 403
    assert sign_in(cast.celina).get(at(license, "file")).status_code == 404


def test_a_gt_license_shows_how_it_is_registered_in_the_program(
    cast: Cast, sign_in: SignIn
) -> None:
    gt, browser = lines.unregistered(cast.alfa, lines.gt()), sign_in(cast.bartek)
    gt.product.line.number_help = {"en": ["Start it.", "Choose Help.", "Copy the number."]}
    gt.product.line.save()

    page = browser.get(at(gt)).content.decode()
    refused = browser.post(at(gt, "register"), TICKED)

    assert "only in the program" in page
    assert "Choose Help." in page
    assert "Copy the number." not in page
    assert refused.status_code == 422
    assert "only in the program" in refused.content.decode()


def test_a_registration_that_waits_gives_no_file_yet(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    factories.signing_key()
    License.objects.filter(pk=license.pk).update(variant="education")
    browser = sign_in(cast.anna)

    sent = browser.post(at(license, "register"), TICKED, follow=True).content.decode()
    file = browser.post(at(license, "file", "download"), follow=True).content.decode()

    assert "waits for the vendor" in sent
    assert "has no license file" in file
    assert not Event.objects.filter(kind=Kind.LICENSE_FILE_FETCHED).exists()


@pytest.mark.parametrize("loss", ["no key", "no file", "not a key", "unreadable folder"])
def test_without_a_usable_key_only_the_file_is_missing(
    cast: Cast, sign_in: SignIn, license: License, loss: str
) -> None:
    License.objects.filter(pk=license.pk).update(status="registered")
    if loss != "no key":
        path = Path(settings.KEYS_DIR) / "licenses" / f"{factories.signing_key().key_id}.key"
        path.unlink()
        if loss == "not a key":
            path.write_bytes(b"short")
        if loss == "unreadable folder":
            path.parent.rmdir()
            path.parent.write_text("a file stands where the folder was")
    browser = sign_in(cast.anna)

    answer = browser.post(at(license, "file", "download"), follow=True)

    assert answer.status_code == 200
    assert "cannot be signed at the moment" in answer.content.decode()
    assert browser.get(at(license)).status_code == 200
    assert not Event.objects.filter(kind=Kind.LICENSE_FILE_FETCHED).exists()


def test_fetching_files_without_end_is_stopped(
    cast: Cast, sign_in: SignIn, license: License
) -> None:
    factories.signing_key()
    License.objects.filter(pk=license.pk).update(status="registered")
    browser = sign_in(cast.anna)
    for _ in range(60):
        assert browser.post(at(license, "file", "download")).status_code == 200

    assert "Too many" in browser.post(at(license, "file", "download"), follow=True).content.decode()
