"""Every message is in the mailbox as its reader sees it, for people and for programs."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Role
from klucznik.contact.actions.opening import open_ticket
from klucznik.demo.models import DemoMessage
from klucznik.demo.people import NOWHERE
from klucznik.members.actions.invitations import invite_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_settings")]


@pytest.fixture
def two_letters(cast, deliver):
    """An invitation to Oskar, then one to Paula."""
    for email in ("oskar@alfa.example", "paula@alfa.example"):
        invite_member(cast.anna, cast.alfa, email=email, role=Role.USER)
        deliver()


def test_programs_read_all_messages_newest_first(client, two_letters):
    letters = client.get("/demo/mail.json").json()

    assert [letter["to"] for letter in letters] == ["paula@alfa.example", "oskar@alfa.example"]
    assert set(letters[0]) == {"to", "subject", "text", "html", "reply_to", "at"}
    assert letters[0]["subject"].startswith("[Konto InsERT] ")
    assert "<html" in letters[0]["html"]


def test_messages_can_be_narrowed_to_one_reader(client, two_letters):
    letters = client.get("/demo/mail.json?to=oskar@").json()

    assert [letter["to"] for letter in letters] == ["oskar@alfa.example"]


def test_a_person_reads_a_letter_in_a_frame_that_runs_nothing(client, two_letters):
    letter = DemoMessage.objects.get(to="oskar@alfa.example")

    page = client.get(f"/demo/mail/?letter={letter.pk}")
    framed = client.get(f"/demo/mail/letter/?letter={letter.pk}")

    assert f"/demo/mail/letter/?letter={letter.pk}" in page.content.decode()
    assert "allow-scripts" not in page.content.decode()
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in framed.headers["Content-Security-Policy"]
    assert '<base target="_top">' in framed.content.decode()


def test_a_letter_can_be_read_as_text(client, two_letters):
    letter = DemoMessage.objects.get(to="oskar@alfa.example")

    page = client.get(f"/demo/mail/?letter={letter.pk}&part=text")

    assert "<iframe" not in page.content.decode()


def test_a_message_to_an_address_that_does_not_exist_comes_back(cast, deliver):
    email = f"oskar{NOWHERE}"
    invitation = invite_member(cast.anna, cast.alfa, email=email, role=Role.USER)
    deliver()

    invitation.refresh_from_db()
    assert invitation.bounced_at
    assert not DemoMessage.objects.filter(to=email).exists()


@pytest.mark.parametrize("key", ["", "0", "x", "99999999", "²"])
def test_a_letter_that_is_not_there_is_not_found(client, key):
    assert client.get("/demo/mail/letter/", {"letter": key}).status_code == 404


def test_a_reply_goes_where_the_message_asks_for_it(client, cast, deliver, settings):
    settings.REPLY_ADDRESS = "help@portal.example"
    ticket = open_ticket(cast.anna, topic="other", subject="Printer", text="It does not print.")
    deliver()
    letter = DemoMessage.objects.get(to=cast.anna.email)
    address = f"/demo/mail/reply/?to=anna&letter={letter.pk}"

    assert "Reply by e-mail" in client.get(f"/demo/mail/?letter={letter.pk}").content.decode()
    assert client.post(address, {"text": ""}).status_code == 422
    answer = client.post(address, {"text": "It prints now."})

    assert answer["Location"] == f"/demo/mail/?to=anna&letter={letter.pk}"
    assert ticket.messages.last().text == "It prints now."
    assert ticket.messages.last().author == cast.anna


def test_a_message_that_nobody_reads_answers_to_has_no_reply(client, two_letters):
    letter = DemoMessage.objects.first()

    assert "Reply by e-mail" not in client.get(f"/demo/mail/?letter={letter.pk}").content.decode()
    assert client.post(f"/demo/mail/reply/?letter={letter.pk}", {"text": "x"}).status_code == 404
