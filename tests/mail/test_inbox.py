"""The mailbox of returned mail: read, tidied, asked again when it fails; a message is taken once."""

from __future__ import annotations

from typing import Any

import pytest

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


def test_a_server_that_is_not_there_is_a_sentence_for_the_operator(db, settings, inbox):
    settings.MAIL_URL = "console:"
    found = {one.what: one for one in findings(with_mail=True)}
    assert found["Inbox"].good
    assert "0 unread" in found["Inbox"].found

    inbox.accident = "wrong password"
    found = {one.what: one for one in findings(with_mail=True)}
    assert not found["Inbox"].good
