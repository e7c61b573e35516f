"""After a deletion is final nobody finds the person in any text of any table; only sealed tombstones know more."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.actions.take_out import ask_for_take_out
from klucznik.accounts.erasing import SPARED, searched_models, text_fields
from klucznik.accounts.models import AddressChange, Device, Session, User
from klucznik.accounts.tasks import forget_farewells
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.core import tokens
from klucznik.events.models import EventDetails
from klucznik.jobs import worker
from klucznik.jobs.models import Job
from klucznik.mail.models import SentEmail
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.models import AccessRequest, Invitation
from klucznik.recovery.actions.requests import request_rights
from tests import factories
from tests.accounts.departing import decide, finish
from tests.accounts.people import sign_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FIRST, LAST, EMAIL, OLD = "Żaneta", "Gżegżółka", "zaneta@example.com", "dawna@example.com"
PLACE = "198.51.100.77"


@pytest.fixture
def zaneta(cast: Cast) -> User:
    """Somebody who left traces wherever a person can."""
    person = factories.person(FIRST, LAST, email=EMAIL, language="pl")
    browser = Client(REMOTE_ADDR=PLACE)
    sign_in(browser, EMAIL)
    come_in(cast, person)
    act(cast, person, browser)
    worker.drain()
    return User.objects.get(pk=person.pk)


def come_in(cast: Cast, person: User) -> None:
    """Invited to one company, waiting in another, refused in a third."""
    invited = invite_member(cast.anna, cast.alfa, email=EMAIL, role=Role.USER)
    accept_invitation(person, invited)
    invite_member(cast.celina, cast.beta, email=EMAIL, role=Role.USER)
    gone = invite_member(
        cast.anna, cast.alfa, email="inna@example.com", role=Role.USER
    )  # of somebody else: stays
    Invitation.objects.filter(pk=gone.pk).update(email=EMAIL.upper(), expired_at=timezone.now())


def act(cast: Cast, person: User, browser: Client) -> None:
    """Requests, answers, devices, addresses, copies, letters, a case of their own, and others who name them."""
    request_rights(person, cast.alfa, reason=f"Nazywam się {FIRST} {LAST}.")
    Device.objects.create(user=person, browser_hash="x" * 64, agent="Firefox", address=PLACE)
    AddressChange.objects.create(
        user=person,
        purpose="sign_in",
        old_email=OLD,
        new_email=EMAIL,
        secret_hash=tokens.hashed("1"),
        undo_hash=tokens.hashed("2"),
        expires_at=timezone.now(),
        confirmed_at=timezone.now(),
        undo_until=timezone.now() - timedelta(days=1),
    )
    EmailAddress.objects.create(user=person, email="zapas@example.com", verified=True)
    ask_for_take_out(person)
    place = Membership.objects.get(user=person, company=cast.alfa)
    AccessRequest.objects.create(
        membership=place,
        product=factories.product(),
        reason=f"Ja, {FIRST}, proszę",
        expires_at=timezone.now() + timedelta(days=3),
    )
    told_to_others(cast)
    browser.post(reverse("account_name"), {"first_name": "Zuzanna", "last_name": LAST})
    browser.post(reverse("account_name"), {"first_name": FIRST, "last_name": LAST})


def told_to_others(cast: Cast) -> None:
    """What other people's rows say of the person."""
    SentEmail.objects.create(
        message="members/emails/member_left",
        recipient=cast.anna,
        address=cast.anna.email,
        language="pl",
        company=cast.alfa,
        context={"person": f"{FIRST} {LAST}", "inner": [{"email": EMAIL}]},
        subject=f"{FIRST} {LAST} odchodzi",
        text=f"{FIRST} {LAST} ({EMAIL}) odchodzi, a {LAST} {FIRST} to ta sama osoba",
        message_id="<others@example.com>",
    )
    Job.objects.create(
        task="mail.deliver", last_error=f"550 {EMAIL} unknown", failed_at=timezone.now()
    )
    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": EMAIL})
    row = RightsOf(cast)
    row.answered(f"Pani {FIRST} {LAST} już o to prosiła.")


class RightsOf:
    """Another person's request in the same company, answered with a sentence about ours."""

    def __init__(self, cast: Cast) -> None:
        self.request = request_rights(cast.bogna, cast.alfa, reason="Proszę o uprawnienia.")

    def answered(self, words: str) -> None:
        type(self.request).objects.filter(pk=self.request.pk).update(state="declined", answer=words)


def everything() -> dict[str, str]:
    """Each table as one text; JSON and sessions unpacked, bytes left out."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [" ".join(map(readable, row)) for row in cursor.fetchall()]
            found[table] = "\n".join(rows)
    return found


def readable(value: Any) -> str:
    text = str(value)
    if "\\u" in text:
        text = text.encode().decode("unicode_escape", errors="replace")
    if text.startswith(("eyJ", ".eJ")):
        return text + str(Session().get_session_store_class()().decode(text))
    return text


def named(tables: dict[str, str], *words: str) -> list[str]:
    return [
        f"{table}: …{text[max(0, text.lower().find(word.lower()) - 60) :][:160]}"
        for table, text in tables.items()
        for word in words
        if word.lower() in text.lower()
    ]


def test_before_the_end_the_search_would_find_them(zaneta):
    found = {line.split(":")[0] for line in named(everything(), EMAIL, LAST, PLACE, OLD)}

    assert found >= {"accounts_user", "mail_sentemail", "events_eventdetails", "members_invitation"}
    assert {"jobs_job", "recovery_rightsrequest", "accounts_session"} <= found


def test_after_the_end_nobody_finds_them(cast, zaneta, travel):
    decide(zaneta)
    travel(days=7, minutes=1)
    finish()
    forget_farewells()

    assert named(everything(), EMAIL, FIRST, LAST, OLD, "zapas@", "Zuzanna", PLACE) == []


def test_messages_to_others_keep_their_sense_without_the_name(cast, zaneta, travel):
    decide(zaneta)
    travel(days=8)
    finish()

    letter = SentEmail.objects.get(message_id="<others@example.com>")
    assert letter.subject == "usunięte konto odchodzi"
    assert letter.context["person"] == "usunięte konto"
    assert letter.address == cast.anna.email


def test_the_company_of_a_keeper_still_has_a_sealed_tombstone(cast, travel):
    decide(cast.anna)
    travel(days=8)
    finish()

    sealed = FormerAdministrator.objects.get(company=cast.alfa).sealed_email
    assert b"anna@" not in base64.b64decode(sealed, altchars=b"-_")


def test_a_namesake_elsewhere_keeps_their_name(cast, zaneta, travel):
    namesake = factories.person(FIRST, LAST, email="druga@example.com")
    factories.membership(cast.beta, namesake)
    letter = SentEmail.objects.create(
        message="companies/emails/x",
        recipient=cast.celina,
        address=cast.celina.email,
        language="pl",
        company=factories.company("Gamma"),
        text=f"{FIRST} {LAST} (druga@example.com)",
        message_id="<namesake@example.com>",
    )
    decide(zaneta)
    travel(days=8)
    finish()

    letter.refresh_from_db()
    assert letter.text == f"{FIRST} {LAST} (druga@example.com)"
    assert User.objects.get(email="druga@example.com").last_name == LAST


def test_values_of_the_history_go_with_their_salt(cast, zaneta, travel):
    theirs = list(EventDetails.objects.filter(event__person=zaneta).values_list("pk", flat=True))
    decide(zaneta)
    travel(days=8)
    finish()

    left = EventDetails.objects.filter(pk__in=theirs)
    assert {(str(one.values), one.salt) for one in left} == {("{}", "")}


def test_a_new_table_is_searched_without_a_word_about_it():
    labels = {model._meta.label for model in searched_models()}

    assert {model._meta.label for model in apps.get_models()} - labels == SPARED & {
        model._meta.label for model in apps.get_models()
    }
    assert {field.name for field in text_fields(SentEmail)} >= {"address", "context", "text"}
