"""Opening a ticket: signed in, with company and administrators; the receipt; what is refused and how it reads."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from klucznik.catalog.models import Product
from klucznik.contact.models import Message, State, Ticket, Topic
from klucznik.contact.showing import ways_shown
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.help import buckets
from klucznik.limits.buckets import Rate
from tests import factories
from tests.declarations import papers
from tests.help import library

WRITE = "/contact/write/licenses/"
SAID = {"subject": "Drukarka", "text": "Nie drukuje.\n\nOd wczoraj."}


def test_a_ticket_gets_a_number_a_promise_and_a_receipt(cast, sign_in, deliver):
    browser = sign_in(cast.anna)
    assert "within 1 working day" in browser.get("/contact/").content.decode()

    answer = browser.post(WRITE, SAID, follow=True)

    ticket = Ticket.objects.get()
    assert re.fullmatch(r"Z-20\d\d-000001", ticket.number)
    assert (ticket.person, ticket.state, ticket.email) == (
        cast.anna,
        State.WAITING,
        cast.anna.email,
    )
    page = answer.content.decode()
    assert ticket.number in page
    assert "We answer by" in page
    assert "Only you and us" in page
    deliver()
    assert [letter.to for letter in mail.outbox] == [[cast.anna.email]]
    assert ticket.number in mail.outbox[0].subject
    event = Event.objects.get(kind=Kind.TICKET_OPENED)
    assert (event.actor, event.person, event.company) == (cast.anna, cast.anna, None)


def test_programs_stand_in_the_order_of_letters_whatever_their_case(cast, sign_in):
    factories.product("mikrogratyfikant-gt", name="mikroGratyfikant GT")
    factories.product("zarezerwuj-pl", name="Zarezerwuj")

    page = sign_in(cast.anna).get(WRITE).content.decode()

    assert page.index("mikroGratyfikant GT") < page.index("Zarezerwuj")


def test_the_promise_counts_working_days(cast, sign_in, monkeypatch):
    from datetime import UTC, datetime

    from klucznik.core import clock

    friday = datetime(2026, 12, 23, 12, tzinfo=UTC)  # Christmas: 24, 25, 26 and the weekend
    monkeypatch.setattr(clock, "now", lambda: friday)
    sign_in(cast.anna).post(WRITE, SAID)

    assert Ticket.objects.get().due_at == datetime(2026, 12, 28, 12, tzinfo=UTC)


def test_known_letters_lead_to_their_own_forms_first(cast, sign_in):
    page = sign_in(cast.anna).get("/contact/write/rights/").content.decode()

    assert page.index("/help/go/recovery:ways/") < page.index('name="subject"')
    for topic in Topic:
        assert all(url.startswith("/") for way, url in ways_shown(topic) if way.page)


def test_the_administrators_see_what_they_were_shown_as_long_as_they_are(cast, sign_in):
    sign_in(cast.bogna).post(
        WRITE, SAID | {"company": cast.alfa.public_id, "with_administrators": "on"}
    )
    ticket = Ticket.objects.get()
    url = reverse("contact:ticket", args=[ticket.public_id])

    anna = sign_in(cast.anna)
    assert anna.get(url).status_code == 200
    assert ticket.subject in anna.get("/contact/tickets/").content.decode()
    for stranger in (cast.bartek, cast.celina, cast.dorota):
        assert sign_in(stranger).get(url).status_code == 404

    cast.anna.memberships.update(role="administrator")
    assert anna.get(url).status_code == 404
    assert anna.post(url + "write/", {"text": "Halo"}).status_code == 404


def test_a_ticket_is_private_unless_its_opener_says_otherwise(cast, sign_in):
    sign_in(cast.bogna).post(WRITE, SAID | {"company": cast.alfa.public_id})

    url = reverse("contact:ticket", args=[Ticket.objects.get().public_id])
    assert sign_in(cast.anna).get(url).status_code == 404
    assert not Event.objects.filter(company=cast.alfa, kind=Kind.TICKET_OPENED).exists()
    assert sign_in(cast.bogna).get(url).status_code == 200


def test_whoever_just_got_the_keys_back_reads_nobodys_tickets(cast, sign_in):
    from datetime import timedelta

    from klucznik.core import clock

    sign_in(cast.bogna).post(
        WRITE, SAID | {"company": cast.alfa.public_id, "with_administrators": "on"}
    )
    cast.anna.memberships.update(probation_until=clock.now() + timedelta(days=3))

    url = reverse("contact:ticket", args=[Ticket.objects.get().public_id])
    assert sign_in(cast.anna).get(url).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"subject": ""}, "Type a subject."),
        ({"text": " \u200b "}, "Write what it is about."),
        ({"text": "x" * 10_001}, "Write at most 10000 characters"),
        ({"company": "beta"}, "Choose one of your companies."),
        ({"company": "\x00"}, "Choose one of your companies."),
        ({"product": "nothing"}, "Choose a program from the list."),
        ({"with_administrators": "on"}, "Choose the company whose administrators"),
    ],
)
def test_wrong_input_is_a_sentence_at_its_field(cast, sign_in, wrong, sentence):
    if wrong.get("company") == "beta":
        wrong = {"company": cast.beta.public_id}
    answer = sign_in(cast.anna).post(WRITE, SAID | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Ticket.objects.exists()


def test_the_form_cuts_nothing_short_and_offers_programs_only(cast, sign_in):
    form = sign_in(cast.anna).get(WRITE).context["form"]

    assert "maxlength" not in str(form["text"])
    kinds = {one.kind for one in form.fields["product"].queryset}
    assert Product.Kind.EXTENSION not in kinds


def test_a_file_that_is_not_taken_leads_to_the_article_about_tickets(cast, sign_in):
    wrong = SimpleUploadedFile("a.txt", b"Nie ten rodzaj.")
    page = sign_in(cast.anna).post(WRITE, SAID | {"file": wrong}).content.decode()

    assert "/help/contact-us/" in page
    assert "/help/declaration/" not in page


def test_no_topic_of_that_name(cast, sign_in):
    assert sign_in(cast.anna).get("/contact/write/nothing/").status_code == 404


def test_the_same_words_twice_are_one_ticket(cast, sign_in):
    browser = sign_in(cast.anna)
    first, second = browser.post(WRITE, SAID), browser.post(WRITE, SAID)
    browser.post("/contact/write/other/", SAID | {"text": "Co innego."})

    assert first.url == second.url
    assert list(Ticket.objects.values_list("number", flat=True).order_by("pk"))[-1][-6:] == "000002"


def test_too_many_are_refused_with_a_sentence(cast, sign_in):
    browser = sign_in(cast.anna)
    answers = [browser.post(WRITE, SAID | {"text": f"{n}"}) for n in range(21)]

    assert answers[-1].status_code == 422
    assert "Too many attempts" in answers[-1].content.decode()
    assert Ticket.objects.count() == 20


def test_files_are_looked_into_sealed_and_saved_only(cast, sign_in, settings):
    browser, picture = sign_in(cast.anna), papers.picture()
    browser.post(WRITE, SAID | {"file": SimpleUploadedFile("ekran.png", picture)})
    ticket = Ticket.objects.get()
    page = browser.get(reverse("contact:ticket", args=[ticket.public_id])).content.decode()

    url = re.search(r"/contact/tickets/\w+/files/\w+/", page)[0]
    answer = browser.get(url)
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Disposition"] == 'attachment; filename="ekran.png"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    stored = [one for one in settings.EVIDENCE_DIR.rglob("*") if one.is_file()]
    assert [one.parent.parent.name for one in stored] == ["tickets"]
    assert b"PNG" not in stored[0].read_bytes()
    assert sign_in(cast.celina).get(url).status_code == 404


def test_a_refused_file_keeps_the_words(cast, sign_in):
    exe = SimpleUploadedFile("program.exe", b"MZ" + b"\x00" * 100)
    answer = sign_in(cast.anna).post(WRITE, SAID | {"file": exe})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We cannot accept a file of this type" in page
    assert "Nie drukuje." in page
    assert not Message.objects.exists()


def test_the_list_costs_the_same_however_long(cast, sign_in, django_assert_max_num_queries):
    from klucznik.contact.actions.opening import open_ticket

    for n in range(6):
        open_ticket(cast.anna, topic="other", subject=f"{n}", text=f"{n}", company=cast.alfa)
    browser = sign_in(cast.anna)
    browser.get("/contact/tickets/")

    with django_assert_max_num_queries(8):
        browser.get("/contact/tickets/")


# --- articles that may answer at once


@pytest.fixture
def shelf(db):
    buckets.BUCKETS.forget()
    for number, title in enumerate(
        ("Jak zwolnić komputer", "Nowy komputer", "Drukarka <b>", "Komputer bez sieci")
    ):
        library.text(library.article(f"about-{number}"), title, "Tu jest odpowiedź.")


TYPING = {"HX-Request": "true", "HX-Target": "answers", "Accept-Language": "pl"}


def test_the_subject_brings_up_to_three_articles_while_one_types(shelf, client):
    shown = client.get("/contact/write/problem/?subject=komputerowi", headers=TYPING)

    page = shown.content.decode()
    assert page.count("<li>") == 3
    assert 'href="/help/about-0/"' in page
    assert "<form" not in page
    for nothing in ("", "%20", "xyzzyq", "\u200b", "a" * 5000):
        empty = client.get("/contact/write/problem/", {"subject": nothing}, headers=TYPING)
        assert (empty.status_code, empty.content.decode().strip()) == (200, "")


def test_a_refused_form_shows_them_and_keeps_what_was_typed(shelf, client):
    given = {"subject": "Drukarka <b>", "text": ""}
    page = client.post("/contact/write/problem/", given, headers={"Accept-Language": "pl"})

    assert page.status_code == 422
    html = page.content.decode()
    assert 'href="/help/about-2/"' in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_whoever_types_too_fast_gets_none_and_can_send_all_the_same(shelf, client, monkeypatch):
    monkeypatch.setattr(buckets, "PACE", Rate(burst=1, a_second=0.001))
    address = "/contact/write/problem/?subject=komputer"

    assert "<li>" in client.get(address, headers=TYPING).content.decode()
    late = client.get(address, headers=TYPING)
    assert (late.status_code, late.content.decode().strip()) == (200, "")
    assert 'name="text"' in client.get(address).content.decode()
    buckets.BUCKETS.forget()
