"""By e-mail: one letter to a person, in their language, in batches that nobody gets twice, and a way to stop them."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.core.errors import DomainError
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail, TopicChoice
from klucznik.news import emails
from klucznik.news.actions.course import change_hours, continue_notice, end, withdraw
from klucznik.news.models import Mailing, Notice, PutAway
from klucznik.news.tokens import unsubscribe_token
from tests import factories
from tests.companies.test_races import at_once
from tests.news.telling import told

pytestmark = pytest.mark.django_db
WORDS = {"pl": "Nowa godzina.", "en": "A new hour."}


def subjects(mailoutbox, person: User) -> list[str]:
    return [mail.subject for mail in mailoutbox if mail.to == [person.email]]


def test_one_letter_each_in_their_language(cast, deliver, mailoutbox):
    User.objects.filter(pk=cast.anna.pk).update(language="pl")
    factories.membership(cast.beta, cast.anna, Role.GLOBAL_ADMINISTRATOR)
    products = [cast.alfa_license.product]

    told(cast.henryk, "break", by_email=True, products=products)
    deliver()

    letters = {mail.to[0]: mail for mail in mailoutbox}
    assert len(mailoutbox) == len(letters) == 4
    assert letters["anna@example.com"].subject.endswith("Ważna wiadomość")
    assert "Treść po polsku." in letters["anna@example.com"].body
    assert letters["bogna@example.com"].subject.endswith("Planned break: Important words")
    assert "What does not work: Customer portal." in letters["bogna@example.com"].body
    mailing = Mailing.objects.get()
    assert (mailing.count, bool(mailing.done_at)) == (4, True)


def test_who_gets_none(cast, deliver, mailoutbox):
    TopicChoice.objects.create(user=cast.anna, topic="news", by_email=False)
    User.objects.filter(pk=cast.bartek.pk).update(address_bounced_at=timezone.now())
    delete_account(None, cast.bogna)

    told(cast.henryk, "news", by_email=True)
    told(cast.henryk, "version")
    deliver()

    addresses = {mail.to[0] for mail in mailoutbox}
    assert not addresses & {cast.anna.email, cast.bartek.email, "bogna@example.com"}
    assert cast.celina.email in addresses
    waiting = SentEmail.objects.get(recipient=cast.anna, message="news/emails/notice_published")
    assert waiting.by_email is False
    assert Mailing.objects.count() == 1


def test_changed_terms_reach_everybody_whom_they_concern(cast, deliver, mailoutbox):
    TopicChoice.objects.create(user=cast.anna, topic="news", by_email=False)

    told(cast.henryk, "terms", for_administrators=True)
    deliver()

    assert {mail.to[0] for mail in mailoutbox} == {cast.anna.email, cast.celina.email}
    assert "Words in English." in mailoutbox[0].body
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_what_follows_is_told_where_it_is_wished(cast, deliver, mailoutbox, travel):
    notice = told(cast.henryk, "break", by_email=True)
    quiet = told(cast.henryk, "trouble")
    deliver()
    mailoutbox.clear()

    hours = {
        "starts_at": notice.starts_at,
        "ends_at": notice.ends_at + (notice.ends_at - notice.starts_at),
    }
    change_hours(cast.henryk, notice, **hours)
    continue_notice(cast.henryk, quiet, words=WORDS, impact="limited")
    continue_notice(cast.henryk, quiet, words=WORDS, impact="limited", by_email=True)
    end(cast.henryk, quiet, words={}, by_email=False)
    withdraw(cast.henryk, notice)
    deliver()

    assert [one.partition("] ")[2] for one in subjects(mailoutbox, cast.anna)] == [
        "What is new: Important words",
        "Called off: Important words",
    ]
    assert not SentEmail.objects.filter(message="news/emails/notice_moved").exists()


def test_other_hours_are_told_with_the_old_ones(cast, deliver, mailoutbox):
    notice = told(cast.henryk, "break", by_email=True)
    deliver()
    before = emails.hours(notice.starts_at, notice.ends_at)
    later = notice.ends_at + (notice.ends_at - notice.starts_at)
    change_hours(cast.henryk, notice, starts_at=notice.starts_at, ends_at=later)
    deliver()

    assert f"Before: {before}." in mailoutbox[-1].body


def test_an_interrupted_round_goes_on_where_it_was(cast, deliver, mailoutbox, monkeypatch):
    monkeypatch.setattr(emails, "BATCH", 4)
    real, calls = emails.send_to_each, []

    def failing(*given, **more):
        calls.append(1)
        count = real(*given, **more)
        if len(calls) == 2:
            raise OSError("the machine went down")
        return count

    monkeypatch.setattr(emails, "send_to_each", failing)
    told(cast.henryk, by_email=True)
    worker.drain()
    assert SentEmail.objects.count() == 4
    for mailing in Mailing.objects.all():
        for _ in range(5):
            emails.write_batch(mailing)
    deliver()

    addresses = [mail.to[0] for mail in mailoutbox]
    assert len(addresses) == len(set(addresses)) == User.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_round_write_to_nobody_twice(monkeypatch):
    staff = factories.person("Henryk")
    for _ in range(11):
        factories.person()
    monkeypatch.setattr(emails, "BATCH", 4)
    told(staff, by_email=True)
    worker.run_due()
    mailing = Mailing.objects.get()

    results = at_once([partial(emails.write_batch, mailing) for _ in range(4)])

    assert not [one for one in results if isinstance(one, DomainError)]
    letters = list(SentEmail.objects.values_list("recipient", flat=True))
    assert len(letters) == len(set(letters)) == 12


def test_a_batch_costs_the_same_whatever_its_size(cast, django_assert_max_num_queries):
    for _ in range(40):
        factories.person()
    told(cast.henryk, by_email=True)
    worker.run_due()

    with django_assert_max_num_queries(22):
        emails.write_batch(Mailing.objects.get())
    assert Mailing.objects.get().count == 49


def test_one_click_stops_news_and_nothing_else(cast, deliver, mailoutbox):
    told(cast.henryk, by_email=True)
    deliver()
    letter = next(mail for mail in mailoutbox if mail.to == [cast.anna.email])
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    path = link.partition("//")[2].partition("/")[2]

    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body
    browser = Client(enforce_csrf_checks=True)
    asked = browser.get(f"/{path}")
    assert b"Stop these e-mails" in asked.content
    assert not TopicChoice.objects.exists()
    for _ in range(2):
        done = browser.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "News and breaks" in done.content.decode()
    assert list(TopicChoice.objects.values_list("user", "topic", "by_email")) == [
        (cast.anna.pk, "news", False)
    ]
    stored = SentEmail.objects.get(recipient=cast.anna)
    assert path not in stored.text


def test_a_broken_or_foreign_link_stops_nothing(cast, client):
    token = unsubscribe_token(cast.anna)
    for wrong in ("x", token[:-1], token.replace(cast.anna.public_id, cast.bartek.public_id)):
        assert client.post(f"/news/unsubscribe/{wrong}/").status_code == 404
    delete_account(None, cast.anna)
    assert client.post(f"/news/unsubscribe/{token}/").status_code == 404
    assert not TopicChoice.objects.exists()


def test_what_was_put_away_goes_with_the_account(cast):
    PutAway.objects.create(notice=told(cast.henryk), person=cast.anna)

    delete_account(None, cast.anna)

    assert not PutAway.objects.exists()
    assert Notice.objects.exists()
