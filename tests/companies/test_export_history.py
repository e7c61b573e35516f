"""Taking the history out: a sheet that opens safely, a document that anybody can verify, a signed receipt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.core.provenance import Provenance, coming_from
from klucznik.events import documents, receipts
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from tests import factories
from tests.cast import Cast
from tests.events.chains import happen

SignIn = Callable[..., Client]
FORMULAS = [
    "=1+1", "+48", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "\n=1",
]  # fmt: skip


@pytest.fixture
def anna(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(factories.with_factor(cast.anna), factor=True)


def address(cast: Cast, query: str = "") -> str:
    return f"/companies/{cast.alfa.public_id}/history/export/{query}"


def taken(browser: Client, cast: Cast, form: str, query: str = "") -> bytes:
    answer = browser.post(address(cast, query), {"form": form})
    assert answer.status_code == 200, answer
    assert answer.streaming
    return b"".join(answer.streaming_content)


def sheet(browser: Client, cast: Cast, query: str = "") -> list[list[str]]:
    text = taken(browser, cast, "csv", query).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def document(browser: Client, cast: Cast, query: str = "") -> dict[str, Any]:
    return json.loads(taken(browser, cast, "json", query))


def test_the_sheet_tells_each_event_in_a_row(cast: Cast, anna: Client) -> None:
    with coming_from(Provenance("203.0.113.7", "", "")):
        happen(cast.alfa, cast.anna, 2)

    head, first, second, own = sheet(anna, cast)

    assert head[:4] == ["Time", "What happened", "Who", "Whom it concerns"]
    assert first[1] == "Anna Alfowska invited osoba0@example.com as user"
    assert (first[2], first[4], first[6]) == ("Anna Alfowska", "203.0.113.7", "1")
    assert second[6] == "2"
    assert own[1] == "Anna Alfowska downloaded the history of the company"


def test_the_file_begins_with_the_mark_of_utf8_and_names_nothing_typed(
    cast: Cast, anna: Client
) -> None:
    answer = anna.post(address(cast), {"form": "csv"})

    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert cast.alfa.tax_number in answer["Content-Disposition"]
    assert "Alfa" not in answer["Content-Disposition"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_is_a_formula(cast: Cast, anna: Client, typed: str) -> None:
    User.objects.filter(pk=cast.bogna.pk).update(first_name=typed)
    with transaction.atomic():
        record(Kind.MEMBER_LEFT, actor=cast.bogna, company=cast.alfa)

    row = sheet(anna, cast)[1]

    assert row[1].startswith("'")
    assert row[2].startswith("'")


def test_the_file_is_in_the_language_of_its_reader(cast: Cast, sign_in: SignIn) -> None:
    happen(cast.alfa, cast.anna)
    browser = sign_in(factories.with_factor(cast.anna), factor=True, language="pl")

    assert sheet(browser, cast)[1][1] == "Anna Alfowska: zaproszono osoba0@example.com (użytkownik)"


def test_the_filters_of_the_page_hold_for_the_file(cast: Cast, anna: Client) -> None:
    happen(cast.alfa, cast.anna, 2)
    with transaction.atomic():
        record(Kind.MEMBER_LEFT, actor=cast.bogna, company=cast.alfa)

    rows = sheet(anna, cast, f"?person={cast.bogna.public_id}")

    assert [row[1] for row in rows[1:]] == ["Bogna Bąk left the company"]


def test_the_document_verifies_without_the_database(
    cast: Cast, anna: Client, tmp_path: Path
) -> None:
    happen(cast.alfa, cast.anna, 3)
    path = tmp_path / "history.json"
    path.write_bytes(taken(anna, cast, "json"))

    header, links = documents.read(path)
    found = documents.verify_document(header, links)

    assert (found.links, found.told, found.damage) == (4, 4, [])
    assert receipts.is_signed(header["receipt"], receipts.public_key())
    assert header["receipt"]["company"]["name"] == "Piekarnia Alfa"


def test_a_narrowed_document_verifies_as_well(cast: Cast, anna: Client) -> None:
    happen(cast.alfa, cast.anna, 3)
    with transaction.atomic():
        record(Kind.MEMBER_LEFT, actor=cast.bogna, company=cast.alfa)

    whole = document(anna, cast, "?person=" + cast.bogna.public_id)
    found = documents.verify_document(whole, whole["links"])

    assert (found.links, found.told, found.damage) == (5, 1, [])
    assert "osoba0@example.com" not in json.dumps(whole)


def change(link: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for name in parents:
        link = link[name]
    link[last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("event.facts.role", "global_administrator"),
        ("event.at", "2020-01-01T00:00:00.000000Z"),
        ("event.actor", "0" * 16),
        ("content", "0" * 64),
        ("digest", "0" * 64),
        ("position", 7),
    ],
)
def test_a_forged_document_is_found(cast: Cast, anna: Client, path: str, value: Any) -> None:
    happen(cast.alfa, cast.anna, 4)
    whole = document(anna, cast)
    change(whole["links"][1], path, value)

    assert documents.verify_document(whole, whole["links"]).damage


@pytest.mark.parametrize("cut", [slice(0, 4), slice(1, 5), slice(0, 5, 2)])
def test_a_shortened_document_is_found(cast: Cast, anna: Client, cut: slice) -> None:
    happen(cast.alfa, cast.anna, 4)
    whole = document(anna, cast)

    assert documents.verify_document(whole, whole["links"][cut]).damage


def test_of_the_staff_no_name_no_address_and_no_mark_of_the_person_goes_out(
    cast: Cast, anna: Client
) -> None:
    with transaction.atomic(), coming_from(Provenance("203.0.113.8", "", "")):
        record(Kind.STAFF_VIEWED_COMPANY, actor=cast.ewa, company=cast.alfa, by_staff=True)

    text = taken(anna, cast, "json").decode() + taken(anna, cast, "csv").decode()

    assert "The vendor's staff looked at the company" in text
    assert not [word for word in ("Erlich", cast.ewa.public_id, "203.0.113.8") if word in text]


def test_of_somebody_outside_the_company_no_name_goes_out(cast: Cast, anna: Client) -> None:
    with transaction.atomic(), coming_from(Provenance("203.0.113.8", "", "")):
        record(Kind.MEMBER_LEFT, actor=cast.celina, company=cast.alfa)

    text = taken(anna, cast, "json").decode() + taken(anna, cast, "csv").decode()

    assert "Somebody outside the company left the company" in text
    assert not [word for word in ("Cicha", "celina@", "203.0.113.8") if word in text]


def test_keys_of_rows_stay_inside(cast: Cast, anna: Client) -> None:
    with transaction.atomic():
        record(
            Kind.COMPANY_BECAME_KNOWN,
            actor=None,
            company=cast.alfa,
            subject=cast.alfa,
            people=[987654321],
        )

    link = document(anna, cast)["links"][0]

    assert "987654321" not in json.dumps(link)
    assert len(link["event"]["subject"]) == 64


def test_steps_inside_a_case_stay_inside(cast: Cast, anna: Client) -> None:
    with transaction.atomic():
        record(Kind.DECLARATION_REVIEWED, actor=cast.filip, company=cast.alfa, by_staff=True)

    first = document(anna, cast)["links"][0]

    assert set(first) == {"position", "content", "digest"}


def test_taking_it_out_is_itself_an_event(cast: Cast, anna: Client) -> None:
    taken(anna, cast, "csv", "?group=people")

    event = Event.objects.get(kind=Kind.HISTORY_EXPORTED)
    assert (event.actor, event.company) == (cast.anna, cast.alfa)
    assert event.facts == {"form": "csv", "narrowed": True}


def test_looking_at_the_form_is_not(cast: Cast, anna: Client) -> None:
    assert anna.get(address(cast)).status_code == 200

    assert not Event.objects.filter(kind=Kind.HISTORY_EXPORTED).exists()


@pytest.mark.parametrize("form", ["", "xlsx", "../csv"])
def test_another_kind_of_file_is_refused(cast: Cast, anna: Client, form: str) -> None:
    answer = anna.post(address(cast), {"form": form})

    assert answer.status_code == 422
    assert not Event.objects.filter(kind=Kind.HISTORY_EXPORTED).exists()


def test_the_second_step_is_asked_for_first(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(factories.with_factor(cast.anna))

    assert browser.get(address(cast)).status_code == 302
    assert browser.post(address(cast), {"form": "csv"}).status_code == 302
    assert not Event.objects.filter(kind=Kind.HISTORY_EXPORTED).exists()


def test_an_administrator_reads_but_does_not_take_out(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(factories.with_factor(cast.bartek), factor=True)

    assert browser.post(address(cast), {"form": "csv"}).status_code == 403
    page = browser.get(f"/companies/{cast.alfa.public_id}/history/").content.decode()
    assert "history/export/" not in page
    assert "Receipt of the history" not in page


def test_on_probation_nothing_is_taken_out(cast: Cast, anna: Client) -> None:
    later = clock.now() + timedelta(days=3)
    Membership.objects.filter(user=cast.anna).update(probation_until=later)

    assert anna.post(address(cast), {"form": "csv"}).status_code == 403
    assert anna.post(f"/companies/{cast.alfa.public_id}/history/receipt/").status_code == 403


def test_a_crowd_of_downloads_is_stopped(cast: Cast, anna: Client) -> None:
    answers = [anna.post(address(cast), {"form": "csv"}).status_code for _ in range(31)]

    assert answers == [200] * 30 + [422]


def test_a_right_lost_while_the_form_was_open_is_noticed(cast: Cast) -> None:
    from klucznik.companies.actions.history import export_history
    from klucznik.companies.errors import RightEnded

    place = Membership.objects.get(company=cast.alfa, user=cast.anna)
    Membership.objects.filter(pk=place.pk).update(role=Role.ADMINISTRATOR)

    with pytest.raises(RightEnded):
        export_history(cast.anna, place, form="csv", narrowed=False)
