"""The list says what can be asked for in writing, when it is the right way, and which way is quicker."""

from __future__ import annotations

import pytest

from klucznik.letters.letters.usual import PAPER_WAIT, SIGNED_WAIT
from tests import factories
from tests.letters import letters


def shown(client, company) -> str:
    return client.get(f"/companies/{company.public_id}/letters/").content.decode()


def test_a_member_finds_every_letter(cast, sign_in):
    text = shown(sign_in(cast.bogna), cast.alfa)

    for title in (
        "Global administrator rights", "The owner has died", "Another sign-in address", "Two accounts become one",
        "Seats to rest", "A license passes to another company", "A lost second step",
    ):  # fmt: skip
        assert title in text


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Piekarnia Alfa", True),
        ("Studio Fryzjerskie Feniks Żaneta Łoś", True),
        ("Kowal i Syn s.c.", True),
        ("Spajacz", True),
        ("Alfa sp. z o.o.", False),
        ("ALFA SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", False),
        ("Księgarnia Gwiazda sp. j.", False),
        ("Hurt S.A.", False),
    ],
)
def test_the_letter_about_a_death_is_offered_where_it_can_work(cast, sign_in, name, offered):
    cast.alfa.name = name
    cast.alfa.save()

    text = shown(sign_in(cast.bogna), cast.alfa)

    assert "The owner has died" in text
    assert (f"/companies/{cast.alfa.public_id}/letters/death/" in text) is offered
    assert ("does not end with a death" in text) is not offered


def test_an_administrator_does_not_find_what_they_hold(cast, sign_in):
    text = shown(sign_in(cast.anna), cast.alfa)

    assert "The owner has died" not in text
    assert "You can offer it yourself" in text


def test_the_lost_second_step_is_told_about_and_needs_no_letter(cast, sign_in):
    text = sign_in(cast.dorota).get("/account/letters/").content.decode()

    assert "No letter is needed" in text
    assert "nobody can shorten" in text


def test_own_letters_are_listed_others_are_not(cast, sign_in):
    new = letters.newcomer(cast.alfa)
    case = letters.address_letter(new, cast.alfa)

    assert case.number in shown(sign_in(new), cast.alfa)
    assert case.number not in shown(sign_in(cast.anna), cast.alfa)
    assert case.number in sign_in(new).get("/account/letters/").content.decode()


def test_a_stranger_finds_nothing(cast, sign_in):
    assert sign_in(cast.celina).get(f"/companies/{cast.alfa.public_id}/letters/").status_code == 404


def test_a_letter_does_not_stand_in_the_notice_about_rights(cast, sign_in):
    new = letters.newcomer(cast.alfa)
    letters.address_letter(new, cast.alfa)

    text = sign_in(new).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert "Your declaration is waiting" not in text


@pytest.mark.parametrize("letter", ["address", "merge", "transfer"])
def test_a_form_tells_the_wait_after_paper_and_after_electronic_signatures(cast, sign_in, letter):
    client = sign_in(factories.with_factor(cast.anna))

    text = client.get(f"/companies/{cast.alfa.public_id}/letters/{letter}/").content.decode()

    assert "we wait two weeks" in text
    assert "With electronic signatures of everybody who has to sign, a week is enough." in text
    assert (PAPER_WAIT.days, SIGNED_WAIT.days) == (14, 7)
