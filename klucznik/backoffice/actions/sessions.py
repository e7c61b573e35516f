"""Staff sessions, and what was looked at in them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.backoffice.models import Look, StaffMember, StaffSession
from klucznik.backoffice.places import end_session
from klucznik.companies.models import Company
from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def begin_staff_session(
    actor: User, member: StaffMember, *, session_key: str, instead_of: StaffSession | None = None
) -> StaffSession:
    """Staff have no standing power: half an hour of it begins here, after the second step, in one browser."""
    if instead_of is not None:
        end_staff_session(actor, instead_of)
    session = StaffSession.objects.create(
        member=member,
        session_key=session_key,
        ends_at=timezone.now() + timedelta(minutes=settings.STAFF_SESSION_MINUTES),
    )
    record(Kind.STAFF_SESSION_STARTED, actor=actor, subject=session, role=member.role)
    return session


@transaction.atomic
def end_staff_session(actor: User | None, session: StaffSession) -> StaffSession:
    """A staff session ends once: by its owner, or by the clock (no actor)."""
    end_session(session, actor=actor)
    return session


@transaction.atomic
def look_at_company(actor: User, company: Company, *, session: StaffSession) -> Company:
    """Each look at a company is told in the company's own history, once per staff session."""
    if _first_look(session, company):
        record(
            Kind.STAFF_VIEWED_COMPANY, actor=actor, company=company, subject=company, by_staff=True
        )
    return company


@transaction.atomic
def look_at_case(actor: User, case: Declaration, *, session: StaffSession) -> Declaration:
    """Each look at a case is told in the history of its company, once per staff session."""
    if _first_look(session, case):
        record(
            Kind.DECLARATION_VIEWED,
            actor=actor,
            company=case.company,
            person=case.claimant,
            subject=case,
            by_staff=True,
            number=case.number,
        )
    return case


def _first_look(session: StaffSession, thing: models.Model) -> bool:
    _, first = Look.objects.get_or_create(
        session=session, subject_type=thing._meta.label, subject_id=thing.pk
    )
    return first
