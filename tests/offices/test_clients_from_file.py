"""Clients from a file: every line is looked at first, the good ones are registered, the others stay to be corrected."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klucznik.companies.models import Company, Membership
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.clients_files import register_from_file
from klucznik.offices.clients_file import Line, check, sheet, typed
from klucznik.offices.errors.clients import NoClientListed, TooManyClients
from klucznik.offices.limits import clients_of
from klucznik.offices.models import Client
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db
TWO = "NIP;Nazwa\n525-224-84-81;Kwiaciarnia Mak\nDE136695976;Blumen GmbH\n"


def address(office: Company, rest: str = "") -> str:
    return f"/companies/{office.public_id}/clients/file/{rest}"


def send(browser, office: Company, table: str | bytes, **given):
    data = table.encode() if isinstance(table, str) else table
    file = SimpleUploadedFile("klienci.csv", data, "text/csv")
    return browser.post(address(office), {"program": "subiekt-123-gt", "file": file} | given)


def accept(browser, office: Company, good: str = "", lines: str = "", step: str = "register/"):
    given = {"program": "subiekt-123-gt", "good": good, "lines": lines}
    return browser.post(address(office, step), given, follow=True)


def text(answer) -> str:
    return answer.content.decode()


def test_a_file_is_shown_first_and_then_registered(sign_in):
    office, head = factory.office()
    browser = sign_in(head)

    shown = text(send(browser, office, TWO))
    assert not Client.objects.exists()
    done = accept(browser, office, "525-224-84-81;Kwiaciarnia Mak\nDE136695976;Blumen GmbH")

    assert "Register 2 clients" in shown
    assert "To be corrected" not in shown
    assert "2 clients are registered." in text(done)
    found = {client.tax_id: client.name for client in Client.objects.all()}
    assert found == {
        TaxId("PL", "5252248481"): "Kwiaciarnia Mak",
        TaxId("DE", "136695976"): "Blumen GmbH",
    }
    assert {client.source for client in Client.objects.all()} == {"file"}
    assert Event.objects.filter(kind=Kind.CLIENT_REGISTERED, company=office).count() == 2
    told = Event.objects.get(kind=Kind.CLIENTS_READ_FROM_FILE)
    assert (told.facts["new"], told.facts["refused"]) == (2, 0)


@pytest.mark.parametrize(
    "table",
    [
        "\ufeffNIP;Nazwa\n5252248481;Mak",
        "nazwa klienta\tNIP lub VATIN\nMak\tPL5252248481",
        'Company name,Tax ID\n"Mak",525-224-84-81',
        "uwagi;nip;firma\nstała;525 224 84 81;Mak",
        "525-224-84-81;Mak",
        "NIP;Nazwa\r\n\r\n5252248481;Mak\r\n;\r\n",
    ],
)
def test_headers_in_both_languages_and_any_separator_are_understood(table: str):
    (line,) = sheet(table.encode())

    assert TaxId.parse(line.tax_id).number == "5252248481"
    assert line.name == "Mak"


def test_a_file_of_windows_in_poland_keeps_its_letters():
    (line,) = sheet("NIP;Nazwa\n5252248481;Żółta Łódź".encode("cp1250"))

    assert line.name == "Żółta Łódź"


def test_each_line_says_what_is_wrong_with_it(sign_in):
    office, head = factory.office()
    factory.client(office, "Jest już", tax_number="7811897358")
    table = (
        "NIP;Nazwa\n525-224-84-82;Zła cyfra\n781-189-73-58;Jest już\n5252248481;Dobra\n"
        f"5252248481;Druga taka\n{factories.tax_number()};\n{office.tax_number};Biuro\n;Bez numeru\n"
    )

    shown = text(send(sign_in(head), office, table))

    assert "its last digit does not fit" in shown
    assert "The office has this client already: Jest już." in shown
    assert "This number stands in the list twice." in shown
    assert "Enter the name of the client." in shown
    assert "This is the tax ID of the office itself" in shown
    assert "This is neither a NIP" in shown
    assert "Register 1 client<" in shown.replace("\n", "")


def test_only_as_many_lines_are_good_as_there_are_places(sign_in):
    office, head = factory.office(entities=3)
    factory.client(office)
    numbers = [factories.tax_number() for _ in range(4)]
    lines = [Line(number, f"Klient {number}") for number in numbers]

    checked = check(office, factory.program(), lines)
    done = register_from_file(head, office, program=factory.program(), lines=lines)

    assert [one.is_good for one in checked] == [True, True, False, False]
    assert [one.is_good for one in done] == [True, True, False, False]
    assert "All places for clients are taken: 3 of 3." in done[2].problems[0]
    assert clients_of(office, factory.program()).used == 3


def test_the_limit_holds_across_the_commits_of_a_long_file():
    office, head = factory.office(entities=150)
    lines = [Line(factories.tax_number(), "Klient") for _ in range(220)]

    done = register_from_file(head, office, program=factory.program(), lines=lines)

    assert [one.is_good for one in done] == [True] * 150 + [False] * 70
    assert clients_of(office, factory.program()).over == 0
    facts = Event.objects.get(kind=Kind.CLIENTS_READ_FROM_FILE).facts
    assert (facts["new"], facts["refused"]) == (150, 70)


def test_what_changed_since_the_preview_is_judged_anew(sign_in):
    office, head = factory.office(entities=1)
    browser = sign_in(head)
    assert "Register 1 client" in text(send(browser, office, "5252248481;Mak"))
    factory.client(office, "Szybsza")

    done = text(accept(browser, office, "5252248481;Mak"))

    assert "All places for clients are taken: 1 of 1." in done
    assert Client.objects.count() == 1


def test_wrong_lines_are_corrected_in_place_and_checked_again(sign_in):
    office, head = factory.office()
    browser = sign_in(head)

    shown = text(accept(browser, office, "5252248481;Mak", "7811897358;Piekarnia", "check/"))
    done = text(accept(browser, office, "5252248481;Mak", "7811897359;Piekarnia"))

    assert "Register 2 clients" in shown
    assert "1 client is registered." in done
    assert "7811897359;Piekarnia" in done
    assert "its last digit does not fit" in done
    assert Client.objects.get().name == "Mak"


def test_a_client_that_a_program_works_for_becomes_registered():
    office, head = factory.office()
    seen = factory.client(office, "?", registered_at=None, first_run_at=clock.now())
    line = Line(seen.tax_number, "Zakład Szewski")

    (checked,) = check(office, factory.program(), [line])
    register_from_file(head, office, program=factory.program(), lines=[line])

    seen.refresh_from_db()
    assert checked.is_seen
    assert (seen.name, seen.is_registered) == ("Zakład Szewski", True)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "This file is empty."),
        ("NIP;Nazwa\n", "There is no client in the file."),
        (b"\x00\x01\x02", "is not a text file with a table"),
        ("5252248481;Mak\n" * 1001, "Lines in the list: 1001."),
        ("x" * (512 * 1024 + 1), "The file is larger than 512 kB."),
    ],
)
def test_what_is_no_list_is_explained(sign_in, table: str | bytes, sentence: str):
    office, head = factory.office()

    answer = send(sign_in(head), office, table)

    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_thousand_lines_are_read_and_one_more_is_not():
    assert len(sheet(b"5252248481;Mak\n" * 1000)) == 1000
    with pytest.raises(TooManyClients):
        typed("5252248481;Mak\n" * 1001)
    with pytest.raises(NoClientListed):
        typed(" \n\n")


def test_nothing_is_registered_by_looking_at_the_addresses_of_the_buttons(sign_in):
    office, head = factory.office()
    browser = sign_in(head)

    for step in ("check/", "register/"):
        answer = browser.get(address(office, step))
        assert answer["Location"] == address(office)
    assert "There is no client in the file." in text(accept(browser, office))


def test_whoever_lost_the_right_meanwhile_registers_nobody():
    office, head = factory.office()
    Membership.objects.filter(company=office, user=head).update(ended_at=clock.now())

    with pytest.raises(RightMissing):
        register_from_file(
            head, office, program=factory.program(), lines=[Line("5252248481", "Mak")]
        )

    assert not Client.objects.exists()


def test_the_sample_is_read_as_it_is(sign_in):
    office, head = factory.office()
    browser = sign_in(head, language="pl")

    answer = browser.get(address(office, "sample/"))

    lines = sheet(answer.content)
    assert all(one.is_good for one in check(office, factory.program(), lines))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
