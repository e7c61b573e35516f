"""A company whose deputy can step in, made by calling the actions as people would."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.members.actions.deputies import accept_deputyship, name_deputy
from klucznik.members.models import Deputy
from klucznik.recovery.actions.stepping_in import step_in
from tests import factories
from tests.cast import Cast
from tests.declarations import cases


def deputy_of(cast: Cast, person: User | None = None, *, wait_days: int = 7) -> Deputy:
    """Anna names Bogna, or somebody else, who agrees."""
    person = person or cast.bogna
    place = cases.place_of(person, cast.alfa)
    assert place is not None
    return accept_deputyship(person, name_deputy(cast.anna, place, wait_days=wait_days))


def lose_touch(cast: Cast) -> None:
    """Anna left a request unanswered; she keeps the role."""
    Membership.objects.filter(user=cast.anna).update(silent_since=clock.now())


def stepped_in(cast: Cast, *, wait_days: int = 7) -> Declaration:
    """Bogna is a deputy and has stepped in; Anna holds the keys and does not answer."""
    deputy_of(cast, wait_days=wait_days)
    lose_touch(cast)
    return cases.fresh(step_in(cast.bogna, cast.alfa))


def second_keeper(cast: Cast) -> User:
    """Another administrator, who cannot be reached either."""
    other = factories.person("Edward", "Edel", email="edward@example.com")
    factories.membership(cast.alfa, other, Role.GLOBAL_ADMINISTRATOR, silent_since=clock.now())
    return other
