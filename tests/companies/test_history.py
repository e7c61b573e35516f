"""The history of a company: sentences by day, narrowed, paged, the same cost at any length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from klucznik.companies.history import GROUPS, INNER, Wanted, history_of
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.core.provenance import Provenance, coming_from
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.actions.invitations import invite_member
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]
# Kinds that never concern a company: a person's own account, the vendor's own affairs.
ELSEWHERE = (
    *("account.", "erp.", "staff.", "work.", "factor_loss.", "session.", "terms."),
    *("catalog.", "signing_key.", "article.", "notice."),
)


def happen(cast: Cast, times: int = 1, kind: Kind = Kind.MEMBER_INVITED, **facts: Any) -> None:
    with transaction.atomic():
        for number in range(times):
            record(
                kind,
                actor=cast.anna,
                company=cast.alfa,
                private={"email": f"osoba{number}@example.com"},
                role="user",
                **facts,
            )


def at(company: Company, query: str = "") -> str:
    return f"/companies/{company.public_id}/history/{query}"


def seen(browser: Client, cast: Cast, query: str = "") -> str:
    answer = browser.get(at(cast.alfa, query))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_reads_who_did_what(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)

    assert "Anna Alfowska invited osoba0@example.com as user" in seen(sign_in(cast.bartek), cast)


def test_a_user_does_not_read_it(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.bogna).get(at(cast.alfa)).status_code == 403


def test_a_stranger_does_not_learn_that_it_is_there(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.celina).get(at(cast.alfa)).status_code == 404


def test_a_look_of_the_staff_stands_out_and_names_nobody(cast: Cast, sign_in: SignIn) -> None:
    with transaction.atomic():
        record(Kind.STAFF_VIEWED_COMPANY, actor=cast.ewa, company=cast.alfa, by_staff=True)

    text = seen(sign_in(cast.anna), cast, "?group=staff")

    assert 'data-by="staff"' in text
    assert "looked at the company" in text
    assert "Erlich" not in text


def test_staff_cannot_be_told_apart_by_asking_for_one_person(cast: Cast, sign_in: SignIn) -> None:
    with transaction.atomic():
        record(Kind.STAFF_VIEWED_COMPANY, actor=cast.ewa, company=cast.alfa, by_staff=True)

    text = seen(sign_in(cast.anna), cast, f"?person={cast.ewa.public_id}")

    assert "looked at the company" not in text


def test_a_filter_narrows_and_a_wrong_one_does_nothing(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)
    happen(cast, kind=Kind.COMPANY_CHANGED, fields=["name"])
    browser = sign_in(cast.anna)

    assert "invited osoba0" not in seen(browser, cast, "?group=data")
    assert "invited osoba0" in seen(browser, cast, "?group=nonsense&after=broken")


def test_one_person_is_chosen_from_those_who_are_or_were_here(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)
    with transaction.atomic():
        record(Kind.MEMBER_LEFT, actor=cast.bogna, company=cast.alfa, person=cast.bogna)
    browser = sign_in(cast.anna)

    text = seen(browser, cast, f"?person={cast.bogna.public_id}")

    assert "Bogna Bąk left the company" in text
    assert "invited osoba0" not in text
    assert f'value="{cast.bogna.public_id}" selected' in text
    assert "Cicha" not in text


def test_many_people_are_searched_for_by_name(cast: Cast, sign_in: SignIn) -> None:
    for number in range(101):
        factories.membership(cast.alfa, factories.person("Łucja", f"Żak{number}"))
    happen(cast)
    browser = sign_in(cast.anna)

    assert "<option" in seen(browser, cast)
    assert f'value="{cast.bogna.public_id}"' not in seen(browser, cast)
    assert "invited osoba0" in seen(browser, cast, "?name=ALFOWSKA+anna")
    assert "invited osoba0" not in seen(browser, cast, "?name=żak7")


def test_a_period_is_chosen_by_days_and_both_ends_count(
    cast: Cast, sign_in: SignIn, travel: Callable[..., Any]
) -> None:
    first = clock.today()
    happen(cast)
    travel(days=10)
    browser = sign_in(cast.anna)
    day, next_day = first.isoformat(), (first + timedelta(days=1)).isoformat()

    assert "invited osoba0" in seen(browser, cast, f"?since={day}&until={day}")
    assert "invited osoba0" not in seen(browser, cast, f"?since={next_day}")
    assert "invited osoba0" in seen(browser, cast, f"?until={first:%d.%m.%Y}")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?since=yesterday", "Write the day like"),
        ("?since=2026-02-31", "Write the day like"),
        ("?since=2026-11-02&until=2026-11-01", "before the first"),
        ("?until=9999-12-31", "Write the day like"),
        ("?since=0001-01-01", "Write the day like"),
    ],
)
def test_a_strange_period_is_told_and_nothing_breaks(
    cast: Cast, sign_in: SignIn, query: str, said: str
) -> None:
    happen(cast)

    text = seen(sign_in(cast.anna), cast, query)

    assert said in text
    assert query.partition("=")[2].partition("&")[0] in text


def test_a_period_without_events_says_so(cast: Cast, sign_in: SignIn) -> None:
    happen(cast)

    assert "No event fits" in seen(sign_in(cast.anna), cast, "?until=2001-01-01")


def test_pages_follow_each_other_without_a_gap_and_keep_the_filter(
    cast: Cast, sign_in: SignIn
) -> None:
    happen(cast, times=120)
    happen(cast, times=5, kind=Kind.COMPANY_CHANGED, fields=[])
    browser = sign_in(cast.anna)
    address = at(cast.alfa, "?group=people")
    found: list[str] = []

    while address:
        answer = browser.get(address)
        context = answer.context
        found += [event.details.values["email"] for event in context["page"].rows]
        mark = context["page"].next
        assert not mark or "?group=people&amp;after=" in answer.content.decode()
        address = at(cast.alfa, f"?group=people&after={mark}") if mark else ""

    assert found == [f"osoba{number}@example.com" for number in reversed(range(120))]


def test_where_somebody_acted_from_is_for_global_administrators(
    cast: Cast, sign_in: SignIn
) -> None:
    with coming_from(Provenance("203.0.113.7", "Netscape", "")):
        happen(cast)

    assert "203.0.113.7" in seen(sign_in(cast.anna), cast)
    assert "203.0.113.7" not in seen(sign_in(cast.bartek), cast)


def test_an_event_leads_to_its_person_and_its_invitation(cast: Cast, sign_in: SignIn) -> None:
    invitation = invite_member(cast.anna, cast.alfa, email="nowa@example.com", role=Role.USER)
    place = Membership.objects.get(company=cast.alfa, user=cast.bogna)
    with transaction.atomic():
        record(
            Kind.MEMBER_ROLE_CHANGED,
            actor=cast.anna,
            company=cast.alfa,
            person=cast.bogna,
            subject=place,
            old_role="user",
            role="administrator",
        )

    text = seen(sign_in(cast.bartek), cast)

    assert f"/companies/{cast.alfa.public_id}/members/{place.public_id}/" in text
    assert f"/members/invitations/{invitation.public_id}/" in text


def test_somebody_who_left_has_no_page_to_lead_to(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(user=cast.bogna).update(ended_at=clock.now())
    with transaction.atomic():
        record(Kind.MEMBER_LEFT, actor=cast.bogna, company=cast.alfa, person=cast.bogna)

    assert "event__link" not in seen(sign_in(cast.anna), cast)


def test_changed_data_show_what_stood_there_before(cast: Cast, sign_in: SignIn) -> None:
    with transaction.atomic():
        record(
            Kind.COMPANY_CHANGED,
            actor=cast.anna,
            company=cast.alfa,
            private={"before": {"city": "Kraków"}, "after": {"city": "Gdynia"}},
            fields=["city"],
        )

    text = seen(sign_in(cast.bartek), cast)

    assert "<del>Kraków</del>" in text
    assert "<ins>Gdynia</ins>" in text


def test_the_new_people_of_a_reopened_company_do_not_read_what_was_before(cast: Cast) -> None:
    happen(cast)
    cast.alfa.reopened_at = clock.now() + timedelta(seconds=1)

    assert history_of(cast.alfa, Wanted()).rows == []


def test_every_kind_is_in_one_group_or_left_out_on_purpose() -> None:
    def groups(kind: str) -> list[str]:
        return [name for name, ways in GROUPS.items() if kind.startswith(ways)]

    shown = [kind for kind in Kind if kind not in INNER and not kind.startswith(ELSEWHERE)]

    assert [kind.value for kind in shown if len(groups(kind)) != 1] == []


def test_the_number_of_queries_does_not_grow(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    invite_member(cast.anna, cast.alfa, email="nowa@example.com", role=Role.USER)
    happen(cast, times=45)
    browser = sign_in(cast.anna)
    browser.get(at(cast.alfa))

    with django_assert_max_num_queries(13):
        browser.get(at(cast.alfa))
