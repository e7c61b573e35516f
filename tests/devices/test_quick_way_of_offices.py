"""What the programs of an office are told beside the verdict comes the ordinary way, where there is something."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from klucznik.licensing.models import License
from klucznik.offices.models import Client
from tests import factories
from tests.devices.test_quick_way import installed, ways
from tests.devices.ways import NOON

__all__ = ["ways"]
pytestmark = pytest.mark.django_db


def test_an_office_with_unregistered_clients_is_handed_on_and_told_alike(cast, ways):
    program = installed(cast, variant="office")
    license = License.objects.get(product__code="program-x")
    with time_machine.travel(NOON, tick=False):
        Client.objects.create(
            office=cast.alfa,
            program=license.product,
            tax_number=factories.tax_number(),
            name="Piekarnia Kłos",
            source="program",
            first_run_at=timezone.now() - timedelta(days=50),
        )

    told = ways.both("/check", program.secret)

    assert [one["code"] for one in told["notices"]] == ["clients_unregistered"]
    assert ways.handed_on == 1
    ways.both("/heartbeat", program.secret)
    assert ways.handed_on == 1


def test_a_program_that_names_an_entity_is_handed_on_and_told_alike(cast, ways):
    program = installed(cast, variant="office")

    told = ways.both("/check", program.secret, {"entity": cast.alfa.tax_id_display})

    assert told["entity"]["state"] == "registered"
    assert ways.handed_on == 1
