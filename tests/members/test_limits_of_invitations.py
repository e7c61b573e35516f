"""How many invitations go out and wait, and how long an offered place may last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.limits.counting import consume
from klucznik.members.actions.invitations import invite_member, revoke_invitation
from klucznik.members.errors.invitations import TooManyWaiting
from klucznik.members.invitations import renew
from klucznik.members.models import Invitation
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of

SignIn = Callable[..., Client]
NEW = "zosia@example.com"


def invited(
    cast: Cast, *, by: User | None = None, role: Role = Role.USER, email: str = NEW
) -> Invitation:
    return invite_member(by or cast.anna, cast.alfa, email=email, role=role)


def test_a_company_sends_five_hundred_invitations_a_day(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(500):
        consume(invite__company=cast.alfa.pk)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:invite"), {"email": NEW, "role": "user"}
    )

    assert "as many invitations as it may in a day. The next one" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_company_that_nobody_checked_sends_five(cast: Cast, sign_in: SignIn) -> None:
    small = factories.company("Nowa", known=False)
    factories.membership(small, cast.dorota, Role.GLOBAL_ADMINISTRATOR, proven=False)
    browser = sign_in(cast.dorota)

    for number in range(6):
        answer = browser.post(
            page_of(small, "members:invite"), {"email": f"nowy{number}@example.com", "role": "user"}
        )

    assert "as many invitations as it may in a day" in answer.content.decode()
    assert Invitation.objects.count() == 5


def test_an_address_gets_three_invitations_a_day_from_all_companies_together(
    cast: Cast, sign_in: SignIn
) -> None:
    for _ in range(2):
        consume(invite__email=NEW)
    browser = sign_in(cast.anna)
    browser.post(page_of(cast.alfa, "members:invite"), {"email": NEW.upper(), "role": "user"})
    found = Invitation.objects.get()

    again = browser.post(
        page_of(cast.alfa, "members:send_again", found.public_id), follow=True
    ).content.decode()
    other = sign_in(cast.celina).post(
        page_of(cast.beta, "members:invite"), {"email": NEW, "role": "user"}
    )

    words = "This address got as many invitations as it may in a day"
    assert words in again
    assert words in other.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("known", "most"), [(True, 500), (False, 5)])
def test_only_so_many_wait_at_once(cast: Cast, known: bool, most: int) -> None:
    company = factories.company("Nowa", known=known)
    factories.membership(company, cast.dorota, Role.GLOBAL_ADMINISTRATOR, proven=known)
    offers = [Invitation(company=company, email=f"n{n}@example.com") for n in range(most)]
    for offer in offers:
        offer.invited_by = cast.dorota
        renew(offer)
    Invitation.objects.bulk_create(offers)

    with pytest.raises(TooManyWaiting) as refused:
        invite_member(cast.dorota, company, email=NEW, role=Role.USER)
    revoke_invitation(cast.dorota, Invitation.objects.first())
    invite_member(cast.dorota, company, email=NEW, role=Role.USER)

    assert f"At most {most} invitations" in str(refused.value)


def test_a_place_can_be_offered_until_a_day(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None]
) -> None:
    day = clock.today() + timedelta(days=30)
    browser = sign_in(cast.anna)

    answer = browser.post(
        page_of(cast.alfa, "members:invite"),
        {"email": NEW, "role": "user", "until": day.isoformat()},
        follow=True,
    ).content.decode()
    deliver()

    found = Invitation.objects.get()
    assert timezone.localtime(found.place_until).strftime("%Y-%m-%d %H:%M:%S") == f"{day} 23:59:59"
    assert f"until {date_long(day)}" in answer
    assert f"Your place in the company will last until {date_long(day)}" in mail.outbox[0].body


@pytest.mark.parametrize("days", [-1, 0, 5 * 366 + 2])
def test_a_place_ends_neither_in_the_past_nor_in_a_far_future(
    cast: Cast, sign_in: SignIn, days: int
) -> None:
    day = clock.today() + timedelta(days=days)

    answer = sign_in(cast.anna).post(
        page_of(cast.alfa, "members:invite"),
        {"email": NEW, "role": "user", "until": day.isoformat()},
    )

    assert answer.status_code == 422
    assert "from tomorrow to five years ahead" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_waits_no_longer_than_its_place_would_last(cast: Cast) -> None:
    found = invite_member(
        cast.anna,
        cast.alfa,
        email=NEW,
        role=Role.USER,
        until=clock.today() + timedelta(days=3),
    )

    assert found.expires_at == found.place_until
