"""The desk of tickets: lists, one ticket, the answer and small acts; what staff may not do; what comes back typed."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from klucznik.backoffice.models import Look, StaffMember, StaffSession
from klucznik.contact.actions.opening import open_by_mail, open_ticket
from klucznik.contact.actions.writing import write
from klucznik.contact.models import Side, State, Ticket
from klucznik.core import clock
from tests.backoffice.desk import at_work
from tests.declarations import papers

SAID = {"topic": "licenses", "subject": "Drukarka nie drukuje", "text": "Nie drukuje od wczoraj."}


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


@pytest.fixture
def ticket(cast):
    return open_ticket(cast.anna, company=cast.alfa, **SAID)


def address(ticket, act: str = "") -> str:
    return f"/staff/tickets/{ticket.public_id}/{act}"


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def seen(ticket):
    return ticket.messages.last().public_id


def test_a_ticket_is_found_read_answered_and_told_by_mail(ewa, ticket, cast, deliver):
    assert ticket.subject in ewa.get("/staff/tickets/").content.decode()
    page = ewa.get(address(ticket)).content.decode()
    assert "Nie drukuje od wczoraj." in page
    given = re.search(r'name="seen" value="(\w+)"', page)[1]
    deliver()
    mail.outbox.clear()

    answer = ewa.post(address(ticket), {"text": "Włącz ją i wyłącz.", "seen": given})

    assert answer.url == "/staff/tickets/in/mine/"
    assert fresh(ticket).state == State.AWAITING
    assert fresh(ticket).assigned_to == cast.ewa
    deliver()
    assert [letter.to for letter in mail.outbox] == [[cast.anna.email]]
    assert "Włącz ją i wyłącz." in mail.outbox[0].body
    assert ticket.subject in ewa.get("/staff/tickets/in/mine/").content.decode()


def test_in_ones_own_list_the_vendors_turn_comes_before_what_waits_for_customers(ewa, cast):
    for subject in ("Czeka na klientkę", "Nasza kolej"):
        opened = open_ticket(cast.anna, topic="other", subject=subject, text=subject)
        ewa.post(address(opened), {"text": "Już działa?", "seen": seen(opened)})
    write(cast.anna, opened, text="Nie.")

    page = ewa.get("/staff/tickets/in/mine/").content.decode()

    assert page.index("Nasza kolej") < page.index("Czeka na klientkę")


def test_opening_a_ticket_is_a_look_at_its_company(ewa, ticket, cast):
    ewa.get(address(ticket))

    assert Look.objects.filter(subject_id=cast.alfa.pk).count() == 1


def test_a_message_that_came_meanwhile_keeps_what_was_typed(ewa, ticket, cast):
    before = seen(ticket)
    write(cast.anna, ticket, text="Już działa.")

    answer = ewa.post(address(ticket), {"text": "Włącz ją.", "seen": before})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody wrote in this ticket meanwhile" in page
    assert "Włącz ją.</textarea>" in page
    assert "Już działa." in page

    now = answer.context["form"]["seen"].value()
    assert f'name="seen" value="{now}" id="answer_seen"' in page
    assert ewa.post(address(ticket), {"text": "Włącz ją.", "seen": now}).status_code == 302


def test_an_answer_sent_after_the_staff_session_waits_for_the_next_one(ewa, ticket):
    StaffSession.objects.update(ends_at=timezone.now())

    answer = ewa.post(address(ticket), {"text": "Włącz ją.", "close": "on", "seen": seen(ticket)})
    assert answer.url == f"/staff/?next={quote(address(ticket), safe='')}"
    assert ticket.messages.count() == 1

    ewa.post("/staff/")
    page = ewa.get(address(ticket)).content.decode()
    assert "Włącz ją.</textarea>" in page
    assert 'id="answer_close" checked' in page
    assert "Your words were kept" in page
    assert "Włącz ją." not in ewa.get(address(ticket)).content.decode()  # once


def test_an_empty_answer_says_what_is_missing(ewa, ticket):
    answer = ewa.post(address(ticket), {"text": " ", "seen": seen(ticket)})

    assert answer.status_code == 422
    assert "Write something, or choose a file." in answer.content.decode()


def test_a_file_of_the_staff_reaches_the_customer_and_opens_in_no_browser(ewa, ticket):
    file = SimpleUploadedFile("wzor.pdf", papers.pdf())
    ewa.post(address(ticket), {"text": "W pliku.", "seen": seen(ticket), "file": file})
    kept = ticket.messages.last().files.get()

    answer = ewa.get(address(ticket, f"files/{kept.public_id}/"))

    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.content.startswith(b"%PDF")


def test_the_number_of_no_article_is_told_at_its_field(ewa, ticket):
    for wrong in ("99999", "nie-ma", "9" * 30, "٣", "#"):
        answer = ewa.post(address(ticket), {"text": "x", "seen": seen(ticket), "article": wrong})
        if wrong == "#":
            assert answer.status_code == 302
        else:
            assert answer.status_code == 422
            assert "There is no article with this number" in answer.content.decode()


def test_notes_are_for_colleagues(ewa, ticket, cast, sign_in):
    refused = ewa.post(address(ticket, "note/"), {"text": ""})
    kept = ewa.post(address(ticket, "note/"), {"text": "Dzwoniła trzy razy."})

    assert refused.status_code == 422
    assert "Write the note." in refused.content.decode()
    assert kept.status_code == 302
    assert ticket.messages.last().side == Side.NOTE
    shown = sign_in(cast.anna).get(f"/contact/tickets/{ticket.public_id}/").content.decode()
    assert "Dzwoniła" not in shown


def test_a_ticket_is_taken_given_moved_closed_and_opened_again(ewa, ticket, cast):
    ewa.post(address(ticket, "take/"))
    assert fresh(ticket).assigned_to == cast.ewa
    ewa.post(address(ticket, "give/"), {"to": cast.henryk.public_id})
    assert fresh(ticket).assigned_to == cast.henryk
    ewa.post(address(ticket, "give/"), {"to": cast.anna.public_id})
    assert fresh(ticket).assigned_to == cast.henryk
    ewa.post(address(ticket, "give/"), {"to": ""})
    assert fresh(ticket).assigned_to is None
    ewa.post(address(ticket, "topic/"), {"topic": "problem"})
    assert fresh(ticket).topic == "problem"
    ewa.post(address(ticket, "topic/"), {"topic": "nonsense"})
    assert fresh(ticket).topic == "problem"
    ewa.post(address(ticket, "close/"), {"seen": seen(ticket)})
    assert fresh(ticket).state == State.CLOSED
    assert "Open again" in ewa.get(address(ticket)).content.decode()
    ewa.post(address(ticket, "open/"))
    assert fresh(ticket).state == State.WAITING


def test_nobody_answers_their_own_ticket(ewa, cast):
    own = open_ticket(cast.ewa, **SAID)

    answer = ewa.post(address(own), {"text": "Sama sobie.", "seen": seen(own)})
    ewa.post(address(own, "take/"))

    assert answer.status_code == 422
    assert fresh(own).assigned_to is None
    assert own.messages.count() == 1


def test_lists_hold_what_they_say_and_search_narrows(ewa, ticket, cast):
    Ticket.objects.filter(pk=ticket.pk).update(due_at=clock.now() - timedelta(hours=1))
    unknown = open_by_mail(
        email="obcy@example.org",
        name="",
        language="pl",
        subject="Reklama",
        text="Kup.",
        message_id="<1@example.org>",
    )

    def shown(tab: str, q: str = "") -> str:
        return ewa.get(f"/staff/tickets/in/{tab}/", {"q": q}).content.decode()

    assert ticket.subject in shown("overdue")
    assert unknown.subject in shown("mail")
    assert unknown.subject not in shown("unassigned")
    assert ticket.subject in shown("all", f"{ticket.number} alfa")
    assert ticket.subject not in shown("all", "gamma")
    assert "\x00" not in shown("all", "a\x00b")
    assert ewa.get("/staff/tickets/in/nonsense/").status_code == 404


def test_reviewers_of_declarations_read_no_tickets(cast, sign_in, ticket):
    filip = at_work(sign_in, cast.filip)

    assert filip.get("/staff/tickets/").status_code == 403
    assert filip.get(address(ticket)).status_code == 403


def test_lists_and_tickets_ask_as_much_whatever_the_number(
    ewa, ticket, cast, django_assert_max_num_queries
):
    for number in range(12):
        open_ticket(cast.anna, topic="other", subject=f"Sprawa {number}", text=f"Treść {number}")
    ewa.get("/staff/tickets/")

    with django_assert_max_num_queries(14):
        ewa.get("/staff/tickets/")
    with django_assert_max_num_queries(24):
        ewa.get(address(ticket))


# --- the customer writes again, and whoever has the ticket is told


def of_staff(cast):
    """The messages to Ewa, the oldest first; what was sent is taken out of the box."""
    found = [letter for letter in mail.outbox if letter.to == [cast.ewa.email]]
    mail.outbox.clear()
    return found


def test_whoever_has_a_ticket_is_told_once_until_they_look(ewa, ticket, cast, deliver):
    write(cast.anna, ticket, text="Nikt jej jeszcze nie ma.")
    deliver()
    assert not of_staff(cast)

    ewa.post(address(ticket, "take/"))
    write(cast.anna, ticket, text="Tajemnica zawodowa.")
    write(cast.anna, ticket, text="I jeszcze jedno.")
    deliver()
    [letter] = of_staff(cast)
    assert ticket.number in letter.subject
    assert address(ticket) in letter.body
    assert "Tajemnica" not in letter.body
    assert ticket.subject not in letter.subject + letter.body

    ewa.get(address(ticket))
    write(cast.anna, ticket, text="Już widać, co to jest.")
    deliver()
    assert len(of_staff(cast)) == 1


def test_an_answer_of_a_colleague_counts_as_a_look(ewa, ticket, cast, deliver, sign_in):
    ewa.post(address(ticket, "take/"))
    write(cast.anna, ticket, text="Pierwsza.")
    deliver()
    assert len(of_staff(cast)) == 1

    colleague = at_work(sign_in, cast.henryk)
    colleague.post(address(ticket), {"text": "Ewa jest na urlopie.", "seen": seen(ticket)})
    write(cast.anna, ticket, text="Druga.")
    deliver()
    assert len(of_staff(cast)) == 1


def test_nobody_is_told_who_answers_no_tickets_any_more(ewa, ticket, cast, deliver):
    ewa.post(address(ticket, "take/"))
    StaffMember.objects.filter(user=cast.ewa).update(ended_at=clock.now())
    write(cast.anna, ticket, text="Halo?")
    deliver()

    assert not of_staff(cast)


def test_the_page_tells_that_the_opener_left_the_company(ewa, ticket, cast):
    assert "no longer belongs to the company" not in ewa.get(address(ticket)).content.decode()

    cast.anna.memberships.update(ended_at=clock.now())

    page = ewa.get(address(ticket)).content.decode()
    assert "no longer belongs to the company Piekarnia Alfa" in page
