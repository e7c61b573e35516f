"""Once a year deputies say that they still stand by; whoever does not answer is a deputy no longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from klucznik.members.actions.deputies import (
    accept_deputyship,
    confirm_deputyship,
    name_deputy,
)
from klucznik.members.deputies import accepted_deputies
from klucznik.members.errors import DeputyshipClosed
from klucznik.members.models import Deputy
from klucznik.members.tasks import keep_deputies_true
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]


def named(cast: Cast) -> Deputy:
    return name_deputy(cast.anna, place_of(cast.bogna, cast.alfa), wait_days=7)


def test_once_a_year_a_deputy_says_that_they_still_stand_by(
    cast: Cast, sign_in: SignIn, deliver: Callable[[], None], travel: Callable[..., object]
) -> None:
    accept_deputyship(cast.bogna, named(cast))
    deliver()
    mail.outbox.clear()
    travel(days=364)
    keep_deputies_true()
    assert Deputy.objects.get().asked_again_at is None
    travel(days=2)
    for _ in range(2):
        keep_deputies_true()
    deliver()
    browser = sign_in(cast.bogna)
    shown = browser.get(page_of(cast.alfa, "members:deputyship")).content.decode()
    answer = browser.post(page_of(cast.alfa, "members:confirm_deputyship"), follow=True)
    travel(days=31)
    keep_deputies_true()

    assert [message.to for message in mail.outbox] == [["bogna@example.com"]]
    assert "do you still stand by" in mail.outbox[0].subject
    assert "Do you still stand by?" in shown
    assert "You stand by for another year." in answer.content.decode()
    assert Deputy.objects.accepted().count() == 1
    travel(days=340)
    keep_deputies_true()
    assert Deputy.objects.get().asked_again_at is not None


def test_without_an_answer_it_ends_after_thirty_days_and_everybody_is_told(
    cast: Cast, deliver: Callable[[], None], travel: Callable[..., object]
) -> None:
    deputy = accept_deputyship(cast.bogna, named(cast))
    travel(days=366)
    keep_deputies_true()
    deliver()
    mail.outbox.clear()
    travel(days=30.1)

    assert not accepted_deputies(cast.alfa).exists()  # the moment counts, not the visit of the task
    with pytest.raises(DeputyshipClosed):
        confirm_deputyship(cast.bogna, deputy)
    keep_deputies_true()
    deliver()
    assert Deputy.objects.get().ended_at is not None
    assert {message.to[0] for message in mail.outbox} == {"bogna@example.com", "anna@example.com"}
    named(cast)  # may be named again
