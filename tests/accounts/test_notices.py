"""Notifications: everything that was written to a person waits in the portal; what comes by e-mail is their choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.mail.models import SentEmail, TopicChoice
from klucznik.mail.sending import send
from klucznik.mail.topics import OPTIONAL, Topic, topic_of
from tests.cast import Cast

SignIn = Callable[..., Client]
Deliver = Callable[[], None]
OPTIONAL_MESSAGE = "members/emails/access_granted"
SECURITY_MESSAGE = "members/emails/role_changed"


def write(to: User, message: str = OPTIONAL_MESSAGE, **facts: object) -> SentEmail:
    told = {
        "company_name": "Piekarnia Alfa",
        "person": "Bogna Bąk",
        "person_email": "bogna@example.com",
        "actor": "Anna Alfowska",
        "product": "Subiekt 123",
        "company_path": "/companies/x/",
        "members_path": "/companies/x/members/",
        "old_role": "user",
        "role": "administrator",
        "at": clock.now(),
        "place": "127.0.0.1",
        **facts,
    }
    with transaction.atomic():
        row = send(message, to=to, **told)
    assert row is not None
    return row


def page(client: Client, query: str = "") -> str:
    return client.get(reverse("account_notices") + query).content.decode()


def test_what_was_sent_by_email_waits_in_the_portal_too(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    write(cast.bogna)
    deliver()

    shown = page(sign_in(cast.bogna))

    assert "Unread (1)" in shown
    assert "Subiekt 123" in shown
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]


def test_a_topic_that_is_switched_off_is_read_in_the_portal_only(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    bogna = sign_in(cast.bogna)

    answer = bogna.post(reverse("account_notice_choices"), {"topics": ["people", "company"]})
    write(cast.bogna)
    deliver()

    assert answer.status_code == 302
    assert not mail.outbox
    row = SentEmail.objects.get(message=OPTIONAL_MESSAGE)
    assert (row.topic, row.by_email, row.sent_at) == (Topic.PRODUCTS, False, None)
    assert "Subiekt 123" in page(bogna)


def test_security_always_comes_by_email(cast: Cast, sign_in: SignIn, deliver: Deliver) -> None:
    bogna = sign_in(cast.bogna)

    bogna.post(reverse("account_notice_choices"), {"topics": []})
    refused = bogna.post(reverse("account_notice_choices"), {"topics": ["security"]})
    write(cast.bogna, SECURITY_MESSAGE)
    deliver()

    assert refused.status_code == 422
    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]


def test_the_database_refuses_a_choice_about_security(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicChoice.objects.create(user=cast.bogna, topic="security", by_email=False)


def test_reading_is_marked_by_a_button_and_only_for_oneself(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    write(cast.bogna)
    write(cast.celina)
    deliver()
    bogna = sign_in(cast.bogna)

    page(bogna)
    assert SentEmail.objects.filter(read_at=None).count() == 2
    bogna.post(reverse("account_notices_read"))

    assert list(
        SentEmail.objects.filter(read_at=None).values_list("recipient__email", flat=True)
    ) == ["celina@example.com"]
    assert "You have read everything." in page(bogna, "?show=unread")


def test_nobody_reads_what_was_written_to_others(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    write(cast.bogna, product="Tajny produkt")
    deliver()

    assert "Tajny produkt" not in page(sign_in(cast.celina))


def test_links_that_let_somebody_in_are_not_in_the_portal(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    Client().post(reverse("account_reset_password"), {"email": cast.bogna.email})
    deliver()
    [sent] = mail.outbox
    secret = next(word for word in str(sent.body).split() if "forgotten-password" in word)

    shown = page(sign_in(cast.bogna))
    assert secret not in shown
    assert "(the link is in the e-mail only)" in shown


def test_a_notice_says_what_the_letter_says_without_its_frame(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    row = write(cast.bogna)
    deliver()
    row.refresh_from_db()
    _name, _heading, *said, imprint = row.text.split("\n\n")

    assert row.body == "\n\n".join(said)
    assert imprint not in page(sign_in(cast.bogna))


def test_the_page_costs_the_same_for_one_and_for_fifty(
    cast: Cast, sign_in: SignIn, deliver: Deliver
) -> None:
    bogna = sign_in(cast.bogna)
    page(bogna)  # the first visit is noted
    counts = []
    for more in (1, 40):
        for _ in range(more):
            write(cast.bogna)
        deliver()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(bogna)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_each_optional_message_is_there() -> None:
    for message, topic in OPTIONAL.items():
        get_template(f"{message}/subject.txt")
        assert topic != Topic.SECURITY
    assert topic_of("accounts/emails/password_changed") == Topic.SECURITY
