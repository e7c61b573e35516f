"""Events: written with the change, told in the reader's language, personal values apart."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import translation

from klucznik.core.provenance import Provenance, coming_from
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import RecordedOutsideTransaction, record
from tests.cast import Cast


@pytest.mark.django_db(transaction=True)
def test_an_event_without_its_change_is_refused() -> None:
    with pytest.raises(RecordedOutsideTransaction):
        record(Kind.ERP_IMPORTED, actor=None)


def test_an_event_remembers_where_it_came_from(cast: Cast) -> None:
    with coming_from(Provenance("10.1.2.3", "Firefox", "abc")), transaction.atomic():
        event = record(Kind.COMPANY_FOUNDED, actor=cast.anna, company=cast.alfa)

    assert (event.details.address, event.details.agent, event.details.request_id) == (
        "10.1.2.3",
        "Firefox",
        "abc",
    )


def test_a_sentence_survives_the_erasure_of_its_personal_values(cast: Cast) -> None:
    with transaction.atomic():
        event = record(
            Kind.MEMBER_INVITED,
            actor=cast.anna,
            company=cast.alfa,
            role="user",
            private={"email": "x@example.com"},
        )
    assert event.sentence == "Anna Alfowska invited x@example.com as user"

    event.details.values = {}
    event.details.save()

    assert Event.objects.told().get().sentence == "Anna Alfowska invited — as user"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_kind_can_be_told_without_any_fact(cast: Cast, language: str) -> None:
    with transaction.atomic():
        events = [record(kind, actor=None, company=cast.alfa) for kind in Kind]

    with translation.override(language):
        assert all(event.sentence for event in events)


def test_the_version_of_a_text_is_told_by_its_day(cast: Cast) -> None:
    event = Event(
        kind=Kind.ACCOUNT_TERMS_ACCEPTED, actor=cast.anna, facts={"version": "2026-08-01"}
    )

    assert event.sentence.endswith("in the version of August\u00a01, 2026")
