"""The staff's side: answers, notes, hands, topics, closing; each under the lock of the ticket."""

from __future__ import annotations

import threading

import pytest
from django.db import close_old_connections, connection

from klucznik.contact import queue
from klucznik.contact.actions.answering import answer, assign, close, move, note, reopen
from klucznik.contact.actions.opening import open_by_mail, open_ticket
from klucznik.contact.actions.writing import write
from klucznik.contact.errors import OwnTicket, TicketChanged, TicketIsClosed
from klucznik.contact.models import Side, State, Ticket
from klucznik.events.kinds import Kind
from klucznik.events.models import Event

SAID = {"topic": "licenses", "subject": "Drukarka", "text": "Nie drukuje."}


def last(ticket):
    return ticket.messages.last().public_id


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def test_an_answer_makes_it_the_customers_turn(cast):
    ticket = open_ticket(cast.anna, **SAID)
    assert list(queue.unassigned()) == [ticket]

    answer(cast.ewa, ticket, text="Włącz ją.", seen=last(ticket))

    ticket = fresh(ticket)
    assert ticket.state == State.AWAITING
    assert ticket.assigned_to == cast.ewa
    assert ticket.first_answer_at == ticket.answered_at is not None
    assert list(queue.mine(cast.ewa)) == list(queue.awaiting()) == [ticket]
    assert not queue.unassigned()
    event = Event.objects.get(kind=Kind.TICKET_ANSWERED)
    assert (event.by_staff, event.person, event.company) == (True, cast.anna, None)


def test_who_answers_has_read_the_last_message(cast):
    ticket = open_ticket(cast.anna, **SAID)
    seen = last(ticket)
    write(cast.anna, ticket, text="Już działa.")

    with pytest.raises(TicketChanged):
        answer(cast.ewa, ticket, text="Włącz ją.", seen=seen)
    with pytest.raises(TicketChanged):
        close(cast.ewa, ticket, seen=seen)


def test_a_closed_ticket_is_opened_before_it_is_answered(cast):
    ticket = open_ticket(cast.anna, **SAID)
    answer(cast.ewa, ticket, text="Włącz ją.", seen=last(ticket), close=True)
    assert fresh(ticket).state == State.CLOSED

    with pytest.raises(TicketIsClosed):
        answer(cast.henryk, ticket, text="I wyłącz.", seen=last(ticket))

    reopen(cast.henryk, ticket)
    assert fresh(ticket).state == State.WAITING


def test_nobody_answers_a_ticket_of_their_own(cast):
    ticket = open_ticket(cast.ewa, **SAID)

    with pytest.raises(OwnTicket):
        answer(cast.ewa, ticket, text="Świetnie.", seen=last(ticket))
    with pytest.raises(OwnTicket):
        assign(cast.henryk, ticket, to=cast.ewa)


def test_another_topic_never_puts_the_promise_off(cast):
    ticket = open_ticket(cast.anna, **SAID)
    due = ticket.due_at

    move(cast.ewa, ticket, topic="data")
    assert (fresh(ticket).topic, fresh(ticket).due_at) == ("data", due)


def test_notes_and_hands_are_in_nobodys_history(cast):
    ticket = open_ticket(cast.anna, company=cast.alfa, with_administrators=True, **SAID)

    note(cast.ewa, ticket, text="Znowu oni.")
    assign(cast.ewa, ticket, to=cast.henryk)

    assert fresh(ticket).assigned_to == cast.henryk
    told = Event.objects.filter(subject_type="contact.Ticket").exclude(kind=Kind.TICKET_OPENED)
    assert [(one.kind, one.person, one.company) for one in told] == [
        (Kind.TICKET_ASSIGNED, None, None)
    ]
    assert [one.side for one in ticket.messages.for_customers()] == [Side.CUSTOMER]


def test_what_is_late_stands_first(cast, travel):
    ticket = open_ticket(cast.anna, **SAID)
    open_ticket(cast.bartek, topic="data", subject="Inne", text="Dłuższy termin.")
    assert not queue.overdue()

    travel(days=5)

    assert list(queue.overdue()) == [ticket]
    assert queue.overdue()[0].is_overdue


def test_an_answer_confirms_what_came_by_mail(cast):
    ticket = open_by_mail(
        subject="Pytanie", text="Czy to działa?", name="", email="kto@example.com", language="pl",
        message_id="<1@example.com>",
    )  # fmt: skip
    assert list(queue.unconfirmed_by_mail()) == [ticket]
    assert not queue.all_tickets()

    answer(cast.ewa, ticket, text="Działa.", seen=last(ticket))

    assert not queue.unconfirmed_by_mail()
    assert fresh(ticket).state == State.AWAITING


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time there")
def test_two_answers_at_once_are_one(cast):
    ticket = open_ticket(cast.anna, **SAID)
    seen, outcomes, start = last(ticket), [], threading.Barrier(2)

    def go(staff):
        start.wait()
        try:
            answer(staff, Ticket.objects.get(pk=ticket.pk), text=f"{staff}", seen=seen)
            outcomes.append("answered")
        except TicketChanged:
            outcomes.append("refused")
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=go, args=[staff]) for staff in (cast.ewa, cast.henryk)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(outcomes) == ["answered", "refused"]
    assert ticket.messages.filter(side=Side.STAFF).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time there")
def test_tickets_opened_at_once_get_numbers_of_their_own(cast):
    people, start = [cast.anna, cast.bartek, cast.bogna, cast.celina], threading.Barrier(4)

    def go(person):
        start.wait()
        open_ticket(person, **SAID)
        connection.close()

    threads = [threading.Thread(target=go, args=[person]) for person in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    numbers = sorted(Ticket.objects.values_list("number", flat=True))
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003", "000004"]
