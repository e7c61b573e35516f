"""Who can be asked for the keys, and who is told when somebody takes them another way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.companies.models import Company, FormerAdministrator, Membership, MembershipQuerySet
from klucznik.core import clock, vault
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration, Notified
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.places import CONTEXT, address_of

Standing = Notified.Standing
KNOWN_LONG = timedelta(days=90)
UNSEEN = timedelta(days=30)


def administrators_to_ask(company: Company) -> MembershipQuerySet:
    """Reachable global administrators; of a company that only its founder knows, everybody with the role."""
    of_company = Membership.objects.filter(company=company)
    if company.is_known:
        return of_company.reachable_administrators()
    return of_company.global_administrators().filter(
        user__is_active=True,
        user__activated_at__isnull=False,
        user__address_bounced_at=None,
        user__deletion_due_at=None,
        user__deleted_at=None,
        silent_since=None,
    )


def holders(company: Company) -> MembershipQuerySet:
    """Everybody whose role counts now, reachable or not: in a company that the vendor knows only a proven one."""
    found = Membership.objects.filter(company=company).global_administrators()
    return found.filter(proven_at__isnull=False) if company.is_known else found


def all_unseen(company: Company, *, but: User) -> bool:
    """Whether no administrator was here within the last 30 days; also where there is none."""
    since = clock.now() - UNSEEN
    seen = Q(last_active_at__gte=since) | Q(user__last_login__gte=since) | Q(role_since__gte=since)
    return not holders(company).exclude(user=but).filter(seen).exists()


def administrators(company: Company, *, but: User) -> Iterator[Addressee]:
    """Everybody who holds the role now, reachable or not."""
    for membership in holders(company).exclude(user=but).select_related("user"):
        person = membership.user
        if not person.is_deleted:
            yield Addressee(person.email, Standing.ADMINISTRATOR, person.language, person)


def former_administrators(company: Company) -> Iterator[Addressee]:
    """Those who held the role within the last 24 months, under their sealed addresses."""
    stones = FormerAdministrator.objects.filter(company=company, forget_at__gt=clock.now())
    for stone in stones:
        yield Addressee(address_of(stone), Standing.FORMER_ADMINISTRATOR, stone.language)


def contacts(company: Company, *, at_least: timedelta = KNOWN_LONG) -> Iterator[Addressee]:
    """Addresses on record for long enough: a fresh one may be the work of whoever claims."""
    latest = clock.now() - at_least
    for email, since in contact_addresses(company):
        if since <= latest:
            yield Addressee(email, Standing.CONTACT)


def replaced_contacts(company: Company) -> Iterator[Addressee]:
    """Addresses that fresh ones took the place of: whoever changes them before a claim hides it from nobody."""
    latest = clock.now() - KNOWN_LONG
    since = company.vendor_email_since
    if company.vendor_email_before and since and since > latest:
        yield Addressee(company.vendor_email_before, Standing.CONTACT)
    changes = Event.objects.filter(
        company=company, kind=Kind.COMPANY_CHANGED, at__gt=max(latest, company.known_at or latest)
    )
    for event in changes.select_related("details").order_by("id"):
        if "email" in event.facts.get("fields", []) and hasattr(event, "details"):
            if before := event.details.values.get("before", {}).get("email"):
                yield Addressee(before, Standing.CONTACT)
            return


def is_vendor_address_fresh(company: Company) -> bool:
    """Whether the vendor's ERP has held its address for less than three months, in place of another."""
    since = company.vendor_email_since
    return since is not None and clock.now() - since < KNOWN_LONG


def contact_addresses(company: Company) -> Iterator[tuple[str, datetime]]:
    """The ERP's address and the one shown as contact, each with the time since when it is known."""
    known = company.known_at or company.created_at
    if company.customer_since:
        began = datetime.combine(company.customer_since, datetime.min.time(), known.tzinfo)
        known = min(known, began)
    if company.vendor_email:
        yield company.vendor_email, company.vendor_email_since or known
    if company.email and company.email.lower() != company.vendor_email.lower():
        yield company.email, company.email_since if "email" in company.edited_fields else known


def other_people(company: Company, *, but: User) -> Iterator[Addressee]:
    """Everybody else in the company, for the first administrator of all."""
    members = Membership.objects.active().filter(company=company).exclude(user=but)
    for membership in members.select_related("user"):
        person = membership.user
        if person.is_reachable:
            yield Addressee(person.email, Standing.CONTACT, person.language, person)


def offices(declaration: Declaration) -> Iterator[Addressee]:
    """Accounting offices that have served the company for long, where a part of the portal knows offices."""
    for path in settings.OFFICE_ADDRESSES:
        for person in import_string(path)(declaration):
            yield Addressee(person.email, Standing.OFFICE, person.language, person)


def forget_former(company: Company, email: str) -> None:
    """Whoever's grant was undone and left in the meantime is no former administrator with a voice."""
    mark = vault.fingerprint(email.lower(), CONTEXT)
    stones = FormerAdministrator.objects.filter(company=company, email_fingerprint=mark)
    stones.update(forget_at=clock.now())
