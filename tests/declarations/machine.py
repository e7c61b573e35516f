"""A small world around the cases of one company: everybody who can act in it, and what must be true after every act."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.actions.data import edit_company
from klucznik.companies.actions.measures import (
    confirm_end,
    confirm_measure,
    propose_end,
    propose_measure,
)
from klucznik.companies.models import Measure, Membership, Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions import contests
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.appealing import appeal
from klucznik.declarations.actions.contests import add_to_objection, decide_contest, object_to
from klucznik.declarations.actions.evidence import add_files, remove_file
from klucznik.declarations.actions.submitting import (
    answer_question,
    submit_declaration,
    withdraw_declaration,
)
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.models import (
    Contest,
    Declaration,
    EvidenceFile,
    Notified,
    RegisterSnapshot,
)
from klucznik.declarations.tasks import sweep_cases, watch_cases
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs.models import Job
from klucznik.jobs.queue import TASKS
from klucznik.mail.models import SentEmail
from klucznik.members.actions.access import grant_product_access
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.people import change_role, remove_member
from klucznik.recovery.tasks import sweep_requests
from tests import factories
from tests.declarations import cases

CLAIMANTS = ["dorota", "bogna"]
STAFF = ["filip", "grazyna", "henryk", "iza", "jan"]
STANDINGS = [*Notified.Standing.values, "former_administrator", "contact"]
VERDICTS = ["approve"] * 4 + ["reject", "ask"]
HOURS = [1, 6, 24, 24 * 3, 24 * 7, 24 * 8, 24 * 14, 24 * 15, 24 * 40]
REGISTER = ["same", "same", "changed", "unknown"]
OURS = ("declarations.", "recovery.", "backoffice.emails.objection")
REFUSALS = (
    DomainError,
    Contest.DoesNotExist,
    Notified.DoesNotExist,
    Declaration.DoesNotExist,
    EvidenceFile.DoesNotExist,
    Membership.DoesNotExist,
)


def who(a: int) -> str:
    """Mostly the first claimant, so that a case gets somewhere."""
    return CLAIMANTS[a % 4 == 3]


class World:
    """Alfa without its administrator; two people who claim, five reviewers, and everybody who can disturb them."""

    def __init__(self, cast, travel) -> None:
        self.cast, self.travel, self.alfa = cast, travel, cast.alfa
        cases.lose_the_keys(cast)
        for name in ("iza", "jan"):
            setattr(cast, name, factories.person(name.title(), email=f"{name}@example.com"))
        cast.olga = factories.with_factor(factories.person("Olga", email="olga@example.com"))
        for name in CLAIMANTS:
            factories.with_factor(self.person(name))
        self.product = factories.product()
        self.scans = [cases.scan(pages=count) for count in (1, 2, 3)]
        self.register = 1
        self.answers: dict[int, list[tuple[Any, int]]] = {}
        self.stale: dict[int, Declaration] = {}
        self.given: set[int] = set()
        self.count = 0

    def person(self, name: str) -> User:
        return getattr(self.cast, name)

    def case(self, a: int, c: int = 0) -> Declaration:
        """One claimant's latest case; now and then as somebody saw it earlier."""
        name = who(a)
        latest = Declaration.objects.select_related("company", "claimant").filter(
            company=self.alfa, claimant=self.person(name)
        )
        found = latest.latest("pk")
        seen = self.stale.setdefault(found.pk, found)
        if c % 5 != 4:
            self.stale[found.pk] = found
            return found
        return seen

    def play(self, move: tuple[str, int, int, int]) -> str:
        """One act of somebody; a refusal is part of the game. What came of it."""
        name, a, b, c = move
        self.count += 1
        try:
            with transaction.atomic():
                getattr(self, name)(a, b, c)
        except REFUSALS as refusal:
            return type(refusal).__name__
        return "done"

    # The claimants

    def prepare(self, a: int, b: int, c: int) -> None:
        cases.draft(self.person(who(a)), self.alfa)

    def submit(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        submit_declaration(case.claimant, case)
        self._answer(case, self.register)

    def answer(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        answer_question(case.claimant, case)

    def add(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        add_files(case.claimant, case, file=[self.scans[b % 3]])

    def remove(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        remove_file(case.claimant, case, case.files.filter(contest=None).latest("pk"))

    def withdraw(self, a: int, b: int, c: int) -> None:
        if c % 12 == 0:
            case = self.case(a, c)
            withdraw_declaration(case.claimant, case)

    def accept(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        accept_grant(self.cast.filip if b % 7 == 6 else case.claimant, case)

    def appeal(self, a: int, b: int, c: int) -> None:
        case = self.case(a, c)
        appeal(case.claimant, case, words="Wyrok jest inny.", file=[self.scans[b % 3]])

    def readdress(self, a: int, b: int, c: int) -> None:
        """The claimant takes another sign-in address, and perhaps the old one again."""
        user = User.objects.get(pk=self.person(who(a)).pk)
        if c % 12:
            return
        user.email = f"nowy{self.count}@example.com"
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).update(email=user.email)
        record(Kind.ACCOUNT_ADDRESS_CHANGED, actor=user, person=user)

    def refactor(self, a: int, b: int, c: int) -> None:
        if c % 6 == 0:
            user = self.person(who(a))
            record(Kind.ACCOUNT_FACTOR_REMOVED, actor=user, person=user)

    # On probation

    def use(self, a: int, b: int, c: int) -> None:
        """What a new administrator does with the rights."""
        user = self.person(who(a))
        place = Membership.objects.active().get(company=self.alfa, user=user)
        others = Membership.objects.active().filter(company=self.alfa, role=Role.USER)
        if b % 3 == 0:
            address = f"gosc{self.count}@example.com"
            invite_member(user, self.alfa, email=address, role=Role.USER, products=[])
        elif b % 3 == 1:
            edit_company(user, place, phone=f"12 {self.count:07d}")
        else:
            grant_product_access(user, others.exclude(user=user).latest("pk"), product=self.product)

    # The staff

    def decide(self, a: int, b: int, c: int) -> None:
        case, reviewer = self.case(a, c), STAFF[b % 5]
        verdict = VERDICTS[(b // 5) % len(VERDICTS)]
        cases.decided(self.person(reviewer), case, verdict, as_lead=reviewer == "henryk")

    def vote(self, a: int, b: int, c: int) -> None:
        found = Contest.objects.select_related("by", "declaration__company")
        contest = found.filter(declaration=self.case(a), lifted_at=None, upheld_at=None).latest(
            "pk"
        )
        reviewer = self.person(STAFF[b % 5])
        decide_contest(reviewer, contest, uphold=c % 4 == 3, note="Sprawdzone.")

    def undo(self, a: int, b: int, c: int) -> None:
        reviewer = STAFF[b % 5] if b % 3 else "henryk"
        case = self.case(a, c)
        undo_grant(self.person(reviewer), case, note="Nie.", as_lead=reviewer == "henryk")

    def suspend(self, a: int, b: int, c: int) -> None:
        if c % 8 == 0 and not self._measures().exists():
            measure = propose_measure(
                self.cast.filip, self.alfa, kind="suspension", reason="fraud", note="Doniesienie."
            )
            confirm_measure(self.cast.henryk, measure)

    def release(self, a: int, b: int, c: int) -> None:
        for measure in self._measures():
            confirm_end(self.cast.henryk, propose_end(self.cast.filip, measure, note="Umorzone."))

    def _measures(self):
        return Measure.objects.filter(company=self.alfa, ended_at=None)

    # Everybody else

    def object(self, a: int, b: int, c: int) -> None:
        object_to(self._voice(a, b))

    def take_back(self, a: int, b: int, c: int) -> None:
        contests.take_objection_back(self._voice(a, b))

    def add_words(self, a: int, b: int, c: int) -> None:
        add_to_objection(self._voice(a, b), statement="Oto odpis.", file=[self.scans[c % 3]])

    def _voice(self, a: int, b: int) -> Notified:
        voices = Notified.objects.select_related("declaration__company", "user")
        standing = STANDINGS[b % len(STANDINGS)]
        return voices.filter(declaration=self.case(a), standing=standing).latest("pk")

    def appear(self, a: int, b: int, c: int) -> None:
        """A new administrator by some other way: nobody's case ends by that."""
        place = Membership.objects.active().filter(company=self.alfa, user=self.cast.olga)
        if c % 8 == 0 and not place.exists():
            factories.membership(self.alfa, self.cast.olga, Role.GLOBAL_ADMINISTRATOR)

    def give(self, a: int, b: int, c: int) -> None:
        """The new administrator gives the role to a claimant, or sends them away."""
        places = Membership.objects.active().select_related("user", "company")
        target = places.get(company=self.alfa, user=self.person(who(a)))
        if c % 6 == 0:
            change_role(self.cast.olga, target, role=Role.GLOBAL_ADMINISTRATOR)
            self.given.add(target.user_id)
        elif c % 6 == 1:
            remove_member(self.cast.olga, target)
            self.given.discard(target.user_id)

    def bounce(self, a: int, b: int, c: int) -> None:
        """Everything that was sent to others about a case comes back."""
        mine = SentEmail.objects.filter(event__subject_id=self.case(a).pk, recipient=None)
        mine.filter(message__startswith="declarations/").update(bounced_at=timezone.now())

    def ask_register(self, a: int, b: int, c: int) -> None:
        what = REGISTER[b % len(REGISTER)]
        self.register += what == "changed"
        self._answer(self.case(a), 0 if what == "unknown" else self.register)

    def _answer(self, case: Declaration, told: int) -> None:
        self.answers.setdefault(case.pk, []).append((clock.now(), told))
        RegisterSnapshot.objects.create(
            declaration=case,
            register="krs",
            answer="yes" if told else "unknown",
            facts={"email": "rejestr@alfa.example"} if told else {},
            representation_hash=str(told) if told else "",
        )

    # The clock

    def wait(self, a: int, b: int, c: int) -> None:
        self.travel(hours=HOURS[b % len(HOURS)])
        self.work()

    def work(self) -> None:
        """What the workers do about cases within the next minute; letters are written, not posted."""
        for sweep in (sweep_cases, watch_cases, sweep_requests):
            sweep()
        for _ in range(6):
            due = [job for job in Job.objects.filter(done_at=None) if _is_ours(job)]
            if not due:
                break
            for job in due:
                with suppress(*REFUSALS), transaction.atomic():
                    TASKS[job.task](**job.payload)
                Job.objects.filter(pk=job.pk).update(done_at=timezone.now())
        Job.objects.filter(done_at=None).update(done_at=timezone.now())


def _is_ours(job: Job) -> bool:
    """Work about cases, and what their events and those of accounts and companies mean for them."""
    return job.payload.get("subscriber", job.task).startswith(OURS)
