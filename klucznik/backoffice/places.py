"""How a staff session and a place on the staff end, whoever or whatever ends them."""

from __future__ import annotations

from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember, StaffSession
from klucznik.declarations.actions.review import void_words_of
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


def end_session(session: StaffSession, *, actor: User | None) -> bool:
    """Once; False when it had ended already. Called in a transaction."""
    ended = StaffSession.objects.filter(pk=session.pk, ended_at=None).update(
        ended_at=timezone.now()
    )
    if ended:
        record(Kind.STAFF_SESSION_ENDED, actor=actor, person=session.member.user, subject=session)
    return bool(ended)


def end_place(member: StaffMember, *, actor: User | None) -> bool:
    """With its sessions and its words in cases under review; False when it had ended. Called in a transaction."""
    ended = StaffMember.objects.filter(pk=member.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_by=actor
    )
    if not ended:
        return False
    for session in member.sessions.filter(ended_at=None):
        end_session(session, actor=actor)
    void_words_of(member.user)
    record(Kind.STAFF_REMOVED, actor=actor, person=member.user, subject=member)
    return True


def is_on_staff(user: User) -> bool:
    """Whether somebody acts for the vendor now; their second step is nobody's to wait out."""
    return StaffMember.objects.active().filter(user=user).exists()
