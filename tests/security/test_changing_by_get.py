"""Looking changes nothing: no row differs after GET and HEAD, nor after a form sent to a page that has none."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.security.addresses import address
from tests.security.asking import EMPTY
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows
from tests.security.people import undone
from tests.security.tables import written

pytestmark = pytest.mark.django_db
LINES = [line for table in (ACCOUNT, CASES, COMPANY, OFFICES, STAFF) for line in rows(table)]
TAKING_POST = {route for method, route, _ in LINES if method == "POST"}
# Who was here, how often they came, what the staff looked at: these are meant to be noted by looking.
NOTED = {
    "accounts_session",
    "limits_tally",
    "backoffice_look",
}
NOTED_COLUMNS = {
    "accounts_user": {"last_seen_at", "last_login"},
    "companies_membership": {"last_active_at", "silent_since"},
    "contact_ticket": {"read_at"},
}
# Backup codes remember when they were shown.
SHOWING = {"account/second-step/codes/", "account/second-step/codes/file/"}
LOOKS = {"staff.viewed_company", "declaration.viewed"}


def everything(tables):
    """Every row of these tables, but for what is noted by looking."""
    with connection.cursor() as cursor:
        return {table: contents(cursor, table) for table in sorted(tables - NOTED)}


def contents(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    kept = [at for at, name in enumerate(names) if name not in NOTED_COLUMNS.get(table, ())]
    found = [tuple(str(row[at]) for at in kept) for row in cursor.fetchall()]
    return sorted(found)


def everybody_let_in(expected):
    """One of each kind of answer is enough: the page, the refusal, the way to somewhere else."""
    return {answer: who for who, answer in expected.items() if answer not in ("in", "404", "403")}


@pytest.mark.parametrize(
    ("route", "expected"),
    [pytest.param(r, e, id=f"/{r}") for method, r, e in LINES if method == "GET"],
)
def test_looking_changes_nothing(world, route, expected):
    url = address(route, world.ours)
    methods = ["get", "head"] if route in TAKING_POST else ["get", "head", "post"]

    for who in everybody_let_in(expected).values():
        for method in methods:
            with undone():
                with written() as tables:
                    getattr(world.browser(who), method)(url, EMPTY if method == "post" else None)
                after = everything(tables)
            found = changed(everything(tables), after)
            assert set(found) <= ({"mfa_authenticator"} if route in SHOWING else set()), found


def changed(before, after):
    """What appeared or vanished, by table; the events and the details of a look do not count."""
    events, details = after.get("events_event", []), after.get("events_eventdetails", [])
    looks = {row for row in events if LOOKS & set(row)}
    ids = {row[0] for row in looks}
    after |= {
        "events_event": [row for row in events if row not in looks],
        "events_eventdetails": [row for row in details if not ids & set(row)],
    }
    return {
        table: set(found) ^ set(before.get(table, []))
        for table, found in after.items()
        if found != before.get(table, [])
    }


def test_a_change_would_be_seen(world):
    url, typed = "/account/name/", {"first_name": "Bogumiła", "last_name": "Bąk"}

    with undone():
        with written() as tables:
            world.browser("user").post(url, typed)
        after = everything(tables)

    assert {"accounts_user", "events_event"} <= set(changed(everything(tables), after))
