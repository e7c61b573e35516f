"""Who may decide about a case: nobody who is a party to it, and nobody twice."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core import vault
from klucznik.declarations.models import Contest, Decision, Declaration, Notified
from klucznik.declarations.verdicts import Outcome, Vote, outcome
from klucznik.declarations.voices import FINGERPRINT


def is_party(reviewer: User, declaration: Declaration) -> bool:
    """The claimant, anybody who ever was in the company, and anybody who is told about the case."""
    if reviewer.pk == declaration.claimant_id:
        return True
    if Membership.objects.filter(company=declaration.company_id, user=reviewer).exists():
        return True
    mark = vault.fingerprint(reviewer.email.lower(), FINGERPRINT)
    told = Notified.objects.filter(declaration=declaration)
    return told.filter(Q(user=reviewer) | Q(email_fingerprint=mark)).exists()


def standing_decisions(declaration: Declaration) -> list[Decision]:
    """Decisions that count: of this round, about the files as they are."""
    of_round = Decision.objects.filter(
        declaration=declaration, round=declaration.review_round, voided_at=None
    )
    return list(of_round.select_related("reviewer").order_by("id"))


def outcome_of(declaration: Declaration) -> Outcome:
    """What the decisions of this round come to."""
    votes = [
        Vote(one.reviewer_id, one.verdict, one.as_lead) for one in standing_decisions(declaration)
    ]
    return outcome(votes, needed=declaration.reviewers_needed)


def has_decided(reviewer: User, declaration: Declaration) -> bool:
    """Whether this person already decided in this round."""
    return Decision.objects.filter(
        declaration=declaration, round=declaration.review_round, reviewer=reviewer
    ).exists()


def may_review(reviewer: User, declaration: Declaration, *, as_lead: bool = False) -> bool:
    """Whether this person may decide about the case now."""
    if declaration.state != "in_review" or is_party(reviewer, declaration):
        return False
    found = outcome_of(declaration)
    waits = found == Outcome.WAITS or (found == Outcome.DISAGREED and as_lead)
    return waits and not has_decided(reviewer, declaration)


def visible_decisions(declaration: Declaration, reader: User) -> list[Decision]:
    """What a reviewer sees of the others' decisions: nothing until they decided, or it is settled or a lead's turn."""
    decisions = list(
        Decision.objects.filter(declaration=declaration).select_related("reviewer").order_by("id")
    )
    blind = declaration.state == "in_review" and outcome_of(declaration) == Outcome.WAITS
    if not blind or has_decided(reader, declaration):
        return decisions
    return [one for one in decisions if one.round < declaration.review_round]


def votes_needed(contest: Contest, *, uphold: bool) -> int:
    """A word that only asks staff to look may be set aside by one; all else takes as many as a decision."""
    if not contest.freezes and not uphold:
        return 1
    return max(contest.declaration.reviewers_needed, int(settings.REVIEWERS))


def may_vote(reviewer: User, contest: Contest) -> bool:
    """Neither a party nor the objector nor somebody who has already decided about it."""
    mark = vault.fingerprint(reviewer.email.lower(), FINGERPRINT)
    if is_party(reviewer, contest.declaration) or mark == contest.by.email_fingerprint:
        return False
    return not contest.votes.filter(reviewer=reviewer).exists()
