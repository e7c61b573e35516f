"""Returned mail: a return address per message, addresses that are dead, and nobody kills one by a forged report."""

from __future__ import annotations

import io
import os
import socket
import sys
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from klucznik.companies.models import Company
from klucznik.declarations.models import Notified
from klucznik.jobs import worker
from klucznik.mail.models import ReceivedEmail, SentEmail
from klucznik.mail.receiving import LARGEST, receive
from klucznik.mail.return_addresses import letter_of, return_address
from klucznik.mail.sending import Address, send
from klucznik.mail.tasks import forget_received
from tests.declarations import cases
from tests.mail import reports

MESSAGE = "companies/emails/you_are_associated"


@pytest.fixture(autouse=True)
def returns(settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "bounces@portal.example"


@pytest.fixture
def letter(cast, deliver) -> SentEmail:
    """A message to Anna that went out."""
    send(MESSAGE, to=cast.anna, company_name="Alfa", url="/x/")
    deliver()
    return SentEmail.objects.get()


def dead(cast) -> bool:
    cast.anna.refresh_from_db()
    return cast.anna.address_bounced_at is not None


def test_each_message_has_a_return_address_and_one_sender(letter):
    message = mail.outbox[0]

    assert message.from_email == return_address(letter.public_id)
    assert "bounces+" not in str(message.message()["From"])
    assert len(message.from_email.split("@")[0]) <= 64


def test_without_the_setting_the_sender_is_as_before(cast, deliver, settings):
    settings.BOUNCE_ADDRESS = ""
    send(MESSAGE, to=cast.anna, company_name="Alfa", url="/x/")
    deliver()

    assert "bounces" not in mail.outbox[0].from_email
    assert mail.outbox[0].from_email in str(mail.outbox[0].message()["From"])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_local_mail_server_sees_the_return_address_in_the_envelope(cast, deliver, settings):
    seen: list[Any] = []

    class Sink:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            seen.append(envelope)
            return "250 OK"

    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = controller.port
        send(MESSAGE, to=cast.anna, company_name="Alfa", url="/x/")
        deliver()
    finally:
        controller.stop()

    row = SentEmail.objects.get()
    assert seen[0].mail_from == return_address(row.public_id)
    assert seen[0].rcpt_tos == [cast.anna.email]
    assert b"\r\nFrom: " in b"\r\n" + seen[0].content
    assert b"bounces+" not in seen[0].content
    assert row.message_id.encode() in seen[0].content


def test_a_report_marks_the_message_and_the_account(cast, letter):
    row = receive(reports.postfix(return_address(letter.public_id)))

    letter.refresh_from_db()
    assert (row.sort, row.taken, row.email) == ("failed", True, letter)
    assert letter.bounced_at
    assert "No such user" in letter.last_error
    assert dead(cast)


def test_upper_case_and_brackets_do_not_matter(letter):
    assert letter_of(f"<{return_address(letter.public_id).upper()}>") == letter.public_id


def test_a_report_in_other_words_counts_as_well(cast, letter):
    to = return_address(letter.public_id)
    receive(reports.plain(to, "MAILER-DAEMON@firma.example", reports.QMAIL))

    assert dead(cast)


def test_the_pipe_tells_for_whom_it_came(cast, letter):
    receive(reports.postfix("undisclosed-recipients:;"), recipient=return_address(letter.public_id))

    assert dead(cast)


def test_without_a_return_address_the_returned_message_id_proves_it(cast, letter):
    receive(reports.postfix("klucznik@example.com", ours=letter.message_id))

    assert dead(cast)


@pytest.mark.parametrize("spoil", ["mark", "letter", "domain", "name"])
def test_nobody_kills_an_address_by_a_forged_report(cast, letter, spoil):
    good = return_address(letter.public_id)
    forged = {
        "mark": good.replace("-", "-0", 1)[:-1] if good[-1] != "x" else good,
        "letter": good.replace(letter.public_id, "0" * 16),
        "domain": good.replace("portal.example", "evil.example"),
        "name": good.replace("bounces+", "zwroty+"),
    }[spoil]
    row = receive(reports.postfix(forged, ours="<guessed@portal.example>"))

    assert not row.taken
    assert not dead(cast)


@pytest.mark.parametrize("status", ["4.2.2", "4.4.7"])
def test_what_fails_for_now_marks_nothing(cast, letter, status):
    row = receive(reports.postfix(return_address(letter.public_id), status=status))

    assert (row.sort, row.taken) == ("delayed", True)
    assert not dead(cast)


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (
            reports.plain(
                "x@y.example",
                "jan@firma.example",
                reports.HOLIDAY,
                more="Auto-Submitted: auto-replied\n",
            ),
            "automatic",
        ),
        (reports.COMPLAINT, "complaint"),
        (reports.plain("x@y.example", "jan@firma.example", "Kto to jest?"), "person"),
    ],
)
def test_other_messages_are_counted_and_answered_by_nobody(cast, letter, data, sort):
    before = len(mail.outbox)
    row = receive(data, recipient=return_address(letter.public_id))
    worker.drain()

    assert row.sort == sort
    assert not dead(cast)
    assert len(mail.outbox) == before


def test_the_same_report_again_does_nothing(cast, letter):
    data = reports.postfix(return_address(letter.public_id))
    first = receive(data)
    cast.anna.address_bounced_at = None
    cast.anna.save()
    again = receive(data)

    assert again.pk == first.pk
    assert not dead(cast)
    assert ReceivedEmail.objects.count() == 1


def test_a_report_about_an_address_that_was_changed_since_says_nothing_of_the_new_one(cast, letter):
    cast.anna.email = "anna.nowa@example.com"
    cast.anna.save()
    receive(reports.postfix(return_address(letter.public_id)))

    assert not dead(cast)


def test_a_contact_address_is_dead_until_another_stands_in_its_place(cast, deliver):
    send(MESSAGE, to=Address(cast.alfa.email), company=cast.alfa, company_name="Alfa", url="/x/")
    deliver()
    receive(reports.postfix(return_address(SentEmail.objects.get().public_id)))

    company = Company.objects.get(pk=cast.alfa.pk)
    assert company.email_is_dead
    company.email = "nowe@alfa.example"
    assert not company.email_is_dead


def test_staff_see_in_the_case_who_cannot_be_reached_until_that_person_speaks(cast, deliver):
    from klucznik.backoffice.queries.dossier import told_about
    from klucznik.declarations.actions.contests import object_to
    from klucznik.declarations.bounces import unreached

    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    deliver()
    told = SentEmail.objects.filter(message="declarations/emails/rights_claimed").order_by("pk")
    for one in told:
        again = reports.postfix(return_address(one.public_id))
        receive(again.replace(b"4A1@mx", one.public_id.encode() + b"@mx"))

    assert {one.standing for one in unreached(case)} == {"former_administrator", "contact"}
    assert sum(bool(one.bounced_at) for one in told_about(case)) == 2
    assert Company.objects.get(pk=cast.alfa.pk).email_is_dead

    object_to(cases.voice(case, "contact"))
    assert [one.standing for one in unreached(case)] == ["former_administrator"]
    assert not Company.objects.get(pk=cast.alfa.pk).email_is_dead
    assert Notified.objects.filter(bounced_at=None).count() == 2


def pipe(monkeypatch, data: bytes, *arguments: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    call_command("receive", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_command_takes_a_message_from_a_pipe(cast, letter, monkeypatch):
    to = return_address(letter.public_id)

    assert pipe(monkeypatch, reports.postfix("x@y.example"), "--to", to) == "failed"
    assert dead(cast)


@pytest.mark.parametrize(
    ("data", "code"), [(b"", os.EX_NOINPUT), (b"x" * (LARGEST + 1), os.EX_DATAERR)]
)
def test_the_command_refuses_what_is_no_message(db, monkeypatch, data, code):
    with pytest.raises(CommandError) as refusal:
        pipe(monkeypatch, data)

    assert refusal.value.returncode == code


def test_a_database_that_is_away_makes_the_mail_server_try_again(db, monkeypatch):
    def refuse(execute, sql, params, many, context):
        from django.db import OperationalError

        raise OperationalError("gone")

    with connection.execute_wrapper(refuse), pytest.raises(CommandError) as refusal:
        pipe(monkeypatch, reports.postfix("x@y.example"))

    assert refusal.value.returncode == os.EX_TEMPFAIL


def test_what_came_in_is_forgotten_after_three_months(cast, letter):
    receive(reports.postfix(return_address(letter.public_id)))
    ReceivedEmail.objects.update(at="2020-01-01T00:00Z")
    forget_received()

    assert not ReceivedEmail.objects.exists()
