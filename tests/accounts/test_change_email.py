"""Another address for signing in: proved at the new one, told to the old one, taken back from there for a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import AddressChange, User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from tests import factories
from tests.accounts.mailboxes import (
    NEW_EMAIL,
    a_week_ago,
    ask,
    change,
    fresh,
    link_to,
    subjects,
)
from tests.accounts.people import is_signed_in, letters, link_in, sign_in, sign_up
from tests.accounts.test_sessions import entered, is_in

OLD = "anna@example.com"


@pytest.fixture
def anna(db) -> User:
    return factories.person("Anna", "Alfowska", email=OLD, language="en")


def test_the_new_address_is_proved_and_signs_in(anna):
    client = fresh(anna)
    answer = ask(client)
    assert answer.url == reverse("account_addresses")
    assert NEW_EMAIL in client.get(answer.url).content.decode()
    anna.refresh_from_db()
    assert anna.email == OLD

    path = link_to(NEW_EMAIL)
    assert NEW_EMAIL in client.get(path).content.decode()
    client.post(path)

    anna.refresh_from_db()
    assert anna.email == NEW_EMAIL
    assert list(
        EmailAddress.objects.filter(user=anna).values_list("email", "verified", "primary")
    ) == [(NEW_EMAIL, True, True)]
    assert is_in(client)
    assert not is_signed_in(entered(User(email=OLD)))
    assert is_signed_in(entered(anna))


def test_all_other_sessions_end(anna):
    other = entered(anna)
    change(fresh(anna))

    assert not is_in(other)


def test_the_old_address_is_told_at_once_with_the_way_back(anna):
    change(fresh(anna))

    letter = letters(OLD)[-1]
    assert letter.subject == "[Klucznik] Your e-mail address was changed"
    assert NEW_EMAIL in letter.body
    assert "127.0.0.1" in letter.body
    assert "/account/addresses/undo/" in letter.body
    assert "The e-mail address of your account is new" in subjects(NEW_EMAIL)
    assert all("/undo/" not in letter.body for letter in letters(NEW_EMAIL))


def test_one_event_tells_it_and_its_personal_part_can_be_erased(anna):
    change(fresh(anna))

    event = Event.objects.get(kind=Kind.ACCOUNT_ADDRESS_CHANGED)
    assert event.details.values == {"before": OLD, "after": NEW_EMAIL}
    assert OLD not in str(event.facts)


def test_the_password_or_the_second_step_is_asked_first(anna):
    client = Client()
    sign_in(client, anna.email)
    assert reverse("account_reauthenticate") in client.get(reverse("account_change_address")).url
    assert reverse("account_reauthenticate") in ask(client).url

    factors = Client()
    factors.force_login(factories.with_factor(factories.person(email="jan@example.com")))
    assert reverse("mfa_reauthenticate") in factors.get(reverse("account_change_address")).url
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("taken", ["celina@example.com", "recovery@example.com"])
def test_an_address_of_somebody_else_gets_the_same_answer(anna, taken):
    celina = factories.person(email="celina@example.com")
    EmailAddress.objects.create(user=celina, email="recovery@example.com", verified=True)
    client, other = fresh(anna), fresh(factories.person(email="jan@example.com"))

    free, used = ask(client, "free@example.com"), ask(other, taken)
    shown = [client.get(free.url).content.decode(), other.get(used.url).content.decode()]

    assert (free.status_code, free.url) == (used.status_code, used.url)
    assert "We have sent a message" in shown[0]
    assert "We have sent a message" in shown[1]
    assert subjects(taken) == ["Somebody wanted to use your e-mail address"]
    assert "/confirm/" not in letters(taken)[-1].body


def test_the_number_of_queries_does_not_tell_whether_it_is_taken(anna):
    factories.person(email="celina@example.com")
    counts = []
    for email in ("free@example.com", "celina@example.com"):
        client = fresh(anna)
        with CaptureQueriesContext(connection) as asked:
            ask(client, email)
        counts.append(len(asked))
        client.post(reverse("account_cancel_address"))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "typed",
    ["", "nonsense", "anna@", "ąnna@example.com", "a@b@example.com", "x" * 300 + "@example.com"],
)
def test_nonsense_is_refused_and_stays_typed(anna, typed):
    answer = ask(fresh(anna), typed)

    assert answer.status_code == 422
    assert not AddressChange.objects.exists()


def test_ones_own_address_is_refused_with_a_sentence(anna):
    answer = ask(fresh(anna), "Anna@Example.com")

    assert answer.context["form"].errors["email"] == [
        "This address already belongs to your account."
    ]


def test_two_values_are_no_address(anna):
    client = fresh(anna)
    client.post(reverse("account_change_address"), {"email": ["a@example.com", "b@example.com"]})

    assert not AddressChange.objects.exists()


def test_one_at_a_time_and_it_can_be_canceled(anna):
    client = fresh(anna)
    ask(client)
    path = link_to(NEW_EMAIL)
    assert "waits for its confirmation" in ask(client, "b@example.com").content.decode()

    client.post(reverse("account_cancel_address"))

    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert ask(client, "b@example.com").status_code == 302
    anna.refresh_from_db()
    assert anna.email == OLD


def test_the_database_keeps_one_at_a_time(anna):
    fields = {"user": anna, "purpose": "sign_in", "old_email": OLD, "expires_at": timezone.now()}
    AddressChange.objects.create(**fields, new_email="a@b.pl", secret_hash="1", undo_hash="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressChange.objects.create(**fields, new_email="c@b.pl", secret_hash="2", undo_hash="2")


def test_three_a_day_are_enough(anna):
    client = fresh(anna)
    for n in range(3):
        assert ask(client, f"a{n}@example.com").status_code == 302
        client.post(reverse("account_cancel_address"))

    assert ask(client, "a4@example.com").status_code == 422


def test_the_link_works_for_a_day(anna):
    with time_machine.travel(timezone.now(), tick=False) as now:
        ask(fresh(anna))
        path = link_to(NEW_EMAIL)
        now.shift(timedelta(hours=24, seconds=1))
        client = fresh(anna)
        assert client.get(path).status_code == 410
        assert client.post(path).status_code == 410
        assert ask(client, "b@example.com").status_code == 302


def test_the_link_needs_the_person_who_asked(anna):
    ask(fresh(anna))
    path = link_to(NEW_EMAIL)

    assert reverse("account_login") in Client().post(path).url
    assert fresh(factories.person()).post(path).status_code == 404
    anna.refresh_from_db()
    assert anna.email == OLD


def test_looking_at_the_links_changes_nothing(anna):
    client = fresh(anna)
    ask(client)
    for _scanner in range(3):
        client.get(link_to(NEW_EMAIL))
    anna.refresh_from_db()
    assert anna.email == OLD

    client.post(link_to(NEW_EMAIL))
    Client().get(link_to(OLD, "undo"))
    anna.refresh_from_db()
    assert anna.email == NEW_EMAIL


def test_a_sign_up_that_nobody_confirmed_gives_way(anna):
    sign_up(Client(), email=NEW_EMAIL)
    theirs = User.objects.get(email=NEW_EMAIL)
    stale = next(x for x in letters(NEW_EMAIL) if "activate" in x.body)
    change(fresh(anna))

    theirs.refresh_from_db()
    assert theirs.email.endswith("@deleted.invalid")
    assert Client().get(link_in(stale)).status_code == 404


def test_the_new_address_alone_sets_no_password_for_a_week(anna):
    change(fresh(anna))
    Client().post(reverse("account_reset_password"), {"email": NEW_EMAIL})
    assert subjects(NEW_EMAIL)[-1] == "This address cannot set a new password yet"

    a_week_ago(anna)
    Client().post(reverse("account_reset_password"), {"email": NEW_EMAIL})
    assert subjects(NEW_EMAIL)[-1] == "Choose a new password"


def test_the_answer_about_a_forgotten_password_is_the_same_for_all(anna):
    change(fresh(anna))
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (NEW_EMAIL, OLD, "nobody@example.com")
    ]
    told = {
        answer.content.decode().replace(email, "X")
        for answer, email in zip(answers, (NEW_EMAIL, OLD, "nobody@example.com"), strict=True)
    }
    assert len({text.split("<main")[1] for text in told}) == 1


def test_the_secrets_are_nowhere_but_in_the_messages(anna):
    client = fresh(anna)
    ask(client)
    secrets = [link_to(NEW_EMAIL).split("/")[-2]]
    client.post(link_to(NEW_EMAIL))
    secrets.append(link_to(OLD, "undo").split("/")[-2])

    kept = "".join(str(list(model.objects.values())) for model in (AddressChange, Event, SentEmail))
    assert not [secret for secret in secrets if secret in kept]


def test_other_administrators_of_the_company_are_told(cast, sign_in):
    factories.membership(cast.alfa, cast.ewa, "global_administrator")
    client = fresh(cast.anna)
    change(client)

    [letter] = [x for x in letters(cast.ewa.email) if "signs in with another address" in x.subject]
    assert NEW_EMAIL in letter.body
    assert not [x for x in letters(cast.celina.email) if "another address" in x.subject]
    Client().post(link_to(OLD, "undo"))
    assert [x for x in letters(cast.ewa.email) if "has the earlier address again" in x.subject]
