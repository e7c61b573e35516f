"""What an invitation of an office comes to for the person who holds it: decided before anything changes."""

from __future__ import annotations

from enum import StrEnum

from klucznik.accounts.models import User
from klucznik.companies.measures import is_disputed, is_suspended
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.companies.proofs import ownership_proof
from klucznik.licensing.entitlements import state_of
from klucznik.members.verdicts import LicenseState
from klucznik.offices.addresses import proved_by
from klucznik.offices.life import State
from klucznik.offices.models import Share
from klucznik.recovery.offices import had_licenses
from klucznik.recovery.recipients import administrators_to_ask, holders


class Offer(StrEnum):
    """How accepting ends."""

    # The portal does not have the company: it is made, and the person administers it, without anybody's proof.
    MAKES = "makes"
    # The person decides for the company, which is there already.
    ATTACHES = "attaches"
    # The company has keys, licenses or a vendor who knows it: its administrators decide.
    ASKS = "asks"
    # Nobody holds the keys of the company any more: the person is let in without a right, the keys go another way.
    LEADS = "leads"


def company_of(share: Share) -> Company | None:
    """The portal's company of the client's tax ID, also a closed one."""
    return Company.objects.with_tax_id(share.tax_id).first()


def offer_for(person: User, company: Company | None) -> Offer:
    """Read it under the lock of the company. A right is never made where somebody holds or held one."""
    if company is None or company.closed_at:
        return Offer.MAKES
    if decides_for(person, company):
        return Offer.ATTACHES
    if is_somebodys(company) or holders(company).exists():
        return Offer.ASKS
    return Offer.LEADS if Membership.objects.of(company).exists() else Offer.MAKES


def is_somebodys(company: Company) -> bool:
    """Whether the vendor has to do with the company: it knows it, licensed it something, or took a measure."""
    measured = is_suspended(company) or is_disputed(company)
    return company.is_known or measured or had_licenses(company)


def decides_for(person: User, company: Company | None) -> bool:
    """Whether the person decides today what an office may do in the company."""
    if company is None or company.closed_at:
        return False
    place = Membership.objects.active().filter(company=company, user=person).first()
    if place is None:
        return False
    place.company = company
    return may(place, Permission.OFFICE_MANAGE)


def may_accept(person: User, share: Share) -> bool:
    """The invitation is of whoever has proved that the invited mailbox is theirs, and of nobody else."""
    return share.email.lower() in proved_by(person)


def is_answerable(share: Share) -> bool:
    """Whether the invitation can still be answered: a question to administrators waits longer than the link."""
    return share.state == State.ASKED or share.is_link_open


def is_declinable(share: Share) -> bool:
    """Once administrators were asked, they say no; before that, whoever holds the invitation."""
    return share.state == State.INVITED and share.is_link_open


def has_somebody_to_ask(company: Company) -> bool:
    return administrators_to_ask(company).exists()


def lets_in(company: Company) -> bool:
    """Whether the invitation lets a person in without a right: only where no license number would be asked for."""
    return not ownership_proof().is_needed(company)


def why_it_rests(share: Share) -> LicenseState | None:
    """What keeps the office from sharing now; None when nothing does. A license that begins later is no obstacle."""
    if is_suspended(share.office):
        return LicenseState.SUSPENDED
    state = state_of(share.license)
    return None if state in (LicenseState.USABLE, LicenseState.NOT_YET) else state
