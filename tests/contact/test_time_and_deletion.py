"""What the clock does with tickets, and what leaves with an account: words and files go, numbers stay."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from klucznik.accounts.take_outs import parts
from klucznik.contact import tasks
from klucznik.contact.actions.answering import answer, close, note
from klucznik.contact.actions.opening import open_by_mail, open_ticket
from klucznik.contact.departures import Tickets
from klucznik.contact.models import State, Ticket
from klucznik.declarations.files import inspect
from klucznik.mail.models import SentEmail
from tests.declarations.papers import picture

SAID = {"topic": "other", "subject": "Drukarka", "text": "Nie drukuje."}


@pytest.fixture
def ticket(cast, deliver):
    """Answered, with a file, a note, and e-mails sent."""
    file = inspect(picture(), name="ekran.png")
    made = open_ticket(cast.anna, file=[file], **SAID)
    note(cast.ewa, made, text="Uwaga dla kolegów")
    answer(cast.ewa, made, text="Włącz ją.", seen=made.messages.last().public_id)
    deliver()
    mail.outbox.clear()
    return made


def state(ticket):
    return Ticket.objects.get(pk=ticket.pk).state


def test_a_silent_customer_is_reminded_once_then_the_ticket_is_closed(ticket, deliver, travel):
    travel(days=6)
    tasks.watch_silence()
    deliver()
    assert not mail.outbox

    for _ in range(2):
        travel(days=1)
        tasks.watch_silence()
        deliver()
    assert ["we close the ticket on" in letter.body for letter in mail.outbox] == [True]

    travel(days=6)
    tasks.watch_silence()
    deliver()
    assert state(ticket) == State.CLOSED
    assert "Two weeks have passed" in mail.outbox[-1].body
    assert len(mail.outbox) == 2


def test_nobody_is_closed_untold(ticket, deliver, travel):
    travel(days=30)
    tasks.watch_silence()
    deliver()
    assert state(ticket) == State.AWAITING

    travel(hours=2)
    tasks.watch_silence()
    deliver()
    assert state(ticket) == State.CLOSED


def stored(settings):
    return [path for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()]


def test_two_years_after_the_closing_words_and_files_go(
    cast, ticket, deliver, travel, settings, django_capture_on_commit_callbacks
):
    close(cast.ewa, ticket, seen=ticket.messages.last().public_id)
    deliver()
    travel(days=731)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.erase_old_tickets()
        deliver()

    row = Ticket.objects.get()
    assert (row.subject, row.email, row.person, row.wrapped_key) == ("", "", None, None)
    assert row.number
    assert {one.text for one in row.messages.all()} == {""}
    assert not stored(settings)
    about = SentEmail.objects.filter(message__startswith="contact/")
    assert {(one.subject, one.text) for one in about} == {("", "")}


def test_an_e_mail_closed_without_an_answer_goes_after_a_month(cast, travel, deliver):
    spam = open_by_mail(
        subject="Kup", text="Tanio", name="", email="x@example.com", language="pl", message_id=""
    )
    close(cast.ewa, spam, seen=spam.messages.last().public_id)
    travel(days=31)
    tasks.erase_old_tickets()
    deliver()

    assert Ticket.objects.get().erased_at
    assert not mail.outbox


def test_a_deleted_account_takes_its_tickets_along(
    cast, ticket, settings, django_capture_on_commit_callbacks
):
    shown = open_ticket(
        cast.anna, topic="other", subject="Wspólne", text="Dla firmy.",
        company=cast.alfa, with_administrators=True,
    )  # fmt: skip
    held = {one.subject: one.count for one in Tickets().inventory(cast.anna)}
    assert list(held.values()) == [1, 1]

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        Tickets().anonymize(cast.anna)

    assert Ticket.objects.get(pk=ticket.pk).erased_at
    assert not stored(settings)
    kept = Ticket.objects.get(pk=shown.pk)
    assert (kept.email, kept.state, kept.erased_at) == ("", State.CLOSED, None)
    assert kept.messages.get().text == "Dla firmy."


def test_a_take_out_has_both_sides_and_no_notes(cast, ticket):
    gathered = {part.name: part.gather(cast.anna) for part in parts()}

    assert [row["number"] for row in gathered["tickets"]] == [ticket.number]
    told = str(gathered["ticket-messages"])
    assert "Nie drukuje." in told
    assert "Włącz ją." in told
    assert "ekran.png" in told
    assert "Uwaga dla kolegów" not in str(gathered)


def test_notes_reach_customers_by_no_door(cast, ticket, sign_in):
    from klucznik.events.models import EventDetails

    browser = sign_in(cast.anna)
    pages = ["/contact/tickets/", f"/contact/tickets/{ticket.public_id}/", "/account/history/"]
    pages += ["/account/notices/", f"/contact/t/{ticket.token}/"]

    told = "".join(browser.get(page).content.decode() for page in pages)
    assert "Uwaga dla kolegów" not in told
    assert not SentEmail.objects.filter(text__contains="Uwaga").exists()
    assert "Uwaga" not in str(list(EventDetails.objects.values_list("values", "event__facts")))


def test_the_answer_stands_in_the_ticket_and_not_in_the_copy_of_the_e_mail(cast, ticket):
    sent = SentEmail.objects.get(message="contact/emails/ticket_answered")

    assert "Włącz" not in sent.text + str(sent.context)
    assert "The answer is on the page of the ticket." in sent.text


def test_the_rail_counts_answers_until_they_are_read(cast, ticket, sign_in):
    browser = sign_in(cast.anna)
    before = browser.get("/account/").content.decode()
    browser.get(f"/contact/tickets/{ticket.public_id}/")
    after = browser.get("/account/").content.decode()

    mark = 'href="/contact/tickets/"'
    assert "rail__count" in before[before.index(mark) : before.index(mark) + 400]
    assert "rail__count" not in after[after.index(mark) : after.index(mark) + 250]


def test_strays_are_erased_and_what_is_kept_stays(ticket, settings, travel):
    import os
    import time

    kept = stored(settings)
    stray = kept[0].with_name("f" * 32)
    stray.write_bytes(b"x")
    old = time.time() - 2 * 86400
    for path in (*kept, stray):
        os.utime(path, (old, old))

    tasks.erase_strays()
    from klucznik.declarations.tasks import erase_strays as erase_evidence

    erase_evidence()
    assert stored(settings) == kept
