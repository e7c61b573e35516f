"""Cases at every point of their way, made by calling the actions as people would."""

from __future__ import annotations

from datetime import timedelta

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant, end_waiting
from klucznik.declarations.actions.contests import take_objection_back
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.actions.review import decide
from klucznik.declarations.actions.submitting import submit_declaration
from klucznik.declarations.documents import Signatory
from klucznik.declarations.files import inspect
from klucznik.declarations.models import Contest, Declaration, Notified
from klucznik.declarations.papers import files_hash
from klucznik.declarations.reasons import Asking, Check, Refusing
from klucznik.declarations.tasks import sweep_cases, watch_cases
from klucznik.declarations.voices import objection_secret
from klucznik.jobs import worker
from klucznik.members.places import Reason, end_membership
from tests import factories
from tests.cast import Cast
from tests.declarations import papers

SIGNATORIES = [Signatory("Alfred Alfowski", "prezes zarządu")]
REASONS = {"ask": Asking.UNREADABLE, "reject": Refusing.NOT_ENTITLED}


def lose_the_keys(cast: Cast) -> Membership:
    """Anna leaves Alfa, whose only global administrator she was; Dorota connects with it."""
    place = Membership.objects.get(company=cast.alfa, user=cast.anna)
    end_membership(place, actor=cast.anna, reason=Reason.LEFT)
    return factories.membership(
        cast.alfa,
        cast.dorota,
        Role.ASSOCIATED,
        proven=False,
        joined=Membership.Joined.CONNECTED,
    )


def scan(name: str = "skan.pdf", pages: int = 1):
    """An uploaded scan that passed the checks."""
    return inspect(papers.pdf(pages=pages), name=name)


def draft(claimant: User, company: Company) -> Declaration:
    return prepare_declaration(
        claimant, company, signatories=SIGNATORIES, reason="Nie mamy już administratora."
    )


def submitted(claimant: User, company: Company) -> Declaration:
    case = add_files(claimant, draft(claimant, company), file=[scan()])
    return submit_declaration(claimant, case)


def decided(reviewer: User, case: Declaration, verdict: str = "approve", **more) -> Declaration:
    """One reviewer decides about the case as it is now."""
    case = fresh(case)
    words = {
        "reason": REASONS.get(verdict, ""),
        "note": "KRS, odpis z dzisiaj.",
        "checklist": Check.values if verdict == "approve" else [],
        "files_hash": files_hash(case),
        "representation": "handwritten" if verdict == "approve" else "",
    }
    return decide(reviewer, case, verdict=verdict, **(words | more))


def in_notice(cast: Cast) -> Declaration:
    """Dorota's case, approved by Filip and Grażyna."""
    case = submitted(cast.dorota, cast.alfa)
    decided(cast.filip, case)
    return decided(cast.grazyna, case)


def ready(cast: Cast, travel) -> Declaration:
    case = in_notice(cast)
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)
    return end_waiting(fresh(case))


def granted(cast: Cast, travel) -> Declaration:
    """Dorota has the rights, on probation."""
    case = ready(cast, travel)
    factories.with_factor(cast.dorota)
    return accept_grant(cast.dorota, fresh(case))


def fresh(case: Declaration) -> Declaration:
    return Declaration.objects.select_related("company", "claimant").get(pk=case.pk)


def place_of(user: User, company: Company) -> Membership | None:
    return Membership.objects.active().filter(company=company, user=user).first()


def voice(case: Declaration, standing: str) -> Notified:
    """Somebody who is told about the case."""
    found = Notified.objects.filter(declaration=case, standing=standing).first()
    assert found is not None
    found.declaration = fresh(case)
    return found


def taken_back(contest: Contest) -> Contest:
    """The objector says that reviewers need not wait for more; the objection as it is then."""
    voice = Notified.objects.get(pk=contest.by_id)
    voice.declaration = fresh(contest.declaration)
    take_objection_back(voice)
    return Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)


def secret_of(notified: Notified) -> str:
    return objection_secret(notified.public_id, notified.nonce)


def watch() -> None:
    """What the worker does once an hour."""
    watch_cases()
    worker.drain()


def let_the_clock_work() -> None:
    """What the worker does within the next minute: find due cases, then move and tell."""
    sweep_cases()
    worker.drain()
