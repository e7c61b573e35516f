"""The mailbox of returned mail: read, tidied, asked again when it fails; a message is taken once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from klucznik.mail.models import ReceivedEmail, SentEmail
from klucznik.mail.receiving import LARGEST, receive
from klucznik.mail.return_addresses import return_address
from klucznik.mail.sending import send
from klucznik.mail.tasks import read_inbox
from klucznik.operations.explaining import findings
from tests.mail import reports
from tests.stub.imap import ImapServer


@pytest.fixture(autouse=True)
def returns(settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "bounces@portal.example"


@pytest.fixture
def letter(cast, deliver) -> SentEmail:
    """A message to Anna that went out."""
    send("companies/emails/you_are_associated", to=cast.anna, company_name="Alfa", url="/x/")
    deliver()
    return SentEmail.objects.get()


def dead(cast) -> bool:
    cast.anna.refresh_from_db()
    return cast.anna.address_bounced_at is not None


@pytest.fixture
def inbox(settings):
    with ImapServer() as server:
        settings.INBOX = server.place
        yield server.box


def test_the_mailbox_is_read_and_tidied(cast, letter, inbox):
    inbox.put(reports.postfix(return_address(letter.public_id)))
    person = inbox.put(reports.plain("x@y.example", "jan@firma.example", "Kto to jest?"))
    broken = inbox.put(b"\x00\xff not a message at all")
    huge = inbox.put(b"From: x@y.example\r\n\r\n" + b"x" * (LARGEST + 1))
    read_inbox()

    assert dead(cast)
    assert sorted(inbox.messages) == [person, broken, huge]
    assert not inbox.unseen()
    assert ReceivedEmail.objects.count() == 3


@pytest.mark.parametrize("accident", ["wrong password", "hangs up"])
def test_a_mailbox_that_fails_is_asked_again(cast, letter, inbox, accident):
    inbox.put(reports.postfix(return_address(letter.public_id)))
    inbox.accident = accident
    read_inbox()
    assert not dead(cast)
    assert inbox.unseen()

    inbox.accident = ""
    read_inbox()
    assert dead(cast)


def test_a_password_in_plain_letters_signs_in_as_well(cast, inbox, settings):
    settings.INBOX |= {"password": "sekret"}
    inbox.put(reports.plain("x@y.example", "jan@firma.example", "Kto to jest?"))
    read_inbox()

    assert not inbox.unseen()


def test_a_message_whose_mark_was_lost_is_taken_once(cast, letter, inbox):
    data = reports.postfix(return_address(letter.public_id))
    receive(data)
    inbox.put(data)
    read_inbox()

    assert ReceivedEmail.objects.count() == 1
    assert not inbox.messages


def test_one_message_that_cannot_be_taken_holds_up_nobody(
    cast, letter, inbox, monkeypatch: pytest.MonkeyPatch
):
    def take(data: bytes, **more: Any) -> ReceivedEmail:
        if b"poison" in data:
            raise ValueError("no database takes this")
        return receive(data, **more)

    monkeypatch.setattr("klucznik.mail.tasks.receive", take)
    poison = inbox.put(reports.plain("x@y.example", "jan@firma.example", "poison"))
    inbox.put(reports.postfix(return_address(letter.public_id)))
    read_inbox()

    assert dead(cast)
    assert sorted(inbox.messages) == [poison]
    assert not inbox.unseen()


def test_a_database_that_is_away_leaves_everything_to_be_found_again(
    letter, inbox, monkeypatch: pytest.MonkeyPatch
):
    def away(data: bytes) -> ReceivedEmail:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("klucznik.mail.tasks.receive", away)
    inbox.put(reports.postfix(return_address(letter.public_id)))

    with pytest.raises(OperationalError):
        read_inbox()
    assert inbox.unseen()


@pytest.mark.parametrize("where", ["Diagnostic-Code: smtp; 550", "Message-ID: <", "Message-Id: <"])
def test_a_report_with_a_zero_byte_is_taken_on_every_database(cast, letter, where):
    data = reports.postfix(return_address(letter.public_id))

    row = receive(data.replace(where.encode(), where.encode() + b"\0\xff"))

    assert row.taken
    assert dead(cast)
    assert "\0" not in row.answer


def test_an_address_in_other_letters_from_the_pipe_is_no_reason_to_stumble(db):
    row = receive(
        b"From: x@y.example\r\n\r\nDzie\xf1 dobry", recipient="za\udcf3\udcb3w@portal.example"
    )

    assert row.sort == "person"


def test_a_full_mailbox_is_worked_off_visit_by_visit(
    cast, letter, inbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("klucznik.mail.inbox.MOST", 3)
    for number in range(7):
        inbox.put(reports.plain("x@y.example", "jan@firma.example", f"Słowo {number}"))
    inbox.put(reports.postfix(return_address(letter.public_id)))
    left = []
    for _visit in range(3):
        read_inbox()
        left.append(len(inbox.unseen()))

    assert left == [5, 2, 0]
    assert dead(cast)
    assert ReceivedEmail.objects.count() == 8


def test_a_server_that_is_not_there_is_a_sentence_for_the_operator(db, settings, inbox):
    settings.MAIL_URL = "console:"
    found = {one.what: one for one in findings(with_mail=True)}
    assert found["Inbox"].good
    assert "0 unread" in found["Inbox"].found

    inbox.accident = "wrong password"
    found = {one.what: one for one in findings(with_mail=True)}
    assert not found["Inbox"].good
