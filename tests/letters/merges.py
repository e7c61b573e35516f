"""Two accounts of Olga, and the way to one."""

from __future__ import annotations

import re

from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.letters.actions.merging import ask_to_merge, merge_accounts
from klucznik.letters.models import Merge
from tests import factories
from tests.cast import Cast

OTHER = "druga@example.com"


def kept_of(cast: Cast) -> User:
    """The account that stays: a user in Alfa."""
    person = factories.person("Olga", "Nowa", email="olga@example.com")
    factories.membership(cast.alfa, person, Role.USER)
    return person


def other_of(cast: Cast) -> User:
    """The other one: an administrator in Alfa, a user in Beta."""
    person = factories.person("Olga", "Nowa", email=OTHER)
    factories.membership(cast.alfa, person, Role.ADMINISTRATOR)
    factories.membership(cast.beta, person, Role.USER)
    return person


def merged(kept: User, email: str = OTHER, **how) -> Merge:
    return merge_accounts(kept, ask_to_merge(kept, email=email), **how)


def link_in(box, path: str) -> str:
    found = [re.search(rf"/account/{path}/[\w-]+/", str(one.body)) for one in box]
    return next(one.group() for one in found if one)
