"""Where somebody is signed in: seen on one page, ended one by one or all but this one, and ended by time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import Session, User
from klucznik.accounts.tasks import forget_sessions
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.accounts.geography import write_file
from tests.accounts.people import NEW, is_signed_in, letters, link_in, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def anna() -> User:
    return factories.person("Anna", "Alfowska", email="anna@example.com", language="en")


def entered(user: User, agent: str = FIREFOX, address: str = "198.51.100.7") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    sign_in(client, user.email)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account_overview")).status_code == 200


def row_of(client: Client) -> Session:
    return Session.objects.get(session_key=client.session.session_key)


def test_the_page_shows_each_session_with_device_address_and_time(anna):
    here = entered(anna)
    entered(anna, SAFARI, "203.0.113.9")

    shown = here.get(reverse("account_sessions")).content.decode()

    assert "Firefox, Windows" in shown
    assert "Safari, iPhone" in shown
    assert "203.0.113.9" in shown
    assert shown.count("this browser") == 2  # its session and its device
    assert here.session.session_key not in shown


def test_a_session_is_ended_at_once_from_another_browser(anna):
    here, there = entered(anna), entered(anna, SAFARI)

    answer = here.post(reverse("account_end_session", args=[row_of(there).public_id]), follow=True)

    assert "That device was signed out." in answer.content.decode()
    assert is_in(here)
    assert not is_in(there)
    event = Event.objects.get(kind=Kind.ACCOUNT_SESSION_ENDED)
    assert event.details.values == {"device": "Safari, iPhone"}


def test_ending_it_twice_reads_like_an_unknown_one(anna):
    here, there = entered(anna), entered(anna, SAFARI)
    url = reverse("account_end_session", args=[row_of(there).public_id])
    here.post(url)

    again = here.post(url, follow=True).content.decode()
    unknown = here.post(reverse("account_end_session", args=["nonsense"]), follow=True)

    assert "That device was already signed out." in again
    assert "That device was already signed out." in unknown.content.decode()
    assert Event.objects.filter(kind=Kind.ACCOUNT_SESSION_ENDED).count() == 1


def test_nobody_ends_the_session_of_somebody_else(anna):
    stranger = entered(factories.person())
    victim = entered(anna)

    stranger.post(reverse("account_end_session", args=[row_of(victim).public_id]))

    assert is_in(victim)


def test_looking_does_not_end_anything(anna):
    here, there = entered(anna), entered(anna)

    assert (
        here.get(reverse("account_end_session", args=[row_of(there).public_id])).status_code == 405
    )
    assert is_in(there)


def test_all_others_are_ended_with_one_button(anna):
    here, there, elsewhere = entered(anna), entered(anna), entered(anna)

    here.post(reverse("account_sign_out_elsewhere"))

    assert is_in(here)
    assert not is_in(there)
    assert not is_in(elsewhere)
    assert Session.objects.filter(user=anna).count() == 1


def test_signing_out_removes_the_row(anna):
    client = entered(anna)
    row = row_of(client)

    client.post(reverse("account_logout"))

    assert not Session.objects.filter(pk=row.pk).exists()


def test_half_a_day_without_the_person_ends_it(anna):
    with time_machine.travel(timezone.now(), tick=False) as now:
        client = entered(anna)
        now.shift(timedelta(hours=11, minutes=50))
        assert is_in(client)
        now.shift(timedelta(hours=11, minutes=50))
        assert is_in(client)
        now.shift(timedelta(hours=12, minutes=1))
        assert not is_in(client)


def test_two_weeks_end_it_however_busy_it_was(anna):
    with time_machine.travel(timezone.now(), tick=False) as now:
        client = entered(anna)
        for _half_day in range(27):
            now.shift(timedelta(hours=11, minutes=59))
            assert is_in(client)
        now.shift(timedelta(hours=13))
        assert not is_in(client)


def test_a_new_key_of_the_same_session_does_not_make_it_younger(anna):
    with time_machine.travel(timezone.now(), tick=False) as now:
        client = entered(anna)
        began = row_of(client).started_at
        now.shift(timedelta(hours=5))
        client.post(reverse("account_sign_out_elsewhere"))

        assert row_of(client).started_at == began
        assert is_in(client)


def test_activity_costs_one_write_a_quarter_of_an_hour(anna, django_assert_num_queries):
    with time_machine.travel(timezone.now(), tick=False) as now:
        client = entered(anna)
        now.shift(timedelta(minutes=16))
        client.get(reverse("account_name"))
        seen = row_of(client).last_at
        now.shift(timedelta(minutes=14))
        client.get(reverse("account_name"))
        assert row_of(client).last_at == seen == timezone.now() - timedelta(minutes=14)
        now.shift(timedelta(minutes=1))
        client.get(reverse("account_name"))
        assert row_of(client).last_at == timezone.now()


def test_the_page_costs_the_same_for_one_session_and_for_many(anna, django_assert_max_num_queries):
    here = entered(anna)
    here.get(reverse("account_sessions"))
    with django_assert_max_num_queries(12) as few:
        here.get(reverse("account_sessions"))
    for _browser in range(8):
        entered(anna, SAFARI)
    with django_assert_max_num_queries(12) as many:
        here.get(reverse("account_sessions"))

    assert len(few) == len(many)


def test_what_nobody_can_use_any_more_is_neither_shown_nor_kept(anna):
    here, there = entered(anna), entered(anna)
    old = row_of(there)
    Session.objects.filter(pk=old.pk).update(last_at=timezone.now() - timedelta(hours=13))

    assert len(here.get(reverse("account_sessions")).context["sessions"]) == 1
    forget_sessions()
    assert not Session.objects.filter(pk=old.pk).exists()
    assert is_in(here)


def test_a_session_from_before_the_new_password_is_not_shown(anna):
    here, there = entered(anna), entered(anna)
    here.post(reverse("account_change_password"), {"current": PASSWORD, "password": NEW})

    assert len(here.get(reverse("account_sessions")).context["sessions"]) == 1
    assert not is_in(there)


def test_a_new_password_by_mail_ends_even_the_session_that_set_it(anna):
    client = entered(anna)
    client.post(reverse("account_reset_password"), {"email": anna.email})
    form = client.get(link_in(letters(anna.email)[-1]), follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password": NEW})

    assert answer.status_code == 302
    assert not is_signed_in(client)
    assert client.get(answer.url).status_code == 200


def test_a_place_is_shown_only_with_the_operators_file(anna, settings, tmp_path):
    here = entered(anna, address="8.8.4.4")
    assert "Kraków" not in here.get(reverse("account_sessions")).content.decode()

    settings.GEO_DATABASE = str(write_file(tmp_path / "places.mmdb"))
    assert "Kraków, Poland" in here.get(reverse("account_sessions")).content.decode()


@pytest.mark.parametrize("content", [b"", b"nonsense" * 100])
def test_a_broken_file_of_places_breaks_no_page(anna, settings, tmp_path, content):
    path = tmp_path / "broken.mmdb"
    path.write_bytes(content)
    settings.GEO_DATABASE = str(path)

    assert entered(anna, address="8.8.4.4").get(reverse("account_sessions")).status_code == 200


def test_a_missing_file_of_places_breaks_no_page(anna, settings):
    settings.GEO_DATABASE = "/nowhere/places.mmdb"

    assert entered(anna, address="8.8.4.4").get(reverse("account_sessions")).status_code == 200
