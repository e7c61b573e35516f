"""Somebody without an account: the address is confirmed first, then the link is the way in; machines are held up."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from klucznik.contact import queue
from klucznik.contact.actions.answering import answer
from klucznik.contact.models import State, Ticket
from klucznik.mail.models import SentEmail

WRITE = "/contact/write/account/"


def reader():
    """A browser of somebody who reads English."""
    return Client(headers={"accept-language": "en"})


SAID = {
    "name": "Ola Obca",
    "email": "ola@example.com",
    "language": "en",
    "subject": "Konto",
    "text": "Nie mogę się zalogować.",
}


@pytest.fixture
def send(travel):
    """Fill in the form like a person, who takes a while."""

    def go(browser=None, **other):
        browser = browser or reader()
        stamp = re.search(r'name="begun" value="([^"]+)"', browser.get(WRITE).content.decode())[1]
        travel(seconds=20)
        return browser.post(WRITE, SAID | {"begun": stamp} | other, follow=True)

    return go


def link(kind: str) -> str:
    """The link in the last message."""
    return re.search(rf"http://[^/]+(/contact/{kind}/\S+)", mail.outbox[-1].body)[1]


@pytest.fixture
def confirmed(cast, send, deliver):
    """A ticket behind a confirmed address, and the browser with its page."""
    browser = reader()
    send(browser)
    deliver()
    browser.post(link("confirm"))
    deliver()
    return Ticket.objects.get(), browser, link("t")


def test_the_ticket_reaches_the_queue_when_the_address_is_confirmed(cast, send, deliver):
    page = send().content.decode()
    assert "ola@example.com" in page
    assert not queue.unassigned()
    deliver()
    assert "Konto" not in mail.outbox[0].body + mail.outbox[0].subject

    browser = reader()
    assert "Nie mogę się zalogować." in browser.get(link("confirm")).content.decode()
    assert not queue.unassigned()
    answer = browser.post(link("confirm"), follow=True)

    ticket = Ticket.objects.get()
    assert list(queue.unassigned()) == [ticket]
    assert "We answer by" in answer.content.decode()
    deliver()
    assert browser.get(link("t")).status_code == 200
    assert browser.get(link("t") + "x").status_code == 404
    assert browser.get(link("t").replace("t/", "confirm/")).status_code == 404


def test_the_page_says_the_same_whoever_has_the_address(cast, send, deliver):
    def told(email):
        page = send(email=email, text=f"Od {email}").content.decode()
        return re.sub(r"Z-\d+-\d+|nonce=\S+|value=\S+|[\w.]+@example.com", "", page)

    assert told("nobody@example.com") == told(cast.anna.email)
    deliver()
    assert {one.message for one in SentEmail.objects.all()} == {"contact/emails/ticket_confirm"}


def test_both_sides_write_and_the_page_shows_no_notes(cast, confirmed, deliver):
    from klucznik.contact.actions.answering import note

    ticket, browser, url = confirmed
    seen = note(cast.ewa, ticket, text="Tajna uwaga").public_id
    answer(cast.ewa, ticket, text="Pomogę.", seen=seen)
    deliver()
    assert "Pomogę." in mail.outbox[-1].body
    assert link("t") == url

    page = browser.post(url + "write/", {"text": "Dziękuję."}, follow=True).content.decode()
    assert "Dziękuję." in page
    assert "Pomogę." in page
    assert "Tajna uwaga" not in page
    assert "Erlich" not in page

    browser.post(url + "close/")
    assert Ticket.objects.get().state == State.CLOSED
    browser.post(url + "write/", {"text": "Jednak nie."})
    assert Ticket.objects.get().state == State.WAITING


def test_nothing_written_is_a_sentence(cast, confirmed):
    _ticket, browser, url = confirmed
    answer = browser.post(url + "write/", {"text": "  "})

    assert answer.status_code == 422
    assert "Write something, or choose a file." in answer.content.decode()


def test_machines_are_held_up_and_people_press_once_more(cast, send, travel):
    browser = reader()
    hasty = browser.post(WRITE, SAID)
    assert hasty.status_code == 422
    assert "look over what you wrote" in hasty.content.decode()
    stamp = re.search(r'name="begun" value="([^"]+)"', hasty.content.decode())[1]
    travel(seconds=5)
    assert browser.post(WRITE, SAID | {"begun": stamp, "website": "x"}).status_code == 422
    assert browser.post(WRITE, SAID | {"begun": stamp[:-2]}).status_code == 422
    assert not Ticket.objects.exists()

    assert browser.post(WRITE, SAID | {"begun": stamp}).url == "/contact/sent/"
    only_empty = reader().post(WRITE, SAID | {"subject": ""}).content.decode()
    assert "look over what you wrote" not in only_empty  # the field says it already
    travel(hours=30)
    assert browser.post(WRITE, SAID | {"begun": stamp, "text": "Nowe."}).status_code == 422


def test_nobodys_mailbox_is_filled(cast, send, deliver):
    answers = [send(text=f"{n}") for n in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 422]
    deliver()
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Type your name."),
        ({"name": "Kup na www.spam.example"}, "A name cannot contain a web address."),
        ({"email": "ola"}, "Type a full e-mail address"),
        ({"email": "ola@example.com\nBcc: x@example.com"}, "invisible character"),
        ({"subject": "\u200b"}, "Type a subject."),
        ({"language": "xx"}, "xx"),
        ({"product": "\x00"}, "Choose a program from the list."),
    ],
)
def test_wrong_input_is_a_sentence_at_its_field(cast, send, wrong, sentence):
    answer = send(**wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Ticket.objects.exists()


def test_what_nobody_confirms_is_erased_as_a_whole(cast, send, travel):
    from klucznik.contact.tasks import drop_unconfirmed

    send()
    travel(days=6)
    drop_unconfirmed()
    assert Ticket.objects.exists()
    travel(days=2)
    drop_unconfirmed()
    assert not Ticket.objects.exists()


def test_a_link_of_an_account_ticket_opens_nothing(cast):
    from klucznik.contact.actions.opening import open_ticket

    ticket = open_ticket(cast.anna, topic="other", subject="x", text="y")
    assert reader().get(f"/contact/t/{ticket.token}/").status_code == 404
    assert reader().get(f"/contact/confirm/{ticket.confirming_token}/").status_code == 404
