"""Erase what was personal in events: the values go together with their salt, the seals stay and still verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klucznik.events.models import EventDetails

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from klucznik.accounts.models import User


def forget_values(details: QuerySet[EventDetails], person: User) -> int:
    """Empty the values of these details for the sake of a person whose account is being deleted."""
    return details.update(values={}, salt="", erased_for=person)


def forget_values_about(model: type[Model], keys: list[int], person: User) -> int:
    """The same for all events about some things of a kind, such as invitations sent to this person."""
    about = EventDetails.objects.filter(
        event__subject_type=model._meta.label, event__subject_id__in=keys
    )
    return forget_values(about, person)


def forget_person(person: User) -> None:
    """All that events hold of a person: where they acted from, the values of what they did or what concerned them."""
    own = EventDetails.objects.filter(event__actor=person)
    own.update(address="", agent="", place_salt="")
    forget_values(own, person)
    forget_values(EventDetails.objects.filter(event__person=person), person)
