"""Keys change with overlap; the portal's list can take trust away and never give it."""

from __future__ import annotations

import pytest

from klucznik_client import InvalidToken
from tests.sdk.test_activate import activated
from tools.signing import TestKey


def test_a_program_that_was_built_with_the_next_key_does_not_notice_the_change(computer, portal):
    desk = computer()
    activated(desk, portal, wants_file=True)
    portal.rotate_key("next")

    client = desk.start(keys=[portal.key, TestKey("next").public])

    assert client.check(force=True).source == "portal"
    assert client.check().source == "answer"
    assert client.license_file().counter == 1  # signed with the old key, and still believed


def test_a_key_that_only_the_portal_names_is_not_trusted(computer, portal):
    client = activated(computer(), portal)
    portal.rotate_key("next")

    listed = client.fetch_keys()

    assert TestKey("next").id in {one["key_id"] for one in listed}
    assert client.check(force=True).source == "answer"
    with pytest.raises(InvalidToken) as refused:
        client.fetch_license_file()
    assert refused.value.code == "unknown_key"


def test_what_a_revoked_key_signed_is_replaced_while_the_portal_is_there(computer, portal):
    desk = computer()
    activated(desk, portal, wants_file=True)
    client = desk.start(keys=[portal.key, TestKey("next").public])
    portal.rotate_key("next", revoke=True)

    verdict = client.check(force=True)

    assert (verdict.verdict, verdict.source) == ("valid", "portal")
    assert client.license_file().counter == 2
    portal.close()
    assert client.check().mode == "full"


def test_a_revoked_key_stays_revoked_and_its_files_are_worth_nothing(computer, portal):
    desk = computer()
    activated(desk, portal)
    portal.rotate_key("next", revoke=True)
    client = desk.start()
    client.fetch_keys()
    portal.world.revoked.clear()
    client.fetch_keys()
    portal.close()

    verdict = desk.start().check()

    assert (verdict.verdict, verdict.mode) == ("unregistered_over", "read_only")


def test_the_keys_are_asked_for_once_a_day(computer, portal):
    desk = computer()
    client = activated(desk, portal)

    for _ in range(3):
        client.check(force=True)
    desk.travel(days=1)
    client.check(force=True)

    assert portal.routes.count("/api/v1/keys") == 2
