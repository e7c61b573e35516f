"""Reports by the book and in other words, absences, loops, people; and nothing makes the reader stumble."""

from __future__ import annotations

import random

import pytest

from klucznik.mail.reports import Sort, read_message
from tests.mail import reports

TO = "bounces@portal.example"
DAEMON = "Mail Delivery Subsystem <MAILER-DAEMON@firma.example>"
EXIM_HEAD = "X-Failed-Recipients: jan@firma.example\nAuto-Submitted: auto-replied\n"
HOLIDAY_HEAD = "Auto-Submitted: auto-replied\nReturn-Path: <>\n"

SAMPLES = {
    "by the book": (reports.postfix(TO), Sort.FAILED),
    "for now": (reports.postfix(TO, status="4.4.1", action="delayed"), Sort.DELAYED),
    "given up because of now": (reports.postfix(TO, status="4.4.7"), Sort.DELAYED),
    "delivered": (reports.postfix(TO, status="2.0.0", action="relayed"), Sort.DELIVERED),
    "encoded": (reports.base64_report(TO), Sort.FAILED),
    "qmail": (reports.plain(TO, DAEMON, reports.QMAIL), Sort.FAILED),
    "qmail for now": (reports.plain(TO, DAEMON, reports.QMAIL_LATER), Sort.DELAYED),
    "exim": (reports.plain(TO, DAEMON, reports.EXIM, more=EXIM_HEAD), Sort.FAILED),
    "exim for now": (reports.plain(TO, DAEMON, reports.EXIM_LATER), Sort.DELAYED),
    "exchange": (reports.plain(TO, "postmaster@firma.example", reports.EXCHANGE), Sort.FAILED),
    "polish": (reports.plain(TO, "Mailer-Daemon@wp.example", reports.POLISH), Sort.FAILED),
    "full": (reports.plain(TO, "postmaster@o2.example", reports.FULL), Sort.DELAYED),
    "full by the book": (reports.postfix(TO, status="5.2.2"), Sort.DELAYED),
    "switched off": (reports.postfix(TO, status="5.2.1"), Sort.FAILED),
    "a policy": (reports.postfix(TO, status="5.7.1"), Sort.DELAYED),
    "unspecific": (reports.postfix(TO, status="5.0.0"), Sort.FAILED),
    "a policy in plain words": (
        reports.plain(TO, DAEMON, "jan@firma.example\n    554 5.7.26 DMARC policy\n"),
        Sort.DELAYED,
    ),
    "holiday": (
        reports.plain(TO, "jan@firma.example", reports.HOLIDAY, more=HOLIDAY_HEAD),
        Sort.AUTOMATIC,
    ),
    "holiday by its subject": (
        reports.plain(TO, "jan@firma.example", reports.HOLIDAY, subject="Autoodpowiedź: urlop"),
        Sort.AUTOMATIC,
    ),
    "newsletter": (
        reports.plain(TO, "news@shop.example", "Buy!", more="List-Unsubscribe: <x>\n"),
        Sort.AUTOMATIC,
    ),
    "complaint": (reports.COMPLAINT, Sort.COMPLAINT),
    "spam": (reports.plain(TO, "x@y.example", "Buy!", more="X-Spam-Flag: YES\n"), Sort.SPAM),
    "our own": (reports.plain(TO, "x@y.example", "Hi", more="X-Klucznik: abc\n"), Sort.LOOP),
    "round and round": (
        reports.plain(TO, "x@y.example", "Hi", more="Received: x\n" * 31),
        Sort.LOOP,
    ),
    "a person": (reports.plain(TO, "jan@firma.example", "Dlaczego 550 5.1.1?"), Sort.PERSON),
    "nothing": (b"\r\n", Sort.PERSON),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_shape_is_recognized(name):
    data, expected = SAMPLES[name]

    assert read_message(data).sort == expected


def test_the_answer_is_the_one_of_the_server():
    assert "5.1.1" in read_message(reports.postfix(TO)).answer
    assert "no mailbox here" in read_message(SAMPLES["qmail"][0]).answer


def test_the_returned_message_is_named():
    assert "<ours@portal>" in read_message(reports.postfix(TO, ours="<ours@portal>")).named


def test_2000_spoiled_messages_never_raise():
    source = random.Random(5)
    samples = [data for data, _sort in SAMPLES.values()]
    words = [
        b"\r\n\r\n",
        b"\x00",
        b"=?utf-8?b?",
        b"boundary=",
        b"--q",
        b"\xff\xfe",
        b"Content-Type: ",
        b"base64",
    ]
    for _ in range(2000):
        data = bytearray(source.choice(samples))
        for _ in range(source.randint(1, 12)):
            spot = source.randrange(len(data) + 1)
            match source.randrange(4):
                case 0:
                    data[spot : spot + source.randint(1, 40)] = b""
                case 1:
                    data[spot:spot] = source.choice(words)
                case 2:
                    data[spot:spot] = bytes(source.randrange(256) for _ in range(5))
                case _:
                    data += source.choice(samples)[:200]
        assert read_message(bytes(data)).sort in Sort


def test_a_message_nested_a_thousand_times_does_no_harm():
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    )

    assert read_message(b"From: x@y.example\n" + head).sort in Sort
