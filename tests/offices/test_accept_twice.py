"""Whoever accepted an invitation and comes again, by a second click or with the message in the hand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.models import Membership
from klucznik.offices.invitations import secret_of
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def share():
    return factory.share(factory.client(factory.office()[0]), "kamil@example.com")


def test_a_second_click_and_the_old_message_lead_to_what_came_of_it(share, sign_in):
    """Not to a page that says that somebody else may have been quicker."""
    kamil = sign_in(factories.person("Kamil", "Kliencki", email="kamil@example.com"))
    link = reverse("shares:show", args=[secret_of(share)])
    mine = reverse("shares:mine", args=[share.public_id])
    first = kamil.post(link, {"powers": ["work"]})

    again = [kamil.post(link, {"powers": ["work"]}), kamil.get(link), kamil.get(mine)]

    came = reverse("shares:answered", args=[share.public_id])
    assert [answer.url for answer in (first, *again)] == [came] * 4
    assert Membership.objects.filter(user__email="kamil@example.com").count() == 1


def test_anybody_else_with_the_link_reads_only_that_it_was_accepted(share, sign_in):
    kamil = sign_in(factories.person("Kamil", "Kliencki", email="kamil@example.com"))
    link = reverse("shares:show", args=[secret_of(share)])
    kamil.post(link, {"powers": ["work"]})

    answer = sign_in(factories.person()).get(link)

    assert answer.status_code == 404
    assert "Kamil" not in answer.content.decode()
