"""The mail server away, slow, busy, or gone in the middle: nobody is written to twice, nothing is lost, staff see it.

Everything here talks to a real server on this machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.accounts.notices import notices_of
from klucznik.jobs import worker
from klucznik.jobs.models import Job
from klucznik.mail import posting
from klucznik.mail.models import SentEmail, TopicChoice
from klucznik.mail.sending import Address, send
from tests import factories
from tests.backoffice.desk import at_work, portal_administrator
from tests.mail.servers import Server
from tests.news.telling import told

pytestmark = pytest.mark.django_db
MESSAGE = "companies/emails/you_are_associated"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    one = Server(settings)
    one.start()
    posting.forget_absence()
    yield one
    posting.forget_absence()
    one.stop()


def letter_to(email: str) -> SentEmail:
    row = send(MESSAGE, to=Address(email), company_name="Alfa", url="/x/")
    assert row is not None
    return row


def later() -> None:
    """The waits are over: whatever waits is due, and nobody remembers that the server was away."""
    posting.forget_absence()
    Job.objects.filter(done_at=None, failed_at=None).update(next_at=timezone.now())
    worker.drain()


def crowd(count: int) -> list[User]:
    return [factories.person(email=f"somebody{number}@example.com") for number in range(count)]


def test_many_letters_go_over_one_line(server, cast):
    for number in range(12):
        letter_to(f"somebody{number}@example.com")
    worker.drain()

    assert len(server.sink.got) == 12
    assert server.sink.lines == 1


def test_a_line_that_the_server_closed_is_opened_anew(server, cast):
    letter_to("first@example.com")
    worker.drain()
    server.stop()
    server.start()
    letter_to("second@example.com")
    worker.drain()

    assert server.sink.by_address == {"first@example.com": 1, "second@example.com": 1}


def test_while_the_server_is_away_it_is_asked_once_and_no_try_is_counted(server, cast, monkeypatch):
    server.stop()
    asked: list[int] = []
    real = posting.get_connection

    def counted() -> Any:
        asked.append(1)
        return real()

    monkeypatch.setattr(posting, "get_connection", counted)
    for number in range(30):
        letter_to(f"somebody{number}@example.com")
    worker.drain()

    waiting = Job.objects.filter(task="mail.deliver")
    assert len(asked) == 1
    assert {job.attempts for job in waiting} == {0}
    assert {job.next_at > timezone.now() + timedelta(seconds=20) for job in waiting} == {True}
    server.start()
    later()
    assert len(server.sink.got) == 30
    assert max(server.sink.by_address.values()) == 1


def test_after_three_days_without_a_server_it_is_left_to_the_staff(server, cast, sign_in):
    server.stop()
    letter_to("somebody@example.com")
    Job.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    worker.drain()
    assert Job.objects.get(task="mail.deliver").failed_at

    server.start()
    posting.forget_absence()
    client = at_work(sign_in, portal_administrator())
    client.post("/staff/failed-work/mail.deliver/again/")
    worker.drain()

    assert server.sink.by_address["somebody@example.com"] == 1


def test_a_letter_waits_in_the_portal_meanwhile_and_staff_see_why(server, cast, sign_in):
    server.stop()
    send(MESSAGE, to=cast.dorota, company_name="Alfa", url="/x/")
    worker.drain()

    assert [one.headline for one in notices_of(cast.dorota).rows] == [
        "You connected the company Alfa"
    ]
    page = at_work(sign_in, portal_administrator()).get("/staff/failed-work/").content.decode()
    assert "Being tried again" in page
    assert "ConnectionRefusedError" in page


def test_a_round_that_breaks_off_reaches_everybody_once(server, cast):
    people = crowd(25)
    server.sink.hang_up_after = 9
    told(cast.henryk, "break", by_email=True)
    worker.drain()
    assert len(server.sink.got) == 9

    server.sink.hang_up_after = None
    later()

    assert {one.email for one in people} <= set(server.sink.by_address)
    assert set(server.sink.by_address.values()) == {1}
    assert len(set(server.sink.ids)) == len(server.sink.ids)
    assert not SentEmail.objects.filter(sent_at=None, bounced_at=None).exists()


def test_what_is_written_to_one_person_goes_before_what_is_written_to_many(server, cast):
    crowd(30)
    told(cast.henryk, "break", by_email=True)
    while not Job.objects.filter(task="mail.deliver_round").exists():
        worker.run_due()
    before = len(server.sink.got)
    letter_to("hurry@example.com")
    worker.drain()

    assert len(server.sink.got) > before + 20
    assert server.sink.got[before].rcpt_tos == ["hurry@example.com"]


def test_whoever_ends_letters_while_one_waits_does_not_get_it(server, cast):
    server.stop()
    told(cast.henryk, "break", by_email=True)
    worker.drain()
    TopicChoice.objects.create(user=cast.anna, topic="news", by_email=False)
    server.start()
    later()

    assert cast.anna.email not in server.sink.by_address
    assert server.sink.by_address[cast.bogna.email] == 1
    assert notices_of(cast.anna).rows


@pytest.mark.parametrize(
    ("answer", "is_gone"),
    [
        ("550 5.1.1 No such user", True),
        ("550 No such user here", True),
        ("550 5.4.1 Recipient address rejected: Access denied", True),
        ("554 5.7.1 Relay access denied", False),
        ("550 Relaying not allowed", False),
        ("552 5.2.2 Mailbox full", False),
        ("530 5.7.0 Authentication required", False),
        ("450 4.2.0 Greylisted, come again", False),
        ("451 Temporary local problem", False),
    ],
)
def test_only_a_mailbox_that_does_not_exist_is_given_up(server, cast, answer, is_gone):
    server.sink.rcpt[cast.dorota.email] = answer
    send(MESSAGE, to=cast.dorota, company_name="Alfa", url="/x/")
    letter_to("other@example.com")
    worker.drain()

    cast.dorota.refresh_from_db()
    row = SentEmail.objects.get(recipient=cast.dorota)
    assert bool(row.bounced_at) is is_gone
    assert (cast.dorota.address_bounced_at is not None) is is_gone
    assert server.sink.by_address["other@example.com"] == 1
    if not is_gone:
        server.sink.rcpt.clear()
        later()
        assert server.sink.by_address[cast.dorota.email] == 1


@pytest.mark.parametrize("answer", ["554 5.7.1 Message refused", "451 4.3.0 Try later"])
def test_a_refused_message_stops_no_other_and_is_tried_again(server, cast, answer):
    server.sink.data["odd@example.com"] = answer
    letter_to("odd@example.com")
    letter_to("other@example.com")
    worker.drain()

    job = Job.objects.get(task="mail.deliver", done_at=None)
    assert job.attempts == 1
    assert answer.split()[0] in job.last_error
    assert server.sink.by_address == {"other@example.com": 1}


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_server_in_a_transaction(server, cast, monkeypatch):
    inside: list[bool] = []
    real = posting.EmailMessage.send

    def watched(self: EmailMessage, fail_silently: bool = False) -> int:
        inside.append(connection.in_atomic_block)
        return real(self, fail_silently)

    monkeypatch.setattr(posting.EmailMessage, "send", watched)
    letter_to("somebody@example.com")
    told(cast.henryk, "news", by_email=True)
    worker.drain()

    assert inside
    assert not any(inside)
