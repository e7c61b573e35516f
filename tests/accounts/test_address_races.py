"""Two people at once with one address: one of them gets it, the other a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from klucznik.accounts.actions.addresses import confirm_address
from klucznik.accounts.errors import AddressTaken
from klucznik.accounts.models import AddressChange, User
from tests import factories
from tests.accounts.racing import at_once


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_gets_the_address():
    people = [factories.person(email=f"osoba{n}@race.example") for n in (1, 2)]
    changes = []
    for n, person in enumerate(people):
        changes.append(
            AddressChange.objects.create(
                user=person,
                purpose="sign_in",
                old_email=person.email,
                new_email="wanted@race.example",
                secret_hash=f"s{n}",
                undo_hash=f"u{n}",
                expires_at=timezone.now() + timedelta(hours=1),
            )
        )

    results = at_once(
        *[
            lambda person=person, one=one: confirm_address(person, one)
            for person, one in zip(people, changes, strict=True)
        ]
    )

    assert sorted(isinstance(result, AddressTaken) for result in results) == [False, True]
    assert User.objects.filter(email="wanted@race.example").count() == 1
    assert EmailAddress.objects.filter(email="wanted@race.example", verified=True).count() == 1
