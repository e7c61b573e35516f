"""Letters of each kind at every point of their way, written and decided as people would."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.evidence import add_files
from klucznik.declarations.actions.submitting import submit_declaration
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.letters.actions import writing
from tests import factories
from tests.cast import Cast
from tests.declarations import cases

SAID = {"signatories": cases.SIGNATORIES, "reason": "Skrzynki już nie ma, hasło przepadło."}
OLD = "stara@example.com"


def newcomer(company: Company, email: str = "nowa@example.com") -> User:
    """A new account, connected with the company by a license number."""
    person = factories.person("Olga", "Nowa", email=email)
    factories.membership(
        company, person, Role.ASSOCIATED, proven=False, joined=Membership.Joined.CONNECTED
    )
    return person


def old_account(company: Company, role: Role = Role.ADMINISTRATOR, email: str = OLD) -> User:
    """An account that nobody can open any more."""
    person = factories.person("Olga", "Nowa", email=email)
    factories.membership(company, person, role)
    return person


def sent(case: Declaration) -> Declaration:
    """Signed, added and sent."""
    case = add_files(case.claimant, cases.fresh(case), file=[cases.scan()])
    return submit_declaration(case.claimant, case)


def approved(cast: Cast, case: Declaration) -> Declaration:
    """Both reviewers agree, a lead where the letter needs one; the waiting period runs."""
    cases.decided(cast.filip, case)
    lead = letter_of(case.kind).needs_lead
    return cases.decided(cast.henryk if lead else cast.grazyna, case, as_lead=lead)


def carried_out(cast: Cast, case: Declaration, travel) -> Declaration:
    """Sent, approved, waited for."""
    case = approved(cast, sent(case))
    wait_out(case, travel)
    return end_waiting(cases.fresh(case))


def wait_out(case: Declaration, travel) -> None:
    case = cases.fresh(case)
    assert case.notice_ends_at is not None
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)


@transaction.atomic
def signed_in(person: User) -> None:
    """What a sign-in leaves behind."""
    record(Kind.ACCOUNT_SIGNED_IN, actor=person, person=person)


def address_letter(person: User, company: Company, email: str = OLD) -> Declaration:
    return writing.ask_for_sign_in_address(person, company, email=email, **SAID)


def merge_letter(person: User, company: Company, email: str = OLD) -> Declaration:
    return writing.ask_for_merge(person, company, email=email, **SAID)
