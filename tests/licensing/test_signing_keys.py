"""The keys that sign licenses: made ahead, rotated with an overlap, revoked; their loss stops nothing else."""

from __future__ import annotations

import base64
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing import signing_keys
from klucznik.licensing.actions.keys import (
    ensure_signing_key,
    make_signing_key,
    retire_signing_key,
    revoke_signing_key,
)
from klucznik.licensing.canonical import key_id
from klucznik.licensing.errors import LastSigningKey, SigningKeyMissing
from klucznik.licensing.models import SigningKey

pytestmark = pytest.mark.django_db


def folder() -> Path:
    return Path(settings.KEYS_DIR) / "licenses"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("license_keys", *arguments, stdout=out)
    return out.getvalue()


def test_a_key_is_made_with_its_private_half_in_a_file_of_the_server() -> None:
    key = make_signing_key()

    path = folder() / f"{key.key_id}.key"
    assert key_id(base64.b64decode(key.public_key)) == key.key_id
    assert len(path.read_bytes()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert signing_keys.current()[0] == key.key_id
    assert Event.objects.get(kind=Kind.SIGNING_KEY_MADE).facts == {"key": key.key_id}


def test_a_new_key_is_announced_before_it_signs(client: Client) -> None:
    old = make_signing_key()
    new = make_signing_key(active_from=timezone.now() + timedelta(days=30))

    announced = [one["key_id"] for one in client.get("/api/v1/keys").json()["keys"]]
    before = signing_keys.current()[0]
    SigningKey.objects.filter(pk=new.pk).update(active_from=timezone.now())
    signing_keys.forget()  # half a minute later
    after = signing_keys.current()[0]
    retire_signing_key(None, old)

    assert announced == [new.key_id, old.key_id]
    assert (before, after) == (old.key_id, new.key_id)
    told = {one["key_id"]: one for one in client.get("/api/v1/keys").json()["keys"]}
    assert told[old.key_id]["retired_at"]
    assert told[old.key_id]["revoked_at"] is None


def test_the_last_one_is_not_retired_but_revoked_it_can_be() -> None:
    key = make_signing_key()

    with pytest.raises(LastSigningKey):
        retire_signing_key(None, key)
    revoke_signing_key(None, key)
    revoke_signing_key(None, key)

    with pytest.raises(SigningKeyMissing):
        signing_keys.current()
    assert Event.objects.filter(kind=Kind.SIGNING_KEY_REVOKED).count() == 1


def test_a_file_that_is_lost_or_broken_leaves_the_turn_to_the_next_key() -> None:
    old, new = make_signing_key(), make_signing_key()
    path = folder() / f"{new.key_id}.key"
    whole = path.read_bytes()

    path.write_bytes(b"short")
    signing_keys.forget()
    assert signing_keys.current()[0] == old.key_id
    path.write_bytes(whole)
    signing_keys.forget()
    assert signing_keys.current()[0] == new.key_id


def test_a_fresh_site_gets_one_key_and_a_site_that_lost_it_none_in_silence() -> None:
    first = ensure_signing_key()
    again = ensure_signing_key()
    (folder() / f"{first.key_id}.key").unlink()
    after_loss = ensure_signing_key()

    assert first is not None
    assert again is after_loss is None
    assert SigningKey.objects.count() == 1
    assert not signing_keys.can_sign()


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file stands where the folder should be")

    assert ensure_signing_key() is None
    assert not SigningKey.objects.exists()


def test_preparing_a_site_makes_its_key(monkeypatch: Any) -> None:
    from klucznik.operations import preparing

    preparing.prepare()

    assert SigningKey.objects.count() == 1


def test_the_command_makes_lists_retires_and_revokes() -> None:
    made = run("make")
    later = run("make", "--from", "2099-01-01")
    first, second = SigningKey.objects.order_by("pk")

    listed = run("list")
    with pytest.raises(CommandError, match="Make another one first"):
        run("retire", first.key_id)
    third = make_signing_key()
    retired, revoked = run("retire", first.key_id), run("revoke", third.key_id)

    assert first.public_key in made
    assert "signs from 2099-01-01" in later
    assert f"{second.key_id}  {second.public_key}  will sign from 2099-01-01" in listed
    assert "signs no more" in retired
    assert "is not trusted" in revoked
    assert "No key can sign" in run("list")


@pytest.mark.parametrize(
    "arguments", [("retire",), ("revoke", "0" * 16), ("make", "--from", "soon")]
)
def test_a_mistake_of_the_operator_is_a_sentence(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
