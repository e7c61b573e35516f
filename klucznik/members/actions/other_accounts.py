"""Accepting an invitation with another account than the invited one: only after somebody who could invite agrees."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Role
from klucznik.companies.permissions import manageable_roles
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.members.errors.invitations import (
    AccountRefused,
    InvitationClosed,
    QuestionAnswered,
    TooManyQuestions,
)
from klucznik.members.invitations import may_take
from klucznik.members.models import AnotherAccount, Invitation
from klucznik.members.permissions import acting

MOST_QUESTIONS = 3


@transaction.atomic
def ask_with_other_account(actor: User, invitation: Invitation) -> AnotherAccount | None:
    """Ask to accept with this account; None when nothing has to be asked. Asking gives nothing by itself."""
    invitation = _open(invitation)
    if may_take(actor, invitation):
        return None
    asked = invitation.other_accounts.filter(user=actor).first()
    if asked is not None:
        if asked.refused_at:
            raise AccountRefused
        return asked
    if invitation.other_accounts.count() >= MOST_QUESTIONS:
        raise TooManyQuestions
    asked = AnotherAccount.objects.create(invitation=invitation, user=actor)
    _record(Kind.INVITATION_ACCOUNT_ASKED, actor, asked, invitation)
    return asked


@transaction.atomic
def allow_other_account(actor: User, asked: AnotherAccount) -> AnotherAccount:
    """Let the other account accept; for the global role only with a second step of 72 hours."""
    asked, invitation = _undecided(actor, asked)
    if invitation.role == Role.GLOBAL_ADMINISTRATOR and not is_factor_mature(actor):
        raise FactorTooYoung
    asked.allowed_at, asked.decided_by = clock.now(), actor
    asked.save(update_fields=["allowed_at", "decided_by"])
    _record(Kind.INVITATION_ACCOUNT_ALLOWED, actor, asked, invitation)
    return asked


@transaction.atomic
def refuse_other_account(actor: User, asked: AnotherAccount) -> AnotherAccount:
    """Do not let the other account accept; the invitation waits on for its address."""
    asked, invitation = _undecided(actor, asked)
    asked.refused_at, asked.decided_by = clock.now(), actor
    asked.save(update_fields=["refused_at", "decided_by"])
    _record(Kind.INVITATION_ACCOUNT_REFUSED, actor, asked, invitation)
    return asked


@transaction.atomic
def note_other_account(actor: User, invitation: Invitation) -> bool:
    """Remember that another account tried to accept, so that the inviter learns of it; once for each account."""
    invitation = _open(invitation)
    tried = Event.objects.filter(
        kind=Kind.INVITATION_TRIED,
        subject_type=Invitation._meta.label,
        subject_id=invitation.pk,
    )
    if tried.filter(actor=actor).exists() or tried.count() >= MOST_QUESTIONS:
        return False
    private = {"email": invitation.email, "account": actor.email}
    record(
        Kind.INVITATION_TRIED,
        actor=actor,
        company=invitation.company,
        person=actor,
        subject=invitation,
        private=private,
    )
    return True


def _open(invitation: Invitation) -> Invitation:
    """The invitation as it is now, its company locked; refused when it cannot be accepted any more."""
    company = lock_company(invitation.company)
    invitation = Invitation.objects.get(pk=invitation.pk)
    invitation.company = company
    if not invitation.is_open:
        raise InvitationClosed
    return invitation


def _undecided(actor: User, asked: AnotherAccount) -> tuple[AnotherAccount, Invitation]:
    """The question as it is now, when this actor may answer it and nobody has."""
    invitation = _open(asked.invitation)
    if invitation.role not in manageable_roles(acting(actor, invitation.company)):
        raise RightMissing
    asked = AnotherAccount.objects.select_related("user").get(pk=asked.pk)
    asked.invitation = invitation
    if asked.allowed_at or asked.refused_at:
        raise QuestionAnswered
    return asked, invitation


def _record(kind: Kind, actor: User, asked: AnotherAccount, invitation: Invitation) -> None:
    record(
        kind,
        actor=actor,
        company=invitation.company,
        person=asked.user,
        subject=invitation,
        private={"email": invitation.email, "account": asked.user.email},
    )
