"""Who gets which message at each moment of a case, in both languages: compared with a file that people can read.

After a change that is meant: `WRITE_GOLDEN=1 bin/test tests/declarations/test_notice_matrix.py`, then read the diff.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction

from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.notices import _add
from klucznik.declarations.fatigue import SPARED
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.steps import note
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from klucznik.mail.topics import OPTIONAL
from tests import factories
from tests.declarations import cases
from tests.security.links import links_of, tags_of

GOLDEN = Path(__file__).with_name("notice_matrix.txt")
STANDINGS = [
    "claimant",
    "administrator",
    "former_administrator",
    "register",
    "representative",
    "account",
    "contact",
    "office",
]
# The moments of a case: its event, the state in which it stands then, and what the event tells.
MOMENTS: list[tuple[str, Kind, str, dict[str, Any]]] = [
    ("submitted", Kind.DECLARATION_SUBMITTED, State.IN_REVIEW, {}),
    ("appealed", Kind.DECLARATION_APPEALED, State.IN_REVIEW, {}),
    ("info asked", Kind.DECLARATION_INFO_ASKED, State.NEEDS_INFO, {}),
    ("reminded of a question", Kind.DECLARATION_REMINDED, State.NEEDS_INFO, {}),
    ("notice started", Kind.DECLARATION_NOTICE_STARTED, State.NOTICE, {}),
    ("half time", Kind.DECLARATION_NOTICE_HALFWAY, State.NOTICE, {}),
    ("24 h before", Kind.DECLARATION_NOTICE_ENDING, State.NOTICE, {}),
    ("shortened", Kind.DECLARATION_SHORTENED, State.NOTICE, {}),
    ("lengthened", Kind.DECLARATION_LENGTHENED, State.NOTICE, {"reason": "unheard"}),
    ("restarted", Kind.DECLARATION_RESTARTED, State.NOTICE, {}),
    ("contested", Kind.DECLARATION_CONTESTED, State.NOTICE, {}),
    ("objection decided", Kind.DECLARATION_CONTEST_ANSWERED, State.NOTICE, {}),
    ("ready", Kind.DECLARATION_READY, State.READY, {}),
    ("reminded to accept", Kind.DECLARATION_REMINDED, State.READY, {}),
    ("granted", Kind.DECLARATION_GRANTED, State.GRANTED, {}),
    ("reverted", Kind.DECLARATION_REVERTED, State.REVERTED, {}),
    ("ended: closed", Kind.DECLARATION_CLOSED, State.CLOSED, {}),
    ("ended: rejected", Kind.DECLARATION_REJECTED, State.REJECTED, {}),
    ("ended: withdrawn", Kind.DECLARATION_WITHDRAWN, State.WITHDRAWN, {}),
    ("ended: expired", Kind.DECLARATION_EXPIRED, State.EXPIRED, {}),
    ("ended: superseded", Kind.DECLARATION_SUPERSEDED, State.SUPERSEDED, {}),
    ("first administrator accepted", Kind.FIRST_ACCEPTED, State.NOTICE, {}),
    ("first administrator contested", Kind.FIRST_CONTESTED, State.NOTICE, {"freezes": True}),
    ("first administrator granted", Kind.FIRST_GRANTED, State.GRANTED, {}),
    ("first administrator refused", Kind.FIRST_REFUSED, State.REJECTED, {}),
    ("first administrator closed", Kind.FIRST_CLOSED, State.CLOSED, {}),
]
# What everybody hears, whatever they are: the design's eight moments.
FOR_ALL = {
    "submitted",
    "notice started",
    "half time",
    "24 h before",
    "granted",
    "contested",
    "reverted",
    "ended: rejected",
    "ended: withdrawn",
    "ended: expired",
    "ended: superseded",
}


@pytest.fixture
def case(cast) -> Declaration:
    """A case of which people of every standing are told."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    known = set(case.notified.values_list("standing", flat=True))
    for standing in Notified.Standing:
        if standing not in known:
            someone = Addressee(f"{standing.value}@example.com", standing)
            _add(case, someone, f"fingerprint of {standing.value}")
    object_to(cases.voice(case, "contact"))
    worker.drain()
    return cases.fresh(case)


def speak(case: Declaration, language: str) -> None:
    """Everybody reads this language."""
    case.notified.update(language=language)
    case.claimant.language = language
    case.claimant.save(update_fields=["language"])


def happens(case: Declaration, kind: Kind, state: str, facts: dict[str, Any]) -> list[SentEmail]:
    """The messages that an event of the case causes."""
    SentEmail.objects.all().delete()
    mail.outbox.clear()
    now = clock.now()
    Declaration.objects.filter(pk=case.pk).update(
        state=state,
        due_at=now + timedelta(days=3),
        notice_ends_at=now + timedelta(days=3),
        probation_until=now + timedelta(days=14),
        promised_at=now + timedelta(days=2),
        ended_at=now if state in State.values[6:] and state != State.GRANTED else None,
    )
    contest = case.contests.get()
    if kind.startswith("first"):
        facts = facts | {"number": case.number}
        with transaction.atomic():
            record(kind, actor=None, company=case.company, subject=case, **facts)
    else:
        with transaction.atomic():
            note(cases.fresh(case), kind, actor=None, contest=contest.pk, **facts)
    worker.drain()
    return list(SentEmail.objects.order_by("pk"))


def standing_of(case: Declaration, email: SentEmail) -> str:
    if email.recipient_id == case.claimant_id:
        return "claimant"
    return Notified.objects.get(pk=email.links["link"][1]).standing


def table(case: Declaration, language: str) -> dict[tuple[str, str], str]:
    """(moment, standing) -> message and subject."""
    speak(case, language)
    found = {}
    for moment, kind, state, facts in MOMENTS:
        for email in happens(case, kind, state, facts):
            subject = email.subject.replace(case.number, "NUMBER")
            line = f"{email.message.rsplit('/', 1)[-1]}: {subject}"
            found[moment, standing_of(case, email)] = line
    return found


def written(polish: dict[tuple[str, str], str], english: dict[tuple[str, str], str]) -> str:
    lines = [
        "Who is told what. One block for each moment, one line for each standing and language.",
        "",
    ]
    for moment, *_rest in MOMENTS:
        lines.append(f"== {moment}")
        for standing in STANDINGS:
            for language, told in (("pl", polish), ("en", english)):
                lines.append(f"  {standing:<21} {language}  {told.get((moment, standing), '-')}")
        lines.append("")
    return "\n".join(lines)


@pytest.fixture
def tables(case) -> dict[str, dict[tuple[str, str], str]]:
    return {language: table(case, language) for language in ("pl", "en")}


def test_the_matrix_is_as_it_is_written_down(tables):
    found = written(tables["pl"], tables["en"])
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")

    assert found == GOLDEN.read_text(encoding="utf-8")
    assert set(tables["pl"]) == set(tables["en"])
    told = {moment: {one for when, one in tables["en"] if when == moment} for moment in FOR_ALL}
    assert {moment: sorted(who) for moment, who in told.items() if who != set(STANDINGS)} == {}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_message_says_for_which_company_who_we_are_and_how_to_object(case, language):
    """And it is simple: one column of text with one button, the same in its plain part."""
    speak(case, language)
    for moment, kind, state, facts in MOMENTS:
        happens(case, kind, state, facts)
        for letter in mail.outbox:
            html, text = str(letter.alternatives[0][0]), str(letter.body)
            assert case.company.name in text, (moment, letter.subject)
            assert case.number in text + letter.subject
            assert settings.PUBLIC_URL in text
            assert f'lang="{language}"' in html
            assert not tags_of(html) & {"img", "script", "form", "table", "iframe"}
            foreign = [one for one in links_of(html) if not one.startswith(settings.PUBLIC_URL)]
            assert not foreign, foreign
            for link in links_of(html):
                assert link in text
            if "/cases/objection/" in text:
                assert "/cases/check/" in text


def test_only_who_can_stop_a_case_learns_who_asks(case):
    speak(case, "en")
    happens(case, Kind.DECLARATION_NOTICE_STARTED, State.NOTICE, {})
    for email in SentEmail.objects.exclude(recipient=case.claimant):
        keeper = standing_of(case, email) in Notified.FREEZING
        assert ("dorota@example.com" in email.text) == keeper
        assert ("Dorota" in email.text) == keeper


def test_nothing_about_cases_can_be_switched_off():
    assert not [one for one in OPTIONAL if one.startswith(("declarations/", "recovery/"))]


def letters_to(address: str) -> list[str]:
    return [one.subject for one in mail.outbox if address in one.to]


def test_a_case_that_goes_its_way_writes_at_most_five_times_to_anybody(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)
    for days in (7.1, 6, 1):
        travel(days=days)
        cases.let_the_clock_work()
    factories.with_factor(cast.dorota)
    accept_grant(cast.dorota, cases.fresh(case))
    travel(days=14.1)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.CLOSED
    for address in ("anna@example.com", "biuro@alfa.example"):
        assert len(letters_to(address)) == 5, letters_to(address)
    # The claimant's own sending and accepting are answered beside that.
    about = [
        one for one in letters_to("dorota@example.com") if case.number in one or "global" in one
    ]
    assert len(about) <= 5 + 2


def test_whoever_heard_much_is_spared_what_repeats_and_told_what_counts(case):
    speak(case, "en")
    for _ in range(6):
        with transaction.atomic():
            note(cases.fresh(case), Kind.DECLARATION_SHORTENED, actor=None)
    worker.drain()

    for kind in SPARED:
        before = len(mail.outbox)
        with transaction.atomic():
            note(cases.fresh(case), Kind(kind), actor=None)
        worker.drain()
        assert not [one for one in mail.outbox[before:] if "anna@example.com" in one.to], kind
    with transaction.atomic():
        note(cases.fresh(case), Kind.DECLARATION_GRANTED, actor=None)
    worker.drain()
    assert [one for one in mail.outbox[-8:] if "anna@example.com" in one.to]
