"""What the stories about leaving share: a person's decision, as the page would send it."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.actions.leaving import ask_for_deletion
from klucznik.accounts.departures import Plan, consequences
from klucznik.accounts.models import User
from klucznik.accounts.tasks import finish_deletions
from klucznik.jobs import worker
from tests.accounts.people import sign_in
from tests.factories import PASSWORD

DELETE = "account_delete"


def decide(user: User) -> User:
    """Ask for the deletion with open eyes, without a page."""
    plan = Plan.of(consequences(user))
    return ask_for_deletion(user, plan=plan, understood=plan.lost)


def filled_in(client: Client, **changes: str) -> dict[str, str]:
    """The form of the page as it is shown, with all its boxes ticked."""
    form = client.get(reverse(DELETE)).context["form"]
    ticks = {name: "on" for name in form.fields if name.startswith("understood")}
    return {"plan": form["plan"].value(), "password": PASSWORD, **ticks, **changes}


def ask(user: User, password: str = PASSWORD) -> Client:
    """Sign in, read the page, press the button."""
    client = Client()
    sign_in(client, user.email)
    client.post(reverse(DELETE), filled_in(client, password=password))
    user.refresh_from_db()
    return client


def finish() -> None:
    """What the clock does to those whose week is over."""
    finish_deletions()
    worker.drain()


def confirm(client: Client, user: User, purpose: str) -> Client:
    """As if the second step had been confirmed for this a moment ago."""
    session = client.session
    session["confirmed_for"] = {"user": user.pk, purpose: timezone.now().timestamp()}
    session.save()
    return client
