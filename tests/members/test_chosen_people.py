"""Several people at once: the same rules for each, nobody above, nobody silently left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.models import ProductAccess
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of, told

SignIn = Callable[..., Client]


def crowd(cast: Cast, count: int, role: Role = Role.USER) -> list[Membership]:
    return [
        factories.membership(cast.alfa, factories.person("Tom", f"Tłum {n:03d}"), role)
        for n in range(count)
    ]


def ids(*places: Membership) -> list[str]:
    return [place.public_id for place in places]


def page(cast: Cast, act: str) -> str:
    return page_of(cast.alfa, "members:chosen", act)


def test_the_list_has_a_tick_for_everybody_and_a_button_for_each_act(
    cast: Cast, sign_in: SignIn
) -> None:
    shown = sign_in(cast.anna).get(page_of(cast.alfa, "members:members")).content.decode()

    assert len(re.findall(r'type="checkbox" form="chosen" name="member"', shown)) == 3
    for act in ("role", "give", "withdraw", "until", "disconnect"):
        assert page(cast, act) in shown


def test_first_the_choice_then_who_is_affected_then_the_act(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    people = crowd(cast, 3)
    chosen = ids(*people, place_of(cast.anna, cast.alfa), place_of(cast.bartek, cast.alfa))
    browser = sign_in(cast.anna)

    choice = browser.get(page(cast, "role"), {"member": chosen}).content.decode()
    plan = browser.get(
        page(cast, "role"), {"member": chosen, "role": "administrator"}
    ).content.decode()
    nothing_yet = Event.objects.filter(kind=Kind.MEMBER_ROLE_CHANGED).count()
    done = browser.post(
        page(cast, "role"), {"member": chosen, "role": "administrator"}
    ).content.decode()
    deliver()

    assert "See who is affected" in choice
    assert 'value="global_administrator"' not in choice
    assert "This will be done for 3 people" in plan
    assert "2 people left out" in plan
    assert "This is you." in plan
    assert "Nothing to change" in plan
    assert nothing_yet == 0
    assert "Changed 3 people, skipped 2" in done
    assert {place.role for place in Membership.objects.filter(pk__in=[p.pk for p in people])} == {
        Role.ADMINISTRATOR
    }
    assert Event.objects.filter(kind=Kind.MEMBER_ROLE_CHANGED).count() == 3
    assert len(mail.outbox) == 3


def test_whoever_stands_above_is_left_out_with_the_reason(cast: Cast, sign_in: SignIn) -> None:
    anna, other = place_of(cast.anna, cast.alfa), crowd(cast, 1, Role.ADMINISTRATOR)[0]
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.bartek)

    done = browser.post(page(cast, "disconnect"), {"member": ids(anna, other, bogna)})
    shown = done.content.decode()

    assert "Changed 1 person, skipped 2" in shown
    assert "A global administrator is changed and disconnected only on their own page." in shown
    assert "A company administrator is changed and disconnected by a global administrator." in shown
    assert Membership.objects.active().filter(company=cast.alfa).count() == 3


def test_the_keys_are_never_given_or_taken_in_bulk(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    olga = factories.membership(cast.alfa, factories.person("Olga"), Role.GLOBAL_ADMINISTRATOR)
    browser = sign_in(cast.anna, factor=True)

    given = browser.post(
        page(cast, "role"),
        {"member": ids(place_of(cast.bogna, cast.alfa)), "role": "global_administrator"},
    )
    for act, more in [
        ("role", {"role": "user"}),
        ("disconnect", {}),
        ("until", {"until": (clock.today() + timedelta(days=9)).isoformat()}),
    ]:
        answer = browser.post(page(cast, act), {"member": ids(olga), **more})
        assert "Changed 0 people, skipped 1" in answer.content.decode()

    olga.refresh_from_db()
    assert given.status_code == 422
    assert (olga.role, olga.ended_at, olga.until) == (Role.GLOBAL_ADMINISTRATOR, None, None)


def test_a_product_is_given_while_there_are_places(cast: Cast, sign_in: SignIn) -> None:
    product = factories.product("subiekt-123", name="Subiekt 123", needs_access=True)
    factories.license(cast.alfa, product=factories.product("subiekt-123", metric="users"), amount=2)
    product.refresh_from_db()
    type(product).objects.filter(pk=product.pk).update(metric="users")
    people = crowd(cast, 3)
    browser = sign_in(cast.bartek)

    plan = browser.get(page(cast, "give"), {"member": ids(*people), "product": "subiekt-123"})
    done = browser.post(page(cast, "give"), {"member": ids(*people), "product": "subiekt-123"})
    taken = browser.post(page(cast, "withdraw"), {"member": ids(*people), "product": "subiekt-123"})

    held = ProductAccess.objects.filter(product=product)
    if "left out" in plan.content.decode():
        assert "All places are taken: Subiekt 123." in done.content.decode()
        assert "Changed 2 people, skipped 1" in done.content.decode()
        assert "Changed 2 people, skipped 1" in taken.content.decode()
        assert held.count() == 2
    assert not ProductAccess.objects.active().exists()


def test_a_last_day_is_set_and_cleared(cast: Cast, sign_in: SignIn) -> None:
    people, browser = crowd(cast, 2), sign_in(cast.anna)
    day = (clock.today() + timedelta(days=60)).isoformat()

    browser.post(page(cast, "until"), {"member": ids(*people), "until": day})
    limited = Membership.objects.filter(until__isnull=False).count()
    browser.post(page(cast, "until"), {"member": ids(*people), "until": ""})

    assert limited == 2
    assert not Membership.objects.filter(until__isnull=False).exists()


def test_people_of_other_companies_and_unknown_ids_are_only_counted(
    cast: Cast, sign_in: SignIn
) -> None:
    celina = place_of(cast.celina, cast.beta)

    done = sign_in(cast.anna).post(
        page(cast, "disconnect"), {"member": [celina.public_id, "nobody", "'; --"]}
    )

    celina.refresh_from_db()
    assert celina.ended_at is None
    assert "3 people are not in the company any more" in done.content.decode()
    assert "Celina" not in done.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_and_too_many_lead_back_with_a_word(
    cast: Cast, sign_in: SignIn, method: str
) -> None:
    browser = sign_in(cast.anna)
    ask = getattr(browser, method)

    nobody = ask(page(cast, "disconnect"), follow=True).content.decode()
    many = {"member": [f"x{number}" for number in range(201)]}
    too_many = ask(page(cast, "disconnect"), many, follow=True).content.decode()

    assert "Tick the people first" in nobody
    assert "At most 200 people at once." in too_many


def test_who_may_not_manage_users_gets_no_further(cast: Cast, sign_in: SignIn) -> None:
    chosen = {"member": ids(place_of(cast.bartek, cast.alfa))}

    user = sign_in(cast.bogna).post(page(cast, "disconnect"), chosen)
    stranger = sign_in(cast.celina).post(page(cast, "disconnect"), chosen)
    unknown = sign_in(cast.anna).post(page(cast, "promote"), chosen)

    assert user.status_code == 403
    assert told(stranger)[0] == 404
    assert unknown.status_code == 404


def test_looking_at_two_hundred_costs_as_much_as_looking_at_two(
    cast: Cast, sign_in: SignIn
) -> None:
    people, browser = crowd(cast, 200), sign_in(cast.anna)
    counts = []

    for size in (2, 200):
        with CaptureQueriesContext(connection) as queries:
            browser.get(
                page(cast, "role"), {"member": ids(*people[:size]), "role": "administrator"}
            )
        counts.append(len(queries))

    assert counts[1] <= counts[0]
