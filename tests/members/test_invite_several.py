"""Inviting several people: a pasted list or a file, every line judged before anything is sent, the good ones sent."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.counting import consume
from klucznik.members.actions.invitations import invite_member
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.lists import kept, pasted, sent, subiekt, uploaded
from tests.members.pages import page_of

SignIn = Callable[..., Client]


def test_a_pasted_list_is_shown_first_and_sent_by_one_button(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    subiekt(cast)
    day = clock.today() + timedelta(days=60)
    browser = sign_in(cast.anna)

    page = pasted(
        browser,
        cast,
        'Anna Nowak <Anna.Nowak@example.com>, jan@example.com;ola@example.com\n\n"Lis, Zosia" <zosia@example.com>\n',
        products=["subiekt-123"],
        until=day.isoformat(),
    )
    assert not Invitation.objects.exists()
    answer = sent(browser, cast, page)
    deliver()

    assert "Send 4 invitations" in page
    assert "4 invitations were sent." in answer
    found = Invitation.objects.order_by("email")
    assert [one.email for one in found] == [
        "anna.nowak@example.com",
        "jan@example.com",
        "ola@example.com",
        "zosia@example.com",
    ]
    assert {one.role for one in found} == {Role.USER}
    assert all([product.code for product in one.products.all()] == ["subiekt-123"] for one in found)
    assert len({one.place_until for one in found}) == 1
    assert Event.objects.filter(kind=Kind.MEMBER_INVITED).count() == 4
    assert len(mail.outbox) == 4


def test_names_of_a_pasted_list_never_reach_a_message(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.anna)

    sent(browser, cast, pasted(browser, cast, "Wejdź na evil.example <jan@example.com>"))
    deliver()

    (message,) = mail.outbox
    assert message.to == ["jan@example.com"]
    assert "evil" not in str(message.body) + str(message.alternatives[0].content)


def test_every_line_says_what_is_wrong_with_it(cast: Cast, sign_in: SignIn) -> None:
    invite_member(cast.anna, cast.alfa, email="czeka@example.com", role=Role.USER)
    browser = sign_in(cast.anna)

    page = pasted(
        browser,
        cast,
        "jan@example.com, bogna@example.com, czeka@example.com, JAN@example.com, bez małpy, zośia@example.com",
    )

    assert "Send 1 invitation" in page
    for words in (
        "already a user of the company",
        "an invitation that still waits",
        "stands in the list twice",
        "full e-mail address",
        "without accents",
    ):
        assert words in html.unescape(page)
    assert len(kept(page)["line"]) == 5
    assert Invitation.objects.count() == 1


def test_a_bad_line_is_corrected_without_losing_the_rest(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = pasted(browser, cast, "jan@example.com, ola.example.com, zosia(at)example.com")

    checked = browser.post(
        page_of(cast.alfa, "members:check_list"),
        {"good": kept(page)["good"], "line": ["ola@example.com;user", "zosia(at)example.com"]},
    ).content.decode()
    assert not Invitation.objects.exists()
    left = sent(browser, cast, checked)
    after = sent(browser, cast, left, line=[""])

    assert "Send 2 invitations" in checked
    assert "2 invitations were sent." in left
    assert kept(left)["line"] == ["zosia(at)example.com"]
    assert "There is no address in the list." in after
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "jan@example.com",
        "ola@example.com",
    }


def test_sending_the_same_list_twice_sends_it_once(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = pasted(browser, cast, "jan@example.com")

    sent(browser, cast, page)
    again = sent(browser, cast, page)

    assert "an invitation that still waits" in again
    assert Invitation.objects.count() == 1


def test_a_company_administrator_gives_in_a_list_no_more_than_one_by_one(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.bartek)

    page = uploaded(browser, cast, b"jan@example.com;administrator").content.decode()
    sent(browser, cast, page)
    forged = browser.post(
        page_of(cast.alfa, "members:send_list"), {"good": "ola@example.com;administrator"}
    ).content.decode()

    assert "You cannot give this role" in page
    assert "You cannot give this role" in forged
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["global_administrator", "global administrator"])
def test_the_global_role_is_never_offered_by_a_list(cast: Cast, sign_in: SignIn, role: str) -> None:
    factories.with_factor(cast.anna)
    browser = sign_in(cast.anna, factor=True)

    browser.post(page_of(cast.alfa, "members:send_list"), {"good": f"jan@example.com;{role}"})
    refused = browser.post(
        page_of(cast.alfa, "members:invite_list"), {"addresses": "jan@example.com", "role": role}
    )

    assert refused.status_code == 422
    assert not Invitation.objects.exists()


def test_the_caps_of_one_by_one_hold_for_a_list(cast: Cast, sign_in: SignIn) -> None:
    small = factories.company("Nowa", known=False)
    factories.membership(small, cast.dorota, Role.GLOBAL_ADMINISTRATOR, proven=False)
    browser = sign_in(cast.dorota)
    listed = "\n".join(f"n{n}@example.com" for n in range(7))
    for _ in range(2):
        consume(invite__unproven_company=small.pk)

    page = browser.post(
        page_of(small, "members:invite_list"), {"addresses": listed, "role": "user"}
    ).content.decode()
    answer = browser.post(page_of(small, "members:send_list"), kept(page), follow=True)

    assert page.count("So many invitations cannot wait at once") == 2
    assert "as many invitations as it may in a day" in answer.content.decode()
    assert Invitation.objects.count() == 3


def test_a_list_belongs_to_those_who_may_invite(cast: Cast, sign_in: SignIn) -> None:
    names = ["invite_list", "invite_file", "invite_sample", "check_list", "send_list"]
    for name in names:
        address = page_of(cast.alfa, f"members:{name}")
        assert sign_in(cast.bogna).get(address).status_code == 403
        assert sign_in(cast.celina).get(address).status_code == 404
        assert Client().get(address).status_code == 302
