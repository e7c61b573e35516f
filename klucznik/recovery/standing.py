"""What the portal itself knows for and against somebody who claims the keys of a company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.accounts.factors import factor_since
from klucznik.accounts.models import User
from klucznik.accounts.oddities import is_sign_in_odd
from klucznik.companies.models import Company, FormerAdministrator, Membership
from klucznik.core import clock, vault
from klucznik.declarations.models import Declaration
from klucznik.declarations.scoring import Proof
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.places import CONTEXT

LONG = timedelta(days=180)
YOUNG = timedelta(hours=72)
FRESH = timedelta(days=30)
CONTACT_FIELDS = {"email", "phone"}


def standing_of(case: Declaration) -> Iterator[Proof]:
    """As it is now: some of it passes by itself, and counts only as long as it lasts."""
    company, person = case.company, case.claimant
    facts = {
        Proof.LONG_ASSOCIATED: is_long_associated(company, person),
        Proof.WAS_ADMINISTRATOR: was_administrator(company, person),
        Proof.OFFICE: office_confirms(case),
        Proof.YOUNG_ACCOUNT: is_young(person),
        Proof.FRESH_CONTACT: is_contact_fresh(company),
        Proof.RISKY_SIGN_IN: is_sign_in_odd(person),
    }
    yield from (proof for proof, holds in facts.items() if holds)


def is_long_associated(company: Company, person: User) -> bool:
    """In the company without a break for half a year, with whatever role."""
    places = Membership.objects.active().filter(company=company, user=person)
    return places.filter(joined_at__lte=clock.now() - LONG).exists()


def was_administrator(company: Company, person: User) -> bool:
    """Held the keys within two years, and no other administrator took them."""
    mark = vault.fingerprint(person.email.lower(), CONTEXT)
    stones = FormerAdministrator.objects.filter(company=company, email_fingerprint=mark)
    return stones.filter(removed_by_other=False, forget_at__gt=clock.now()).exists()


def office_confirms(case: Declaration) -> bool:
    """The word of the company's accounting office, where a part of the portal knows offices."""
    if not settings.OFFICE_WORD:
        return False
    return bool(import_string(settings.OFFICE_WORD)(case))


def is_young(person: User) -> bool:
    """The account, or the oldest of its second steps; a spare key added later makes nobody younger."""
    since = factor_since(person)
    factor_is_young = since is not None and timezone.now() - since < YOUNG
    return clock.now() - person.joined_at < YOUNG or factor_is_young


def is_contact_fresh(company: Company) -> bool:
    """Its address or telephone changed lately, in the portal or at the vendor's: notices may go to whoever claims."""
    lately = clock.now() - FRESH
    if company.vendor_email_since and company.vendor_email_since > lately:
        return True
    changes = Event.objects.filter(company=company, kind=Kind.COMPANY_CHANGED, at__gte=lately)
    return any(CONTACT_FIELDS & set(event.facts.get("fields", [])) for event in changes)
