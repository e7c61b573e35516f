"""Names sort as in a Polish telephone book, in both databases."""

from __future__ import annotations

import pytest

from klucznik.accounts.models import User
from tests import factories


@pytest.mark.django_db
def test_marked_letters_come_right_after_their_plain_ones() -> None:
    names = [
        "Żak",
        "Sowa",
        "Śliwa",
        "Szulc",
        "Tracz",
        "Łoś",
        "Lis",
        "Ćma",
        "Czyż",
        "Zych",
        "źrebak",
    ]
    for name in names:
        factories.person("Jan", name)

    found = list(User.objects.order_by("sort_name").values_list("last_name", flat=True))

    assert found == [
        "Czyż",
        "Ćma",
        "Lis",
        "Łoś",
        "Sowa",
        "Szulc",
        "Śliwa",
        "Tracz",
        "Zych",
        "źrebak",
        "Żak",
    ]


@pytest.mark.django_db
def test_a_surname_comes_before_a_longer_one_and_first_names_decide_between_equal_ones() -> None:
    for first, last in [("Adam", "Nowakowski"), ("Zofia", "Nowak"), ("Ewa", "Nowak")]:
        factories.person(first, last)

    found = [person.get_full_name() for person in User.objects.order_by("sort_name")]

    assert found == ["Ewa Nowak", "Zofia Nowak", "Adam Nowakowski"]


@pytest.mark.django_db
def test_a_new_name_sorts_anew() -> None:
    person = factories.person("Jan", "Ćma")
    User.objects.filter(pk=person.pk).update(last_name="Żak")

    person.refresh_from_db()

    assert person.sort_name.startswith("zzzzak0jan0")
