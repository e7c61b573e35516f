"""Activate a program: a place for the machine, never more than the license has, the same machine in the same place."""

from __future__ import annotations

from collections.abc import Callable

from django.core import mail
from django.test import Client

from klucznik.devices.models import Activation, Device
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program

SignIn = Callable[..., Client]


def test_a_member_activates_a_program(cast: Cast, gt: License, sign_in: SignIn) -> None:
    program = Program()

    answer = program.activate(gt, browser=sign_in(cast.bogna), language="en")

    place = Activation.objects.get(license=gt)
    assert answer.status_code == 201, answer.content
    assert (place.how, place.activated_by) == ("sign_in", cast.bogna)
    assert program.answer["answer"]["verdict"] == "valid"
    assert program.answer["answer"]["signed"].startswith("KL1.answer.")
    assert program.answer["file"] is None
    assert program.secret.startswith("kld_")
    assert program.secret not in str(Device.objects.values())
    assert program.check()["verdict"] == "valid"
