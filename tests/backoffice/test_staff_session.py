"""Staff have no standing power: it begins with a second step, in one browser, and ends by itself."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from klucznik.backoffice.models import StaffMember, StaffSession
from klucznik.backoffice.tasks import end_staff_sessions
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.backoffice.desk import at_work, forget_second_step


def test_the_start_page_explains_and_begins_a_session(cast, sign_in):
    client = sign_in(cast.ewa, factor=True)

    page = client.get("/staff/")
    begun = client.post("/staff/?next=/staff/companies/")

    assert "no standing power" in page.content.decode()
    assert begun.url == "/staff/companies/"
    session = StaffSession.objects.get()
    assert session.member.user == cast.ewa
    assert 29 <= session.minutes_left <= 30


def test_every_page_shows_how_long_the_session_lasts(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    page = client.get("/staff/companies/").content.decode()

    assert "staff session: 30 min left" in page


def test_without_a_session_every_page_leads_to_the_start(cast, sign_in):
    client = sign_in(cast.ewa, factor=True)

    answer = client.get("/staff/companies/?q=alfa")

    assert answer.status_code == 302
    assert answer.url == "/staff/?next=%2Fstaff%2Fcompanies%2F%3Fq%3Dalfa"


def test_beginning_asks_for_the_second_step_when_it_is_not_fresh(cast, sign_in):
    client = sign_in(cast.ewa)

    page = client.get("/staff/").content.decode()
    answer = client.post("/staff/")

    assert "Confirm the second step" in page
    assert answer.url.startswith("/account/second-step/confirm/?next=")
    assert not StaffSession.objects.exists()


def test_somebody_without_two_step_verification_sets_it_up_first(cast, sign_in):
    person = factories.person()
    StaffMember.objects.create(user=person, role="lead")

    answer = sign_in(person).get("/staff/")

    assert answer.url.startswith("/account/second-step/needed/?next=")


def test_a_customer_finds_nothing_there(cast, sign_in):
    assert sign_in(cast.anna, factor=True).get("/staff/").status_code == 404


def test_somebody_who_left_the_staff_finds_nothing_there(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    StaffMember.objects.filter(user=cast.ewa).update(ended_at=timezone.now())

    assert client.get("/staff/companies/").status_code == 404


def test_another_browser_of_the_same_person_has_no_power(cast, sign_in):
    at_work(sign_in, cast.ewa)
    other = sign_in(cast.ewa, factor=True)

    assert other.get("/staff/companies/").url.startswith("/staff/?next=")


def test_the_session_ends_by_time(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    StaffSession.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    answer = client.get("/staff/companies/")
    end_staff_sessions()

    assert answer.url.startswith("/staff/?next=")
    assert StaffSession.objects.get().ended_at
    assert Event.objects.filter(kind=Kind.STAFF_SESSION_ENDED, actor=None).count() == 1


def test_the_session_ends_with_the_button(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    client.post("/staff/end/")

    assert client.get("/staff/companies/").status_code == 302
    assert Event.objects.get(kind=Kind.STAFF_SESSION_ENDED).actor == cast.ewa


def test_signing_out_ends_the_session(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    client.logout()
    end_staff_sessions()

    assert StaffSession.objects.get().ended_at


def test_a_new_session_ends_the_one_before(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    client.post("/staff/")

    assert StaffSession.objects.filter(ended_at=None).count() == 1
    assert StaffSession.objects.count() == 2


def test_one_event_tells_that_a_session_began(cast, sign_in):
    at_work(sign_in, cast.ewa)

    event = Event.objects.get(kind=Kind.STAFF_SESSION_STARTED)
    assert event.actor == cast.ewa
    assert event.sentence == "Ewa Erlich started a staff session"


def test_the_way_on_never_leads_to_another_site(cast, sign_in):
    client = sign_in(cast.ewa, factor=True)

    assert client.post("/staff/?next=https://evil.example/").url == "/staff/cases/"


def test_a_form_sent_after_the_end_comes_back_to_its_page(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    StaffSession.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    form = f"/staff/companies/{cast.alfa.public_id}/"

    answer = client.post(f"{form}invite/", headers={"referer": f"http://testserver{form}"})

    assert answer.url == "/staff/?" + urlencode({"next": form})


def test_an_act_with_an_old_second_step_asks_for_it_again(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    forget_second_step(client)

    answer = client.get("/staff/first-administrators/invite/")

    assert answer.url.startswith("/account/second-step/confirm/?next=")
