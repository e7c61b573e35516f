"""Mail: a row and a job in the commit of the cause; secrets only in the message; dead mailboxes remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from klucznik.jobs.models import Job
from klucznik.mail.links import _MAKERS, mail_link
from klucznik.mail.models import SentEmail, pack, unpack
from klucznik.mail.sending import Address, send
from tests.cast import Cast

MESSAGE = "companies/emails/newcomer"
CONTEXT = {
    "company_name": "Alfa",
    "person": "Zły\r\nBcc: x@evil.example",
    "email": "x@example.com",
    "at": date(2026, 11, 22),
    "url": "/x/",
}


def test_the_message_goes_out_in_the_recipients_language(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    send(
        "companies/emails/you_are_associated",
        to=Address("jan@example.com", "en"),
        company_name="Alfa",
        url="/x/",
    )
    deliver()

    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    assert message.subject == "[Klucznik] You connected the company Alfa"
    assert "http://127.0.0.1:8000/x/" in str(message.body)
    assert 'lang="en"' in str(message.alternatives[0][0])


def test_nothing_goes_out_for_rolled_back_work(cast: Cast, deliver: Callable[[], None]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send("companies/emails/you_are_associated", to=cast.anna, company_name="Alfa", url="/x/")
        1 / 0  # noqa: B018
    deliver()

    assert not mail.outbox
    assert not SentEmail.objects.exists()


def test_a_name_cannot_smuggle_a_header(cast: Cast, deliver: Callable[[], None]) -> None:
    send(MESSAGE, to=cast.anna, **CONTEXT)
    deliver()

    assert mail.outbox[0].recipients() == [cast.anna.email]
    assert "\n" not in mail.outbox[0].subject


def test_a_secret_is_in_the_message_and_nowhere_else(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    mail_link("test")(lambda key: f"/open/SECRET{key}/")
    try:
        send(
            "companies/emails/newcomer",
            to=cast.anna,
            links={"url": ("test", 7)},
            **{k: v for k, v in CONTEXT.items() if k != "url"},
        )
        deliver()
    finally:
        _MAKERS.pop("test")

    row = SentEmail.objects.get()
    assert "/open/SECRET7/" in str(mail.outbox[0].body)
    assert "SECRET" not in row.text + str(row.context) + row.subject
    assert row.sent_at


def test_a_server_that_is_away_is_waited_for_and_the_message_keeps_its_id(
    cast: Cast, deliver: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    send("companies/emails/you_are_associated", to=cast.anna, company_name="Alfa", url="/x/")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", away)
        deliver()
    assert not mail.outbox
    assert "OSError" in Job.objects.get(task="mail.deliver").last_error

    Job.objects.filter(task="mail.deliver").update(next_at="2020-01-01T00:00Z")
    deliver()

    assert mail.outbox[0].extra_headers["Message-ID"] == SentEmail.objects.get().message_id


def away(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
    raise OSError("connection refused")


def test_a_mailbox_that_refuses_for_good_is_remembered(
    cast: Cast, deliver: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise SMTPRecipientsRefused({self.to[0]: (550, b"no such user")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    send("companies/emails/you_are_associated", to=cast.anna, company_name="Alfa", url="/x/")
    deliver()

    cast.anna.refresh_from_db()
    row = SentEmail.objects.get()
    assert (row.sent_at, row.last_error) == (None, "no such user")
    assert row.bounced_at
    assert not cast.anna.is_reachable


@pytest.mark.parametrize("value", [{"a": [1, "x", None, True]}, {"on": date(2026, 2, 28)}, {}])
def test_what_is_packed_comes_back(value: dict[str, Any]) -> None:
    assert unpack(pack(value)) == value
