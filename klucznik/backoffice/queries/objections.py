"""What a reviewer knows about an objection; the other's word only after one's own."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.models import User
from klucznik.backoffice.queries.dossier import page_numbers, surroundings_of
from klucznik.declarations.impartiality import may_vote, votes_needed
from klucznik.declarations.models import Contest
from klucznik.declarations.voices import address_of, masked, objector_has_until


def facts_of(contest: Contest, reader: User) -> dict[str, Any]:
    """Everything on the page of an objection."""
    votes = list(contest.votes.select_related("reviewer").order_by("pk"))
    spoke = any(vote.reviewer_id == reader.pk for vote in votes)
    return {
        "contest": contest,
        "case": contest.declaration,
        "address": masked(address_of(contest.by)),
        "files": [(file, page_numbers(file)) for file in contest.files.filter(erased_at=None)],
        "votes": votes if spoke or not contest.is_open else [],
        "spoke": spoke,
        "not_before": objector_has_until(contest),
        "needed": votes_needed(contest, uphold=False),
        "may_vote": contest.is_open and may_vote(reader, contest),
        **surroundings_of(contest.declaration),
    }
