"""My account lists the programs that act for a person; each can be signed out, taken out, and is forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.take_outs import parts
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.programs.actions import allow_program
from klucznik.programs.departures import Programs
from klucznik.programs.models import ProgramGrant, ProgramToken
from klucznik.programs.tasks import forget_what_is_over
from tests.programs.asking import ME, Program, asked, signed_in, type_code

pytestmark = pytest.mark.django_db
LIST = "programs:programs"


def test_the_page_lists_them_and_is_found_from_the_account(cast, sign_in):
    signed_in(cast.anna)
    signed_in(cast.dorota, device_name="Cudza kasa")
    browser = sign_in(cast.anna)

    page = browser.get(reverse(LIST)).content.decode()

    assert "Subiekt nexo" in page
    assert "Kasa 1" in page
    assert "Cudza kasa" not in page
    for name in ("account_overview", "account_sessions"):
        assert reverse(LIST) in browser.get(reverse(name)).content.decode()


def test_an_empty_page_says_how_to_begin(cast, sign_in):
    page = sign_in(cast.anna).get(reverse(LIST)).content.decode()

    assert "No program acts for you" in page
    assert reverse("program:enter") in page


def test_a_program_is_signed_out_at_once(cast, sign_in):
    issued = signed_in(cast.anna)
    url = reverse("programs:sign_out", args=[issued.token.public_id])
    browser = sign_in(cast.anna)

    told = browser.post(url, follow=True).content.decode()
    again = browser.post(url, follow=True).content.decode()

    assert "That program was signed out." in told
    assert "That program was already signed out." in again
    assert Program(issued.text).get(ME).status_code == 401
    event = Event.objects.get(kind=Kind.PROGRAM_SIGNED_OUT)
    assert (event.actor, event.person) == (cast.anna, cast.anna)
    assert "“Kasa 1” no longer acts for Anna Alfowska" in event.sentence


def test_nobody_signs_out_the_program_of_somebody_else(cast, sign_in):
    issued = signed_in(cast.anna)

    told = sign_in(cast.dorota).post(
        reverse("programs:sign_out", args=[issued.token.public_id]), follow=True
    )

    assert "That program was already signed out." in told.content.decode()
    assert Program(issued.text).get(ME).status_code == 200


def test_what_was_allowed_and_not_fetched_yet_is_listed_and_taken_back(cast, sign_in):
    """A stranger who talked somebody into allowing cannot hide by fetching the token late."""
    question, browser = asked(), sign_in(cast.anna)
    allow_program(cast.anna, question.grant)
    assert "has not signed in yet" in browser.get(reverse(LIST)).content.decode()

    url = reverse("programs:sign_out", args=[question.grant.public_id])
    told = browser.post(url, follow=True).content.decode()

    assert "That program was signed out." in told
    assert Program().poll(question.device_code).json()["title"] == "expired_token"
    assert Event.objects.filter(kind=Kind.PROGRAM_SIGNED_OUT).count() == 1


def test_looking_ends_nothing(cast, sign_in):
    issued = signed_in(cast.anna)
    url = reverse("programs:sign_out", args=[issued.token.public_id])

    assert sign_in(cast.anna).get(url).status_code == 405
    assert Program(issued.text).get(ME).status_code == 200


def test_the_page_costs_the_same_for_one_and_for_many(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.anna)
    signed_in(cast.anna)
    browser.get(reverse(LIST))
    with django_assert_max_num_queries(8) as few:
        browser.get(reverse(LIST))
    for number in range(6):
        signed_in(cast.anna, device_name=f"Kasa {number}")
    with django_assert_max_num_queries(8) as many:
        browser.get(reverse(LIST))

    assert len(few) == len(many)


def test_it_is_part_of_the_copy_of_ones_data(cast, sign_in):
    signed_in(cast.anna)
    browser = sign_in(cast.anna)
    type_code(browser, asked(program="Gestor").user_code)
    browser.post(reverse("program:refuse"))
    (part,) = [one for one in parts() if one.name == "programs"]

    acting, allowed, refused = part.gather(cast.anna)

    assert (acting["program"], acting["scopes"]) == ("Subiekt nexo", ["licenses"])
    assert allowed["allowed_at"]
    assert (refused["program"], bool(refused["refused_at"])) == ("Gestor", True)
    assert not [name for row in (acting, allowed) for name in row if "hash" in name]
    assert part.gather(cast.dorota) == []


def test_the_warning_before_a_deletion_counts_them(cast):
    signed_in(cast.anna)

    (holding,) = Programs().inventory(cast.anna)

    assert holding.count == 2  # the token, and the answer to its question


def test_codes_are_forgotten_after_a_day_and_tokens_after_a_month(cast):
    old, young = asked(), asked()
    ProgramGrant.objects.filter(pk=old.grant.pk).update(
        expires_at=timezone.now() - timedelta(days=1, minutes=1)
    )
    ended, unused, aged, lately = (signed_in(cast.anna).token.pk for _one in range(4))
    kept_grants = ProgramGrant.objects.count() - 1
    days = {days: timezone.now() - timedelta(days=days) for days in (29, 31, 211, 431)}
    for pk, change in {
        ended: {"ended_at": days[31]},
        unused: {"last_used_at": days[211]},
        aged: {"created_at": days[431]},
        lately: {"ended_at": days[29]},
    }.items():
        ProgramToken.objects.filter(pk=pk).update(**change)

    forget_what_is_over()

    assert ProgramGrant.objects.count() == kept_grants
    assert ProgramGrant.objects.filter(pk=young.grant.pk).exists()
    assert list(ProgramToken.objects.values_list("pk", flat=True)) == [lately]
