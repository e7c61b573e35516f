"""The vendor's invitation of a customer's first administrator: sent, revoked, accepted, expired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock, tokens
from klucznik.core.errors import DomainError
from klucznik.core.models import new_public_id
from klucznik.declarations.actions.notices import start_notice
from klucznik.declarations.actions.preparing import open_case
from klucznik.declarations.models import Declaration
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.turns import another_case_runs
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.invitations import is_address_of
from klucznik.recovery.errors import (
    AlreadyInvited,
    AnotherCase,
    HasAdministrator,
    InvitationClosed,
    InvitationNotForYou,
    NoAddress,
    UnknownCompany,
)
from klucznik.recovery.first_invitations import VALID_FOR, address_for, secret_of
from klucznik.recovery.models import FirstAdministratorInvitation
from klucznik.recovery.situations import open_first_invitation


@dataclass
class Invited:
    """What came of inviting many: those written to, and those left out with the reason."""

    sent: list[FirstAdministratorInvitation] = field(default_factory=list)
    skipped: list[tuple[Company, DomainError]] = field(default_factory=list)


def invite_first_administrators(actor: User | None, companies: Iterable[Company]) -> Invited:
    """Invite one or thousands, each company in a transaction of its own, so that one refusal stops nobody."""
    result = Invited()
    for company in companies:
        try:
            result.sent.append(invite_first_administrator(actor, company))
        except DomainError as refusal:
            result.skipped.append((company, refusal))
    return result


@transaction.atomic
def invite_first_administrator(
    actor: User | None, company: Company
) -> FirstAdministratorInvitation:
    """Invite the address that the vendor holds for a customer who never had an administrator."""
    company = lock_company(company)
    check_invitable(company)
    _expire_old(company)
    public_id, nonce = new_public_id(), tokens.new_nonce()
    invitation = FirstAdministratorInvitation.objects.create(
        public_id=public_id,
        nonce=nonce,
        secret_hash=tokens.hashed(secret_of(public_id, nonce)),
        company=company,
        email=address_for(company),
        invited_by=actor,
        expires_at=clock.now() + VALID_FOR,
    )
    _record(Kind.FIRST_INVITED, invitation, actor, by_staff=True)
    return invitation


def check_invitable(company: Company) -> None:
    """Raise why this company gets no such invitation now."""
    if not company.is_known:
        raise UnknownCompany
    held = Membership.objects.filter(company=company, role=Role.GLOBAL_ADMINISTRATOR)
    stones = company.former_administrators.exists()
    if stones or held.filter(proven_at__isnull=False).exists():
        raise HasAdministrator
    if not address_for(company):
        raise NoAddress
    if open_first_invitation(company):
        raise AlreadyInvited


@transaction.atomic
def accept_first_invitation(actor: User, invitation: FirstAdministratorInvitation) -> Declaration:
    """Accept with the account of the invited address: a day in which others may object begins."""
    invitation = _take(invitation)
    company = invitation.company
    if (
        not is_address_of(actor, invitation.email)
        or actor.email.lower() != invitation.email.lower()
    ):
        raise InvitationNotForYou
    if Membership.objects.filter(company=company).reachable_administrators().exists():
        raise HasAdministrator
    case = open_case(actor, company, kind=LetterKind.FIRST_ADMINISTRATOR, language=actor.language)
    if another_case_runs(case):
        raise AnotherCase
    invitation.accepted_at, invitation.accepted_by = clock.now(), actor
    invitation.declaration = start_notice(case, actor=actor)
    invitation.save(update_fields=["accepted_at", "accepted_by", "declaration"])
    return case


@transaction.atomic
def revoke_first_invitation(
    actor: User, invitation: FirstAdministratorInvitation
) -> FirstAdministratorInvitation:
    """The vendor takes an invitation back before it is accepted."""
    invitation = _take(invitation, even_late=True)
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    _record(Kind.FIRST_REVOKED, invitation, actor, by_staff=True)
    return invitation


def _take(
    invitation: FirstAdministratorInvitation, *, even_late: bool = False
) -> FirstAdministratorInvitation:
    company = lock_company(invitation.company)
    found = FirstAdministratorInvitation.objects.get(pk=invitation.pk)
    late = found.expires_at <= clock.now() and not even_late
    if found.accepted_at or found.revoked_at or found.bounced_at or found.expired_at or late:
        raise InvitationClosed
    found.company = company
    return found


def _expire_old(company: Company) -> None:
    """An invitation whose time is over makes room for a new one."""
    FirstAdministratorInvitation.objects.filter(
        company=company, accepted_at=None, revoked_at=None, bounced_at=None, expired_at=None
    ).update(expired_at=clock.now())


def _record(
    kind: Kind,
    invitation: FirstAdministratorInvitation,
    actor: User | None,
    *,
    by_staff: bool = False,
) -> None:
    record(
        kind,
        actor=actor,
        company=invitation.company,
        subject=invitation,
        by_staff=by_staff,
        private={"email": invitation.email},
    )
