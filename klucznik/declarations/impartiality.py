"""Who may decide about a case: nobody who is a party to it, and nobody twice."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core import vault
from klucznik.declarations.leads import needs_lead
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, Decision, Declaration, Notified
from klucznik.declarations.signed.names import same_person
from klucznik.declarations.verdicts import Outcome, Vote, outcome
from klucznik.declarations.voices import CO_SIGNATORY, FINGERPRINT

# What only a lead moves on, and what is decided without knowing the others' words.
FOR_LEADS = frozenset({Outcome.DISAGREED, Outcome.LACKS_LEAD})
BLIND = frozenset({Outcome.WAITS, Outcome.LACKS_LEAD})


def is_party(reviewer: User, declaration: Declaration) -> bool:
    """The claimant, anybody who ever was in the company, is told about the case or was asked to sign with others."""
    if reviewer.pk == declaration.claimant_id:
        return True
    if is_co_signatory(reviewer, declaration):
        return True
    companies = [
        declaration.company_id,
        *letter_of(declaration.kind).other_companies(declaration),
    ]
    if Membership.objects.filter(company__in=companies, user=reviewer).exists():
        return True
    told = Notified.objects.filter(declaration=declaration)
    return told.filter(Q(user=reviewer) | Q(email_fingerprint__in=marks_of(reviewer))).exists()


def is_co_signatory(reviewer: User, declaration: Declaration) -> bool:
    """Whether this person was asked, at any address of theirs, to sign the letter together with others.

    The claimant chooses these addresses: one under which somebody else's name is asked, and nobody answered, takes
    no reviewer off the case. Otherwise whoever claims could choose who decides.
    """
    asked = [one for one in declaration.co_signatories.all() if one.sealed_email]
    own = addresses_of(reviewer) if asked else set()
    theirs = (
        one
        for one in asked
        if vault.unseal_text(one.sealed_email, context=CO_SIGNATORY).lower() in own
    )
    return any(
        one.signed_at or one.refused_at or same_person(one.name, reviewer.display_name)
        for one in theirs
    )


def addresses_of(person: User) -> set[str]:
    """Every verified address of this person, the one of sign-in among them."""
    known = EmailAddress.objects.filter(user=person, verified=True)
    return {person.email.lower(), *(one.lower() for one in known.values_list("email", flat=True))}


def marks_of(person: User) -> list[str]:
    """The same as keyed hashes, to look for among those who are told."""
    return [vault.fingerprint(one, FINGERPRINT) for one in sorted(addresses_of(person))]


def standing_decisions(declaration: Declaration) -> list[Decision]:
    """Decisions that count: of this round, about the files as they are."""
    of_round = Decision.objects.filter(
        declaration=declaration, round=declaration.review_round, voided_at=None
    )
    return list(of_round.select_related("reviewer").order_by("id"))


def outcome_of(declaration: Declaration) -> Outcome:
    """What the decisions of this round come to."""
    votes = [
        Vote(one.reviewer_id, one.verdict, one.as_lead, one.by_lead)
        for one in standing_decisions(declaration)
    ]
    found = outcome(votes, needed=declaration.reviewers_needed)
    if found == Outcome.APPROVED and needs_lead(declaration):
        return outcome(votes, needed=declaration.reviewers_needed, needs_lead=True)
    return found


def has_decided(reviewer: User, declaration: Declaration) -> bool:
    """Whether this person already decided in this round, or about the rejected case that this one appeals."""
    earlier = Q(declaration=declaration, round=declaration.review_round)
    if declaration.appeal_of_id:
        earlier |= Q(declaration=declaration.appeal_of_id)
    return Decision.objects.filter(earlier, reviewer=reviewer).exists()


def may_review(reviewer: User, declaration: Declaration, *, as_lead: bool = False) -> bool:
    """Whether this person may decide about the case now."""
    if declaration.state != "in_review" or is_party(reviewer, declaration):
        return False
    found = outcome_of(declaration)
    waits = found == Outcome.WAITS or (found in FOR_LEADS and as_lead)
    return waits and not has_decided(reviewer, declaration)


def visible_decisions(declaration: Declaration, reader: User) -> list[Decision]:
    """What a reviewer sees of the others' decisions: nothing until they decided, or it is settled or a lead's turn."""
    decisions = list(
        Decision.objects.filter(declaration=declaration).select_related("reviewer").order_by("id")
    )
    blind = declaration.state == "in_review" and outcome_of(declaration) in BLIND
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
    own = contest.by.email_fingerprint in marks_of(reviewer)
    if own or is_party(reviewer, contest.declaration):
        return False
    return not contest.votes.filter(reviewer=reviewer).exists()
