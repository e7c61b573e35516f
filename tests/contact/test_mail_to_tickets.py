"""E-mails in: into their ticket once, without quotations; strangers for the staff alone; machines never."""

from __future__ import annotations

import pytest
from django.core import mail
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from klucznik.contact import queue
from klucznik.contact.actions.answering import answer
from klucznik.contact.actions.opening import open_ticket
from klucznik.contact.actions.writing import close_own
from klucznik.contact.addresses import reply_address, ticket_of
from klucznik.contact.models import Message, Side, State, Ticket
from klucznik.contact.reading import read_letter
from klucznik.mail.models import SentEmail
from klucznik.mail.receiving import receive
from tests.contact.letters import letter
from tests.declarations import papers

OURS = "help@portal.example"
HTML = "<p>Nie <b>działa</b></p><script>alert(1)</script><blockquote>stare</blockquote>"


@pytest.fixture(autouse=True)
def ours(settings):
    settings.REPLY_ADDRESS = OURS


@pytest.fixture
def ticket(cast):
    return open_ticket(cast.anna, topic="other", subject="Drukarka", text="Nie drukuje.")


def words(ticket):
    return [one.text for one in ticket.messages.for_customers()]


def test_an_answer_by_e_mail_is_threaded_both_ways(cast, ticket, deliver):
    answer(cast.ewa, ticket, text="Włącz ją.", seen=ticket.messages.last().public_id)
    deliver()
    out = mail.outbox[-1]
    assert "Włącz ją." in out.body
    assert out.extra_headers["Reply-To"] == reply_address(ticket)
    root = out.extra_headers["References"]
    assert (
        SentEmail.objects.get(message_id=out.extra_headers["Message-ID"]).text.count("Włącz") == 0
    )

    quoted = "Działa, dzięki.\n\nW dniu 1.12.2026 o 10:00, Portal pisze:\n> Włącz ją.\n"
    row = receive(letter(reply_address(ticket), quoted, message_id="<mine@example.com>"))

    assert row.taken
    message = ticket.messages.last()
    assert (message.text, message.author, message.by_mail) == ("Działa, dzięki.", cast.anna, True)
    assert Ticket.objects.get().state == State.WAITING
    answer(cast.ewa, ticket, text="Świetnie.", seen=message.public_id)
    deliver()
    assert mail.outbox[-1].extra_headers["In-Reply-To"] == "<mine@example.com>"
    assert mail.outbox[-1].extra_headers["References"] == f"{root} <mine@example.com>"
    assert mail.outbox[-1].subject == out.subject


def test_the_same_e_mail_is_taken_once(ticket):
    data = letter(reply_address(ticket), message_id="<1@example.com>")
    receive(data)
    receive(data, recipient=reply_address(ticket))
    receive(data, recipient="copy@portal.example")

    assert words(ticket) == ["Nie drukuje.", "Już działa."]


def test_it_opens_a_closed_ticket_again(cast, ticket):
    close_own(cast.anna, ticket)
    receive(letter(reply_address(ticket)))

    assert Ticket.objects.get().state == State.WAITING


def test_html_becomes_text_and_files_pass_the_usual_checks(ticket):
    files = (
        ("ekran.png", "image/png", papers.picture()),
        ("skrypt.exe", "application/octet-stream", b"MZ\x00"),
    )
    receive(letter(reply_address(ticket), "", html=HTML, files=files))

    message = ticket.messages.last()
    assert message.text.startswith("Nie działa")
    assert "alert" not in message.text
    assert "stare" not in message.text
    assert "skrypt.exe" in message.text
    assert [file.name for file in message.files.all()] == ["ekran.png"]


def test_a_stranger_is_kept_for_the_staff_alone(cast, ticket, sign_in):
    receive(letter(reply_address(ticket), "To ja, Anna.", sender="x@evil.example"))

    message = ticket.messages.last()
    assert (message.stranger, message.author) == ("x@evil.example", None)
    assert words(ticket) == ["Nie drukuje."]
    page = sign_in(cast.anna).get(f"/contact/tickets/{ticket.public_id}/").content.decode()
    assert "To ja, Anna." not in page


def test_a_stranger_opens_no_closed_ticket(cast, ticket):
    close_own(cast.anna, ticket)
    receive(letter(reply_address(ticket), "Halo", sender="x@evil.example"))

    assert Ticket.objects.get(pk=ticket.pk).state == State.CLOSED
    assert [one.email for one in queue.unconfirmed_by_mail()] == ["x@evil.example"]


def test_an_administrator_writes_in_what_was_shown_and_a_former_one_is_a_stranger(cast):
    ticket = open_ticket(
        cast.bogna, topic="other", subject="x", text="y",
        company=cast.alfa, with_administrators=True,
    )  # fmt: skip
    receive(letter(reply_address(ticket), "Potwierdzam."))
    assert ticket.messages.last().author == cast.anna

    cast.anna.memberships.update(role="user")
    receive(letter(reply_address(ticket), "I jeszcze."))
    assert ticket.messages.last().stranger == "anna@example.com"


def test_the_address_for_all_opens_a_ticket_and_tells_nothing_of_it(cast, deliver):
    receive(letter(OURS, "Dzień dobry", sender="Ola <ola@example.com>", subject="Re: Fwd: Pytanie"))
    deliver()

    ticket = Ticket.objects.get()
    assert (ticket.by_mail, ticket.confirmed_at, ticket.person) == (True, None, None)
    assert (ticket.subject, ticket.name, ticket.email) == ("Pytanie", "Ola", "ola@example.com")
    assert [one.to for one in mail.outbox] == [["ola@example.com"]]
    assert "Dzień dobry" not in mail.outbox[0].body
    assert list(queue.unconfirmed_by_mail()) == [ticket]


def test_one_sender_opens_few_a_day(cast):
    rows = [receive(letter(OURS, f"Pytanie {n}", sender="ola@example.com")) for n in range(7)]

    assert [row.taken for row in rows] == [True] * 5 + [False] * 2
    assert Ticket.objects.count() == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Unsubscribe": "<mailto:x@y.example>"},
        {"X_Klucznik": "abc"},
        {"X_Spam_Flag": "YES"},
        {"subject": "Automatic reply: Ticket"},
        {"sender": "MAILER-DAEMON@example.com"},
        {"sender": "no-reply@example.com"},
        {"sender": OURS},
        {"sender": "nothing at all"},
    ],
)
def test_machines_and_loops_make_no_messages(cast, ticket, headers):
    for to in (OURS, reply_address(ticket)):
        assert not receive(letter(to, **headers)).taken

    assert Message.objects.count() == Ticket.objects.count() == 1


@pytest.mark.parametrize("tampered", ["another", "-", ""])
def test_an_address_cannot_be_made_up(ticket, tampered):
    name, _at, domain = reply_address(ticket).partition("@")
    if tampered == "another":
        tampered = "1" if name.endswith("0") else "0"

    assert ticket_of(f"{name}@{domain}".upper()) == ticket
    assert ticket_of(f"{name[:-1]}{tampered}@{domain}") is None
    assert ticket_of(f"{name}@other.example") is None


def test_without_the_setting_nothing_is_taken_and_nobody_is_told_to_reply(
    cast, ticket, deliver, settings
):
    address = reply_address(ticket)
    settings.REPLY_ADDRESS = ""
    deliver()

    assert "replies to this message reach nobody" in mail.outbox[-1].body
    assert "Reply-To" not in mail.outbox[-1].extra_headers
    assert not receive(letter(address)).taken
    assert not receive(letter(OURS)).taken


def test_a_dead_mailbox_is_marked_for_the_staff(cast, ticket, deliver, settings):
    from klucznik.mail.return_addresses import return_address
    from tests.mail import reports

    settings.BOUNCE_ADDRESS = "bounces@portal.example"
    deliver()
    receive(reports.postfix(return_address(SentEmail.objects.get().public_id)))
    assert Ticket.objects.get().bounced_at

    receive(letter(reply_address(ticket)))
    assert Ticket.objects.get().bounced_at is None


ODD = st.sampled_from(
    [b"From: a@b.example\r\n", b"To: help@portal.example\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n",
     b"Content-Type: text/html; charset=utf-7\r\n", b"Content-Type: text/plain; charset=nonsense\r\n",
     b"Content-Transfer-Encoding: base64\r\n", b"Content-Disposition: attachment; filename*=utf-8''%FF%00\r\n",
     b"Subject: =?utf-8?b?////?=\r\n", b"Message-ID: <a\x00b@c>\r\n", b"\r\n", b"--x\r\n", b"--x--\r\n",
     b"<div><blockquote><style>", b"> quoted\r\n", b"Od: x\r\nDo: y\r\n", b"On 1 Dec 2026, x wrote:\r\n",
     b"\xff\xfe\x00", b"=?x?q?", b"____________________________________\r\n", b"&#xFFFFFFFF;&#0;"]
)  # fmt: skip


@how(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.one_of(ODD, st.binary(max_size=30)), max_size=14))
def test_whatever_comes_in_never_raises(parts):
    read = read_letter(b"".join(parts))

    assert read is None or (read.text.isprintable() or "\x00" not in read.text)


@how(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.one_of(ODD, st.binary(max_size=30)), max_size=10))
def test_whatever_comes_to_a_ticket_is_taken_or_left(db, ticket, parts):
    head = f"From: anna@example.com\r\nTo: {reply_address(ticket)}\r\n".encode()

    assert receive(head + b"".join(parts)).sort
    assert all(one.side == Side.CUSTOMER for one in Message.objects.all())


def receipts() -> list[mail.EmailMessage]:
    return [one for one in mail.outbox if "We have your e-mail" in one.subject]


def test_a_bare_e_mail_is_confirmed_once_a_day_without_its_words(db, settings, deliver, travel):
    settings.LANGUAGE_CODE = "en"
    for number in range(3):
        words = f"Buy now {number} https://evil.example"
        receive(letter(OURS, words, subject="Win a prize", message_id=f"<{number}@example.com>"))
    deliver()

    assert Ticket.objects.count() == 3
    (sent,) = receipts()
    assert sent.to == [Ticket.objects.first().email]
    assert sent.extra_headers["In-Reply-To"] == "<0@example.com>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "evil" not in sent.subject + sent.body
    assert "prize" not in sent.subject + sent.body
    travel(days=1, minutes=1)
    receive(letter(OURS, "Jeszcze jedno.", message_id="<9@example.com>"))
    deliver()
    assert len(receipts()) == 2


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.example.com>"},
        {"X-Klucznik": "abc"},
        {"sender": "no-reply@example.com"},
        {"subject": "Automatyczna odpowiedź: Re: Zgłoszenie"},
        {"subject": "Nieobecność w pracy: urlop do 5.12"},
    ],
)
def test_a_machine_gets_no_confirmation(db, deliver, heads):
    receive(letter(OURS, "Jestem na urlopie.", **heads))
    deliver()

    assert mail.outbox == []


def test_who_writes_about_a_holiday_is_no_machine(db):
    receive(letter(OURS, "Kto go zastąpi?", subject="Administrator na urlopie, nie mam dostępu"))
    receive(letter(OURS, "Jak to zgłosić?", subject="Nieobecność administratora"))

    assert Ticket.objects.count() == 2


def test_a_file_that_only_outlook_reads_leaves_a_sentence_beside_the_words(cast, ticket):
    files = (("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22" + bytes(200)),)
    receive(letter(reply_address(ticket), "W załączniku raport.", files=files))

    said = ticket.messages.last().text
    assert said.startswith("W załączniku raport.")
    assert "winmail.dat" in said
    assert not ticket.messages.last().files.exists()
