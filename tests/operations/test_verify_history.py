"""`klucznik verify-history`: a whole database, a company, a receipt, a downloaded file, anchors outside."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from klucznik.companies.exporting import described, export
from klucznik.companies.history import Wanted
from klucznik.events import receipts
from klucznik.events.models import Event, EventSeal
from klucznik.events.sealing import seal_batch, seal_now
from tests.cast import Cast
from tests.events.chains import happen, unguarded

Site = Callable[..., Any]


def verify(**options: object) -> tuple[int, str]:
    """Exit code and what was printed."""
    out = StringIO()
    try:
        call_command("verify_history", stdout=out, **options)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def alfa(cast: Cast) -> Cast:
    happen(cast.alfa, cast.anna, 4)
    happen(cast.beta, cast.celina, 2)
    happen(None, cast.dorota)
    seal_batch()
    return cast


def tamper(cast: Cast) -> None:
    second = Event.objects.filter(company=cast.alfa).order_by("pk")[1]
    with unguarded():
        Event.objects.filter(pk=second.pk).update(facts={"role": "administrator"})


def cut(cast: Cast) -> None:
    last = EventSeal.objects.filter(chain=cast.alfa.public_id).order_by("-position").first()
    with unguarded():
        EventSeal.objects.filter(pk=last.pk).delete()
        Event.objects.filter(pk=last.event_id).delete()


def test_a_whole_database_is_told_chain_by_chain(alfa: Cast) -> None:
    happen(alfa.alfa, alfa.anna)

    code, told = verify()

    assert code == 0
    assert f"{alfa.alfa.public_id}: 5 events, 4 sealed, 1 not yet, 0 erased; head " in told
    assert "portal: 1 events" in told
    assert "3 chains walked: everything fits." in told


def test_damage_is_named_and_ends_with_exit_code_1(alfa: Cast) -> None:
    tamper(alfa)

    code, told = verify()

    assert code == 1
    assert "1 places DAMAGED" in told
    assert "DAMAGE changed: at 2 member.invited of " in told
    assert "NOT EVERYTHING FITS" in told


@pytest.mark.parametrize("name", ["public id", "NIP", "NIP with dashes"])
def test_one_company_is_checked_alone(alfa: Cast, name: str) -> None:
    tamper(alfa)
    beta = alfa.beta
    words = {
        "public id": beta.public_id,
        "NIP": beta.tax_number,
        "NIP with dashes": beta.tax_id_display,
    }[name]

    code, told = verify(company=words)

    assert code == 0
    assert "1 chains walked" in told
    assert alfa.alfa.public_id not in told


@pytest.mark.parametrize("words", ["nobody", "5260001246", "12", "''"])
def test_an_unknown_company_is_told_so(alfa: Cast, words: str) -> None:
    with pytest.raises(CommandError, match="There is no company"):
        verify(company=words)


def receipt_file(cast: Cast, folder: Path, **changes: Any) -> Path:
    path = folder / "receipt.json"
    given = receipts.receipt(cast.alfa.public_id, company=described(cast.alfa))
    path.write_text(json.dumps(given | changes))
    return path


def test_a_receipt_fits_also_after_more_has_happened(alfa: Cast, tmp_path: Path) -> None:
    path = receipt_file(alfa, tmp_path)
    happen(alfa.alfa, alfa.anna, 2)
    seal_now(alfa.alfa)

    code, told = verify(receipt=path)

    assert code == 0
    assert "The receipt fits." in told


def test_a_cut_tail_is_found_with_a_receipt_and_not_without(alfa: Cast, tmp_path: Path) -> None:
    path = receipt_file(alfa, tmp_path)
    cut(alfa)

    assert verify()[0] == 0
    code, told = verify(receipt=path)
    assert code == 1
    assert "DAMAGE cut tail: the receipt knows 4 links" in told


def test_a_forged_receipt_is_found(alfa: Cast, tmp_path: Path) -> None:
    code, told = verify(receipt=receipt_file(alfa, tmp_path, sealed_at="2020-01-01"))

    assert code == 1
    assert "not signed with the key of this portal" in told


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x"}', "\x00"])
def test_what_is_no_receipt_is_told_so(alfa: Cast, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)

    with pytest.raises(CommandError, match="is not a receipt"):
        verify(receipt=path)


def test_a_file_that_is_not_there_is_told_so(db: None, tmp_path: Path) -> None:
    for option in ("receipt", "file"):
        with pytest.raises(CommandError, match="No such file"):
            verify(**{option: tmp_path / "nothing"})


def history_file(cast: Cast, folder: Path) -> Path:
    path = folder / "history.json"
    path.write_text("".join(export(cast.alfa, Wanted(), "json", "pl")), encoding="utf-8")
    return path


def test_a_downloaded_history_is_checked_from_the_file_alone(
    alfa: Cast, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    path = history_file(alfa, tmp_path)

    with django_assert_num_queries(0):
        code, told = verify(file=path)

    assert code == 0
    assert "4 links, 4 events told; everything fits." in told
    assert receipts.key_id(receipts.public_key()) in told


def test_a_file_written_anew_in_another_shape_is_checked_as_well(
    alfa: Cast, tmp_path: Path
) -> None:
    path = history_file(alfa, tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()), indent=4))

    assert verify(file=path)[0] == 0


def test_a_changed_file_is_found(alfa: Cast, tmp_path: Path) -> None:
    path = history_file(alfa, tmp_path)
    path.write_text(path.read_text().replace('"role": "user"', '"role": "administrator"', 1))

    code, told = verify(file=path)

    assert code == 1
    assert "DAMAGE changed: at 1" in told


def test_a_file_with_another_receipt_is_found(alfa: Cast, tmp_path: Path) -> None:
    path = history_file(alfa, tmp_path)
    path.write_text(path.read_text().replace('"narrowed"', '"x"').replace(settings.PUBLIC_URL, "x"))

    code, told = verify(file=path)

    assert code == 1
    assert "not signed with the key that it names" in told


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"links": [{}]}', '{"format": "y", "links": []}']
)
def test_what_is_no_history_is_told_so(db: None, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)

    with pytest.raises(CommandError, match=r"history|format"):
        verify(file=path)


def test_anchors_are_added_once_and_checked_each_time(alfa: Cast, tmp_path: Path) -> None:
    path = tmp_path / "anchors"

    first, again = verify(anchor=path), verify(anchor=path)
    happen(alfa.alfa, alfa.anna)
    seal_now(alfa.alfa)
    more = verify(anchor=path)

    assert first == (0, f"{path}: 0 anchors checked, 3 added.\n")
    assert again == (0, f"{path}: 3 anchors checked, 0 added.\n")
    assert more == (0, f"{path}: 3 anchors checked, 1 added.\n")


def test_an_anchor_that_does_not_hold_is_told_and_nothing_is_added(
    alfa: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "anchors"
    verify(anchor=path)
    before = path.read_text()
    cut(alfa)
    happen(alfa.beta, alfa.celina)
    seal_now(alfa.beta)

    code, told = verify(anchor=path)

    assert code == 1
    assert "DAMAGE cut tail" in told
    assert path.read_text() == before


def test_a_file_of_something_else_is_no_file_of_anchors(db: None, tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    path.write_text("what\n")

    with pytest.raises(CommandError, match="Line 1"):
        verify(anchor=path)


def test_the_key_is_made_once_and_readable_by_the_server_alone(db: None) -> None:
    first, again = verify(key=True), verify(key=True)

    assert first == again
    file = Path(settings.KEYS_DIR) / "history.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_command_line_knows_it(site: Site, tmp_path: Path) -> None:
    told = site("verify-history")
    assert told.returncode == 2
    assert "cannot be read" in told.stderr
    assert "Traceback" not in told.stderr

    site("migrate")
    told = site("verify-history")
    assert told.stdout == "0 chains walked: everything fits.\n"
    assert told.returncode == 0
    assert "Ed25519" in site("verify-history", "--key").stdout
