"""The invitation of the accounting office that brought a company in: when it is a way to the keys, when not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Notified
from klucznik.licensing.models import License, Transfer
from klucznik.members.invitations import is_address_of
from klucznik.recovery.recipients import administrators_to_ask, holders


@dataclass(frozen=True)
class Share:
    """What an accounting office gave a client: it made the company in the portal, and whom the office invited."""

    office: str
    email: str
    tax_id: str


# Named in settings.OFFICE_SHARES: the share that made this company, if one did, and its invitation if it still stands.
Source = Callable[[Company], Share | None]


def share_of(company: Company) -> Share | None:
    """The share of an office that made this company."""
    sources: list[Source] = [import_string(path) for path in settings.OFFICE_SHARES]
    return next((share for source in sources if (share := source(company))), None)


def share_with_keys(company: Company) -> Share | None:
    """The share, where its invitation leads to the keys: otherwise an office could take over any client.

    It made the company, the tax ID is the same, the company never had licenses of its own, the vendor does not know it
    from elsewhere, and nobody who holds the keys can be asked.
    """
    share = share_of(company)
    if share is None or share.tax_id != str(company.tax_id) or company.is_known:
        return None
    if had_licenses(company):
        return None
    return None if administrators_to_ask(company).exists() else share


def had_licenses(company: Company) -> bool:
    """Whether the company has, or ever had, licenses of its own."""
    passed = Transfer.objects.filter(Q(giver=company) | Q(receiver=company), done_at__isnull=False)
    return License.objects.filter(company=company).exists() or passed.exists()


def invited_by_office(company: Company, person: User) -> Share | None:
    """The share with keys whose invitation is this person's: their sign-in address, verified."""
    share = share_with_keys(company)
    if share is None or share.email.lower() != person.email.lower():
        return None
    return share if is_address_of(person, share.email) else None


def former_holders(company: Company, *, but: User) -> Iterator[Addressee]:
    """Who held the keys, also without anybody's proof, and still has an account: nothing is known about others."""
    held = Membership.objects.of(company).filter(
        role=Role.GLOBAL_ADMINISTRATOR, ended_at__isnull=False, user__deleted_at=None
    )
    now = holders(company).values("user")
    for place in held.exclude(user=but).exclude(user__in=now).select_related("user"):
        person, standing = place.user, Notified.Standing.FORMER_ADMINISTRATOR
        yield Addressee(person.email, standing, person.language, person)
