"""A license passes to another company: devices of the old one lose their places and learn nothing of the new one."""

from __future__ import annotations

from datetime import timedelta

from klucznik.core import clock
from klucznik.devices import seats
from klucznik.devices.models import Activation
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program
from tests.devices.test_check import running
from tests.licensing.deals import accept, offer


def passed_on(cast: Cast, license: License) -> License:
    """Anna gives, Celina takes."""
    for owner in (cast.anna, cast.celina):
        factories.with_factor(owner)
    accept(cast.celina, offer(cast.anna, license, cast.beta))
    return License.objects.get(pk=license.pk)


def test_places_end_and_programs_are_told_so(cast: Cast, gt: License) -> None:
    program = running(gt)

    passed_on(cast, gt)

    answer = program.check()
    place = Activation.objects.get()
    assert (place.ended, place.ended_by) == ("license", cast.celina)
    assert (answer["verdict"], answer["size"], answer["notices"]) == ("released", 0, [])
    assert cast.beta.name not in str(answer)
    assert program.ask("/license-file", parts=dict(program.machine.parts)).status_code in (404, 409)


def test_a_file_that_lives_keeps_its_seat_from_the_new_company(cast: Cast, gt: License) -> None:
    running(gt, file_until=clock.now() + timedelta(days=9), file_counter=3)

    passed = passed_on(cast, gt)

    assert seats.taking(passed, clock.now()).count() == 1


def test_the_new_company_activates_its_own(cast: Cast, gt: License, sign_in) -> None:
    old = running(gt)
    passed = passed_on(cast, gt)
    program = Program(machine=old.machine)

    answer = program.activate(passed, browser=sign_in(cast.celina))

    assert answer.status_code == 201
    assert program.device != old.device
    assert Program().activate(passed, browser=sign_in(cast.anna)).status_code == 404
