"""What waits for a person about the keys, company by company: requests to answer, their own case to go on with."""

from __future__ import annotations

from collections import Counter

from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.declarations.models import Declaration, State
from klucznik.recovery.models import RightsRequest

THEIR_TURN = [State.DRAFT, State.NEEDS_INFO, State.READY]


def in_places(places: list[Membership]) -> dict[int, int]:
    """Fulfills companies.places.Waiting."""
    answering = {p.company_id: p for p in places if may(p, Permission.RIGHTS_ANSWER)}
    requests = RightsRequest.objects.filter(
        company__in=answering, state=RightsRequest.State.PENDING
    )
    counts: Counter[int] = Counter()
    for company, person in requests.values_list("company", "person"):
        place = answering[company]
        counts[place.pk] += person != place.user_id
    own = {(place.company_id, place.user_id): place.pk for place in places}
    cases = Declaration.objects.filter(
        company__in=[place.company_id for place in places],
        claimant__in={place.user_id for place in places},
        state__in=THEIR_TURN,
    )
    for case in cases.values_list("company", "claimant"):
        if case in own:
            counts[own[case]] += 1
    return +counts
