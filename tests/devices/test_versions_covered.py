"""Where the subscription decides about versions: an older version works on, a newer one does less."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.test_check import opened, running


@pytest.fixture
def subscribed(cast: Cast) -> License:
    """Registered long ago; the subscription ended a month ago, one version came out since."""
    factories.signing_key()
    today = clock.today()
    versions = [
        {"number": "1.79", "released": str(today - timedelta(days=400))},
        {"number": "1.80", "released": str(today - timedelta(days=5))},
    ]
    product = factories.product(
        "subiekt-gt-z-abonamentem", rules={"follows": "subscription"}, stored_versions=versions
    )
    long_ago = clock.now() - timedelta(days=900)
    license = factories.license(cast.alfa, product=product, registered_at=long_ago)
    ended = today - timedelta(days=30)
    license.periods.create(
        kind="subscription", source="erp", starts_on=ended - timedelta(days=365), ends_on=ended
    )
    return license


@pytest.mark.parametrize(
    ("version", "verdict", "mode"),
    [
        ("1.79", "valid", "full"),
        ("1.80", "version_not_covered", "restricted"),
        ("9.99", "valid", "full"),  # the catalog does not know it, so nobody can tell
    ],
)
def test_a_version_after_the_end_is_not_covered(
    subscribed: License, version: str, verdict: str, mode: str
) -> None:
    answer = running(subscribed).check(version=version)

    assert (answer["verdict"], answer["mode"]) == (verdict, mode)


def test_the_file_says_until_when_a_version_may_have_come_out(subscribed: License) -> None:
    program = running(subscribed)
    answer = program.ask("/license-file", parts=dict(program.machine.parts)).json()

    payload = opened(answer["file"])
    assert payload["version_to"] == str(clock.today() - timedelta(days=30))
