"""A computer without internet: a person brings its request to the portal and takes a license file back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from klucznik.companies.models import Role
from klucznik.devices.errors import RequestUnreadable
from klucznik.devices.fingerprints import Machine
from klucznik.devices.models import Activation
from klucznik.devices.requests import read_request
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program
from tests.devices.test_check import opened

SignIn = Callable[..., Client]


def asked(machine: Machine | None = None, **more: Any) -> dict[str, Any]:
    """What the program writes down."""
    shown = machine or factories.machine()
    device = {"name": shown.name, "system": shown.system, "parts": dict(shown.parts)}
    return {
        "format": "klucznik-request-1",
        "product": "subiekt-gt",
        "version": "1.80",
        "device": device,
        "nonce": "abc",
    } | more


def encoded(request: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(request).encode()).decode().rstrip("=")


def page_of(license: License) -> str:
    return reverse("devices:offline", args=[license.company.public_id, license.public_id])


def file_in(answer: Any) -> dict[str, Any]:
    return opened(answer.context["file"].text)


@pytest.mark.parametrize("form", ["json", "base64", "wrapped", "file", "file in base64"])
def test_a_request_becomes_a_license_file(
    cast: Cast, gt: License, sign_in: SignIn, form: str
) -> None:
    request = asked()
    coded = encoded(request)
    sent: Any = {
        "json": {"request": json.dumps(request)},
        "base64": {"request": coded},
        "wrapped": {"request": "\n".join(coded[at : at + 60] for at in range(0, len(coded), 60))},
        "file": {
            "file": SimpleUploadedFile("prosba.txt", b"\xef\xbb\xbf" + json.dumps(request).encode())
        },
        "file in base64": {"file": SimpleUploadedFile("prosba.txt", coded.encode())},
    }[form]

    answer = sign_in(cast.bogna).post(page_of(gt), sent)

    place = Activation.objects.get(license=gt)
    payload, html = file_in(answer), answer.content.decode()
    assert answer.status_code == 200
    assert (place.how, place.activated_by, place.device.secret_hash) == (
        "offline",
        cast.bogna,
        None,
    )
    assert payload["device"]["parts"] == request["device"]["parts"]
    assert (payload["counter"], payload["product"]) == (1, "subiekt-gt")
    assert answer.context["file"].text in html
    assert "data:image/svg+xml" in html
    assert "download=" in html


def test_the_same_computer_renews_in_its_place(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, request = sign_in(cast.anna), {"request": json.dumps(asked())}

    counters = [file_in(browser.post(page_of(gt), request))["counter"] for _ in range(3)]

    assert counters == [1, 2, 3]
    assert Activation.objects.count() == 1


def test_an_online_computer_keeps_its_secret(cast: Cast, gt: License, sign_in: SignIn) -> None:
    program, browser = Program(), sign_in(cast.anna)
    program.activate(gt, browser=browser)

    browser.post(page_of(gt), {"request": json.dumps(asked(program.machine))})

    assert program.check()["verdict"] == "valid"


def test_a_changed_computer_is_asked_about(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, machine = sign_in(cast.anna), factories.machine("KASA-1")
    browser.post(page_of(gt), {"request": json.dumps(asked(machine))})
    device = Activation.objects.get().device
    changed = replace(machine, parts=dict(machine.parts) | {"disk": "another-disk-000000"})
    request = json.dumps(asked(changed))

    doubt = browser.post(page_of(gt), {"request": request})
    same = browser.post(page_of(gt), {"request": request, "which": device.public_id})

    assert doubt.status_code == 422
    assert "KASA-1" in doubt.content.decode()
    assert "another computer, not on this list" in doubt.content.decode()
    assert file_in(same)["device"]["id"] == device.public_id
    assert file_in(same)["counter"] == 2
    assert Activation.objects.count() == 1


def test_or_is_new(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, machine = sign_in(cast.anna), factories.machine()
    browser.post(page_of(gt), {"request": json.dumps(asked(machine))})
    changed = replace(machine, parts=dict(machine.parts) | {"disk": "another-disk-000000"})

    answer = browser.post(page_of(gt), {"request": json.dumps(asked(changed)), "which": "new"})

    assert file_in(answer)["counter"] == 1
    assert Activation.objects.count() == 2


def test_the_seats_are_the_same(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    for _ in range(2):
        browser.post(page_of(gt), {"request": json.dumps(asked())})

    full = browser.post(page_of(gt), {"request": json.dumps(asked())})

    assert full.status_code == 422
    assert "All places of the license are taken: 2 of 2" in full.content.decode()


def test_a_request_of_another_program_is_refused(cast: Cast, gt: License, sign_in: SignIn) -> None:
    request = json.dumps(asked(product="rewizor-gt"))

    answer = sign_in(cast.anna).post(page_of(gt), {"request": request})

    assert answer.status_code == 422
    assert "another program: rewizor-gt" in answer.content.decode()


def test_the_associated_and_strangers_get_nothing(cast: Cast, gt: License, sign_in: SignIn) -> None:
    aldona = factories.person("Aldona")
    factories.membership(cast.alfa, aldona, Role.ASSOCIATED)
    sent = {"request": json.dumps(asked())}

    refused = sign_in(aldona).post(page_of(gt), sent)

    assert refused.status_code == 422
    assert sign_in(cast.celina).post(page_of(gt), sent).status_code == 404
    assert not Activation.objects.exists()


GOOD = asked(Machine("PC", "Windows", {"board": "b" * 20, "system": "s" * 20}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "KL1.device.x.y.z",
        json.dumps(GOOD | {"format": "klucznik-request-2"}),
        json.dumps(GOOD | {"more": 1}),
        json.dumps(GOOD | {"version": "v" * 41}),
        json.dumps(GOOD | {"version": 7}),
        json.dumps(GOOD | {"product": "../x"}),
        json.dumps(GOOD | {"device": {"name": "PC", "parts": {}}}),
        json.dumps(GOOD | {"device": {"name": "\u200b", "parts": {"board": "b" * 20}}}),
        json.dumps(GOOD | {"device": {"name": "PC", "parts": {"board": "short"}}}),
        json.dumps(GOOD | {"device": {"name": "PC", "parts": {"heart": "b" * 20}}}),
        json.dumps(GOOD | {"device": {"name": "P\x00C", "parts": {"board": "b" * 20}}}),
        json.dumps(GOOD | {"device": {"name": "P\ud800C", "parts": {"board": "b" * 20}}}),
        json.dumps(GOOD)[:-1] + ',"product":"kasa"}',
        json.dumps(GOOD) + " " * 4096,
        "[" * 2000,
        '{"a":' * 800,
        '{"version": NaN}',
        "\ud800",
        "ą" * 4096,
        encoded(GOOD) + "!",
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_request_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(RequestUnreadable):
        read_request(text)


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=300, deadline=None)
def test_nothing_breaks_the_reader(text: str) -> None:
    try:
        read_request(text)
    except RequestUnreadable:
        return
    raise AssertionError("random text is no request")


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_nor_does_a_request_with_something_else_in_it(data: Any) -> None:
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    odd = st.recursive(
        scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
    )
    field = data.draw(st.sampled_from(list(GOOD)))

    try:
        found = read_request(json.dumps(GOOD | {field: data.draw(odd)}))
    except RequestUnreadable:
        return
    assert found.machine.parts == GOOD["device"]["parts"]
