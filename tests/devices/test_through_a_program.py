"""A program that acts for a person: with its token it activates and frees like its person, and no further."""

from __future__ import annotations

from typing import Any

import pytest

from klucznik.accounts.models import User
from klucznik.devices.models import Activation
from klucznik.licensing.models import License
from klucznik.programs.models import ProgramToken
from tests.cast import Cast
from tests.devices.programs import Program, post
from tests.devices.test_release_device import placed
from tests.programs.asking import signed_in


@pytest.fixture
def bearer() -> Any:
    """The header of a program that the person let act for them."""

    def of(user: User) -> dict[str, str]:
        return {"authorization": f"Bearer {signed_in(user).text}"}

    return of


def test_it_activates_and_frees_for_its_person(cast: Cast, gt: License, bearer: Any) -> None:
    program, bogna = Program(), bearer(cast.bogna)

    activated = program.activate(gt, headers=bogna)
    freed = post(f"/devices/{program.device}/release", **bogna)

    assert (activated.status_code, freed.status_code) == (201, 200)
    assert Activation.objects.get().activated_by == cast.bogna


def test_it_may_what_its_person_may(cast: Cast, gt: License, bearer: Any) -> None:
    place = placed(gt, cast.anna)
    path = f"/devices/{place.device.public_id}/release"

    assert post(path, **bearer(cast.bogna)).status_code == 403
    assert post(path, **bearer(cast.celina)).status_code == 404
    assert post(path, **bearer(cast.bartek)).status_code == 200


def test_a_dead_token_is_not_taken_for_nobody(cast: Cast, gt: License, bearer: Any) -> None:
    """Otherwise a program whose person was signed out would fall back to what a number alone may."""
    bogna = bearer(cast.bogna)
    ProgramToken.objects.all().delete()

    refused = Program().activate(gt, headers=bogna)

    assert (refused.status_code, refused.json()["title"]) == (401, "not_signed_in")


def test_the_secret_of_a_device_is_no_token_of_a_person(
    cast: Cast, gt: License, bearer: Any
) -> None:
    program = Program()
    program.activate(gt, headers=bearer(cast.bogna))
    device = {"authorization": f"Bearer {program.secret}"}

    assert post(f"/devices/{program.device}/release", **device).status_code == 401
    assert Program().activate(gt, headers=device).status_code == 401
    assert post("/check", {}, **bearer(cast.bogna)).status_code == 401
