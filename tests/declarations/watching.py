"""What must be true of the cases of one company after every act of anybody."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q

from klucznik.companies.models import Company, Measure, Membership, Role
from klucznik.core import clock
from klucznik.declarations.impartiality import is_party
from klucznik.declarations.models import (
    EFFECTIVE,
    ENDS,
    Contest,
    Decision,
    Declaration,
    Notified,
    State,
)
from klucznik.declarations.papers import files_hash
from klucznik.declarations.states import NEXT
from klucznik.declarations.voices import address_of
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.models import Invitation, ProductAccess

LABEL = Declaration._meta.label
LEAST = timedelta(days=14)
END_KINDS = [f"declaration.{state}" for state in ENDS]


class Watch:
    """Remembers what was seen, so that each step can be judged."""

    def __init__(self, world) -> None:
        self.world, self.alfa = world, world.alfa
        self.seen: dict[int, tuple[str, int, int]] = {}
        self.before: dict[int, tuple] = {}
        self.mail = 0
        self.grants = self.reverts = 0

    def look(self, act: str) -> None:
        """Raise when anything is as it must never be."""
        found = list(
            Declaration.objects.filter(company=self.alfa).select_related("company", "claimant")
        )
        assert sum(case.state in EFFECTIVE for case in found) <= 1
        for case in found:
            self._moved(case)
            self._ends_once(case)
            self._has_a_date(case, worked=act == "wait")
        self._roles(found)
        self._letters()

    def _moved(self, case: Declaration) -> None:
        """Every step of a case is an event, leads along the table, and is what its name says."""
        events = Event.objects.filter(subject_type=LABEL, subject_id=case.pk).count()
        state, version, told = self.seen.get(case.pk, (State.DRAFT.value, 0, 0))
        self.seen[case.pk] = (case.state, case.version, events)
        if case.state == state:
            return
        assert events > told
        assert case.version > version
        assert case.state in _reachable(state), (state, case.state)
        if case.granted_at and state not in (State.GRANTED, *ENDS):
            self._rightly_granted(case)
        if case.state == State.GRANTED:
            self.before[case.pk] = self._data()
        if case.state == State.REVERTED:
            self._nothing_left(case)

    def _data(self) -> tuple:
        company = Company.objects.get(pk=self.alfa.pk)
        return company.phone, company.email, company.name

    def _rightly_granted(self, case: Declaration) -> None:
        self.grants += 1
        approvals = Decision.objects.filter(
            declaration=case, voided_at=None, round=case.review_round, verdict="approve"
        )
        reviewers = {one.reviewer for one in approvals}
        assert len(reviewers) >= 2 or approvals.filter(as_lead=True).exists()
        assert {one.files_hash for one in approvals} == {files_hash(case)}
        assert not any(is_party(one, case) for one in reviewers)
        earlier = Decision.objects.filter(declaration=case.appeal_of_id, reviewer__in=reviewers)
        assert not (case.appeal_of_id and earlier.exists())
        assert case.granted_at >= case.notice_ends_at
        assert case.notice_ends_at - case.notice_started_at >= LEAST - timedelta(minutes=1)
        waiting = Contest.objects.filter(declaration=case, at__lt=case.granted_at)
        hasty = waiting.filter(freezes=True, taken_back_at=None, lifted_at__lt=F("look_until"))
        assert not hasty.exists()
        assert not waiting.filter(Q(lifted_at=None) | Q(lifted_at__gt=case.granted_at)).exists()
        assert not self._suspended()
        assert case.claimant.email == case.login
        changed = Event.objects.filter(
            person=case.claimant, kind=Kind.ACCOUNT_FACTOR_REMOVED, at__lte=case.granted_at
        )
        assert not changed.filter(at__gt=case.notice_started_at).exists()
        approved_at = max(one.at for one in approvals)
        answers = [one for one in self.world.answers.get(case.pk, []) if one[0] <= case.granted_at]
        read = [told for at, told in answers if at <= approved_at and told]
        if answers and answers[-1][1]:
            assert not read or answers[-1][1] == read[-1]
        else:
            assert case.postponed_at

    def _suspended(self) -> bool:
        return Measure.objects.filter(company=self.alfa, ended_at=None).exists()

    def _nothing_left(self, case: Declaration) -> None:
        """What came of the grant is gone, whoever holds it now."""
        self.reverts += 1
        who, since = case.claimant_id, case.granted_at
        sent = Invitation.objects.open().filter(company=self.alfa, invited_by=who)
        assert not sent.filter(invited_at__gte=since).exists()
        ticks = ProductAccess.objects.filter(granted_by=who, granted_at__gte=since, ended_at=None)
        assert not ticks.exists()
        raised = Membership.objects.active().filter(role_by=who, role_since__gte=since)
        assert not raised.exists()
        assert self._data() == self.before[case.pk]
        if who not in self.world.given:
            assert not self._keys().filter(user=who).exists()

    def _keys(self):
        holders = Membership.objects.active().filter(company=self.alfa)
        return holders.filter(role=Role.GLOBAL_ADMINISTRATOR)

    def _ends_once(self, case: Declaration) -> None:
        events = Event.objects.filter(subject_type=LABEL, subject_id=case.pk)
        is_over = case.state in ENDS
        assert events.filter(kind__in=END_KINDS).count() == is_over
        assert events.filter(kind=Kind.DECLARATION_GRANTED).count() <= 1
        assert (case.ended_at is not None) == is_over

    def _has_a_date(self, case: Declaration, *, worked: bool) -> None:
        """No silent state: a date to come, or somebody whose turn it is."""
        if case.state in ENDS:
            return
        contests = Contest.objects.filter(declaration=case, lifted_at=None, upheld_at=None)
        assert case.due_at or (case.state == State.IN_REVIEW and case.promised_at)
        if case.is_frozen and worked:
            assert contests.filter(freezes=True).exists() or self._suspended()
        late = case.due_at is not None and case.due_at <= clock.now() - timedelta(minutes=1)
        if late and worked and not case.is_frozen and not contests.exists():
            others = Declaration.objects.filter(company=self.alfa, state__in=EFFECTIVE)
            turn = case.state == State.IN_REVIEW and others.exclude(pk=case.pk).exists()
            assert turn or self._suspended(), case.state

    def _roles(self, found: list[Declaration]) -> None:
        """Nobody holds the keys but by a grant that stands, or from somebody who held them."""
        standing = {c.claimant_id for c in found if c.state in (State.GRANTED, State.CLOSED)}
        for holder in self._keys().exclude(user=self.world.cast.olga):
            assert holder.user_id in standing | self.world.given
        for case in found:
            if case.state == State.GRANTED and case.claimant_id not in self.world.given:
                for place in self._keys().filter(user=case.claimant_id):
                    assert place.is_on_probation or case.due_at <= clock.now()

    def _letters(self) -> None:
        """Nobody gets a letter about a case who is not told about it."""
        fresh = SentEmail.objects.filter(pk__gt=self.mail, event__subject_type=LABEL)
        for letter in fresh.select_related("event"):
            self.mail = max(self.mail, letter.pk)
            if letter.message.startswith("backoffice/"):
                continue
            case = Declaration.objects.get(pk=letter.event.subject_id)
            if letter.recipient_id == case.claimant_id:
                continue
            voices = Notified.objects.filter(declaration=case)
            assert letter.address in {address_of(voice) for voice in voices}


def _reachable(state: str) -> set[str]:
    """Every state that some way leads to from here."""
    found, ahead = set(), [State(state)]
    while ahead:
        for following in NEXT[ahead.pop()]:
            if following.value not in found:
                found.add(following.value)
                ahead.append(following)
    return found
