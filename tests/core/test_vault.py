"""What is sealed stays secret and whole, and says clearly why when it cannot be opened."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from klucznik.core import vault

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def keys(settings, tmp_path: Path) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    return tmp_path / "keys"


@given(st.binary(max_size=2000), st.text(max_size=40))
@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_what_was_sealed_opens_again(data: bytes, context: str):
    assert (
        vault.unseal(vault.seal(data, key=KEY, context=context), key=KEY, context=context) == data
    )


def test_the_same_words_are_sealed_differently_each_time():
    first = vault.seal(b"scan", key=KEY, context="case 1")

    assert first != vault.seal(b"scan", key=KEY, context="case 1")
    assert b"scan" not in first


def test_a_seal_of_one_case_does_not_open_in_another():
    blob = vault.seal(b"scan", key=KEY, context="case 1")

    with pytest.raises(vault.VaultBroken, match="belongs to something else"):
        vault.unseal(blob, key=KEY, context="case 2")


def test_every_single_flipped_bit_is_noticed():
    blob = vault.seal(b"the role of Anna", key=KEY, context="case")

    for position in range(len(blob)):
        flipped = bytearray(blob)
        flipped[position] ^= 1
        with pytest.raises(vault.VaultBroken):
            vault.unseal(bytes(flipped), key=KEY, context="case")


@pytest.mark.parametrize("length", [0, 3, 8, 20, 35, 40])
def test_a_seal_cut_short_is_noticed(length: int):
    blob = vault.seal(b"the role of Anna", key=KEY, context="case")

    with pytest.raises(vault.VaultBroken):
        vault.unseal(blob[:length], key=KEY, context="case")


def test_another_key_is_named_as_the_reason():
    blob = vault.seal(b"scan", key=KEY, context="case")

    with pytest.raises(vault.VaultBroken, match=r"another key.*vault\.key"):
        vault.unseal(blob, key=vault.new_key(), context="case")


def test_a_wrapped_key_comes_back_only_for_its_owner():
    key = vault.new_key()
    wrapped = vault.wrap(key, context="case 1")

    assert vault.unwrap(wrapped, context="case 1") == key
    assert vault.unwrap(memoryview(wrapped), context="case 1") == key
    assert key not in wrapped
    with pytest.raises(vault.VaultBroken):
        vault.unwrap(wrapped, context="case 2")


def test_a_sealed_address_can_be_read_again_and_not_used_as_a_key():
    sealed = vault.seal_text("łucja@example.pl", context="tombstone")

    assert vault.unseal_text(sealed, context="tombstone") == "łucja@example.pl"
    assert "example" not in sealed
    with pytest.raises(vault.VaultBroken):
        vault.unseal_text(sealed, context="case")
    with pytest.raises(vault.VaultBroken):
        vault.unseal_text(sealed[:-8] + "!!!!" + sealed[-4:], context="tombstone")


def test_a_fingerprint_finds_the_value_for_one_purpose_only(settings, tmp_path: Path):
    first = vault.fingerprint("a@example.pl", "tombstone")

    assert first == vault.fingerprint("a@example.pl", "tombstone")
    assert len(first) == 64
    assert first != vault.fingerprint("a@example.pl", "invitation")
    assert first != vault.fingerprint("b@example.pl", "tombstone")
    settings.KEYS_DIR = tmp_path / "other keys"
    assert first != vault.fingerprint("a@example.pl", "tombstone")


def test_the_master_key_is_made_once_for_its_owner_only(keys: Path):
    key = vault.master_key()

    assert len(key) == 32
    assert (keys / "vault.key").read_bytes() == key == vault.master_key()
    assert stat.S_IMODE((keys / "vault.key").stat().st_mode) == 0o600
    assert [path.name for path in keys.iterdir()] == ["vault.key"]


def test_a_damaged_key_file_stops_with_a_sentence_and_is_not_replaced(keys: Path):
    keys.mkdir()
    (keys / "vault.key").write_bytes(b"half of a key")

    with pytest.raises(vault.VaultKeyUnusable, match="13 bytes instead of 32"):
        vault.wrap(KEY)
    assert (keys / "vault.key").read_bytes() == b"half of a key"


def test_a_lost_key_is_told_from_a_damaged_value(keys: Path, settings, tmp_path: Path):
    wrapped = vault.wrap(KEY)
    settings.KEYS_DIR = tmp_path / "a new empty folder"

    with pytest.raises(vault.VaultBroken, match=r"restore vault\.key"):
        vault.unwrap(wrapped)


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path):
    path = tmp_path / "fresh" / "vault.key"

    with multiprocessing.get_context("fork").Pool(8) as pool:
        keys = pool.map(vault._load_master_key, [path] * 8)

    assert len(set(keys)) == 1
    assert len(keys[0]) == 32
