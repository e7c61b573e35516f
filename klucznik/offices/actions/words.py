"""The office says whether it knows who asks for the keys of its client."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.notices import give_voice
from klucznik.declarations.actions.proving import weigh_again
from klucznik.declarations.errors import AlreadyContested
from klucznik.declarations.letters import Addressee
from klucznik.declarations.models import Declaration, Notified
from klucznik.declarations.steps import take
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.offices.errors.staffing import NoWordAsked
from klucznik.offices.models import Word
from klucznik.offices.words_of_offices import is_asked


@transaction.atomic
def say_word(actor: User, office: Company, declaration: Declaration, *, confirms: bool) -> Word:
    """Once, and for good. A yes is weighed with the other evidence; a no is an objection that staff look at."""
    case = _take(office, declaration)
    if not may(acting(actor, Company.objects.get(pk=office.pk)), Permission.CLIENTS_MANAGE):
        raise RightMissing
    if not is_asked(case, office):
        raise NoWordAsked
    word = Word.objects.create(declaration=case, office=office, said_by=actor, confirms=confirms)
    for company in (office, case.company):
        record(
            Kind.OFFICE_WORD_SAID,
            actor=actor if company == office else None,
            company=company,
            subject=case,
            office=office.name,
            number=case.number,
        )
    if confirms:
        weigh_again(case)
    else:
        _object(actor, case)
    return word


def _take(office: Company, declaration: Declaration) -> Declaration:
    """The case as it is now; the companies of both locked before it, by their keys."""
    for key in sorted({office.pk, declaration.company_id}):
        Company.objects.locked(key)
    fresh = Declaration.objects.select_related("company", "claimant").get(pk=declaration.pk)
    return take(fresh)


def _object(actor: User, case: Declaration) -> None:
    """Whoever objected by the link in a message already has said so."""
    standing = Notified.Standing.OFFICE
    voice = give_voice(case, Addressee(actor.email, standing, actor.language, actor))
    voice.declaration = case
    with suppress(AlreadyContested):
        object_to(voice)
