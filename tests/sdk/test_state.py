"""The state file: whole or not there, for its user only, and never somebody else's document."""

from __future__ import annotations

import json

import pytest

from klucznik_client.state import FORMAT, State


def test_what_is_remembered_is_there_after_a_start(tmp_path):
    State(tmp_path / "deep" / "state.json").update(
        device="d1", counter=3, said={"sentence": "Żółw"}
    )

    again = State(tmp_path / "deep" / "state.json")

    assert (again.text("device"), again.whole("counter")) == ("d1", 3)
    assert again.table("said") == {"sentence": "Żółw"}


def test_what_is_forgotten_leaves_the_file(tmp_path):
    state = State(tmp_path / "state.json")
    state.update(token="klt_secret", device="d1")

    state.update(token=None)

    assert "klt_secret" not in (tmp_path / "state.json").read_text()


def test_only_its_user_reads_it_and_nothing_is_left_beside_it(tmp_path):
    state = State(tmp_path / "state.json")
    for number in range(3):
        state.update(counter=number)

    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", [b"", b'{"format": "klucz', b"\xff\xfe\x00", b"[]", b'{"a": 1}', b"[" * 100_000]
)
def test_a_torn_or_foreign_file_counts_as_empty_and_is_put_aside(tmp_path, content):
    path = tmp_path / "state.json"
    path.write_bytes(content)

    state = State(path)
    before = state.get("device")
    state.update(device="d1")

    assert before is None
    assert json.loads(path.read_text()) == {"format": FORMAT, "device": "d1"}
    assert (tmp_path / "state.json.damaged").read_bytes() == content


def test_values_of_a_wrong_type_count_as_missing(tmp_path):
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"format": FORMAT, "device": 7, "counter": "x", "said": []}))

    state = State(path)

    assert (state.text("device"), state.whole("counter"), state.table("said")) == ("", 0, {})


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path, monkeypatch):
    state = State(tmp_path / "state.json")
    state.update(device="d1")

    def full(*args):
        raise OSError

    monkeypatch.setattr("os.replace", full)
    state.update(device="d2")

    assert (state.text("device"), state.is_saved) == ("d2", False)
    assert State(tmp_path / "state.json").text("device") == "d1"
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]
