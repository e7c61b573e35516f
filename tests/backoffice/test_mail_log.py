"""Staff see what was written to whom and how its delivery went; secrets in links are never shown."""

from __future__ import annotations

import pytest
from django.utils import timezone

from klucznik.jobs.models import Job
from klucznik.mail.models import SentEmail
from klucznik.mail.sending import send
from tests.backoffice.desk import at_work, portal_administrator


@pytest.fixture
def letter(cast) -> SentEmail | None:
    return send(
        "backoffice/emails/staff_added",
        to=cast.dorota,
        links={"link": ("password_reset", cast.dorota.pk)},
        minutes=60,
        staff_path="/staff/",
    )


def subjects(client, **search) -> list[str]:
    return [row.address for row in client.get("/staff/mail/", search).context["page"].rows]


def test_messages_are_found_by_address_and_subject(letter, cast, sign_in, deliver):
    send("backoffice/emails/staff_changed", to=cast.anna, name="Jan")
    deliver()
    client = at_work(sign_in, cast.ewa)

    assert subjects(client, q="dorota@") == ["dorota@example.com"]
    assert subjects(client, q="Jan") == ["anna@example.com"]


def test_messages_are_narrowed_by_their_state(letter, cast, sign_in, deliver):
    client = at_work(sign_in, cast.ewa)
    assert subjects(client, state="waiting") == ["dorota@example.com"]

    deliver()

    assert subjects(client, state="waiting") == []
    assert subjects(client, state="sent") == ["dorota@example.com"]
    SentEmail.objects.update(bounced_at=timezone.now())
    assert subjects(client, state="bounced") == ["dorota@example.com"]


def test_a_message_that_nobody_takes_is_given_up(letter, cast, sign_in):
    Job.objects.filter(task="mail.deliver").update(failed_at=timezone.now())
    client = at_work(sign_in, cast.ewa)

    assert subjects(client, state="given_up") == ["dorota@example.com"]
    assert subjects(client, state="waiting") == []


@pytest.mark.parametrize("sent", [True, False])
def test_the_text_is_shown_without_the_secret_of_its_link(letter, cast, sign_in, deliver, sent):
    if sent:
        deliver()

    page = at_work(sign_in, cast.ewa).get(f"/staff/mail/{letter.public_id}/").content.decode()

    assert "[link]" in page
    assert "forgotten-password" not in page


def test_failed_work_is_listed_and_started_again(letter, cast, sign_in):
    Job.objects.filter(task="mail.deliver").update(
        failed_at=timezone.now(), attempts=14, last_error="ConnectionRefusedError: [Errno 111]"
    )
    client = at_work(sign_in, portal_administrator())

    page = client.get("/staff/failed-work/").content.decode()
    told = client.post("/staff/failed-work/mail.deliver/again/", follow=True).content.decode()

    assert "ConnectionRefusedError" in page
    assert "1 piece of work starts again." in told
    job = Job.objects.get(task="mail.deliver")
    assert (job.failed_at, job.attempts) == (None, 0)


def test_work_that_keeps_failing_is_told_before_it_is_given_up(letter, cast, sign_in):
    Job.objects.filter(task="mail.deliver").update(attempts=3, last_error="TimeoutError: 20 s")

    page = at_work(sign_in, portal_administrator()).get("/staff/failed-work/").content.decode()

    assert "TimeoutError: 20 s" in page
    assert "/staff/failed-work/mail.deliver/again/" not in page


def test_work_that_did_not_fail_is_left_alone(letter, cast, sign_in):
    Job.objects.filter(task="mail.deliver").update(attempts=3)

    at_work(sign_in, portal_administrator()).post("/staff/failed-work/mail.deliver/again/")

    assert Job.objects.get(task="mail.deliver").attempts == 3
