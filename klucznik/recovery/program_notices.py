"""What the programs of a company say while somebody asks for its keys, to whoever sits before them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long, datetime_long
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.voices import open_contests
from klucznik.licensing.models import License
from klucznik.licensing.notices import ProgramNotice
from klucznik.recovery.situations import cases_about_keys

ASKED = [State.IN_REVIEW, State.NEEDS_INFO]
WAITING = [State.NOTICE, State.READY]
LAST_DAY = timedelta(days=1)
# How long the end of a case is told by programs that told of the case.
TOLD_AFTER = timedelta(days=7)


def for_programs(company: Company, _license: License) -> list[ProgramNotice]:
    """Fulfills settings.PROGRAM_NOTICES: whoever sits before a program of the company learns of a case.

    Never who asked. The licenses are not touched by it, and the sentence says so.
    """
    case = _case_to_tell(company)
    if case is None:
        return []
    told = {"company": company.name, "day": _day(case)}
    calm = _("Your program works as before.")
    sentence = f"{_sentence(case) % told} {calm}"
    url = f"{settings.PUBLIC_URL}{company.get_absolute_url()}"
    return [ProgramNotice("rights_in_waiting", weight=90, sentence=sentence, url=url)]


def _case_to_tell(company: Company) -> Declaration | None:
    """The one that is nearest to a grant, else a case that has just ended."""
    cases = cases_about_keys(company).order_by("-pk")
    running = list(cases.filter(state__in=[*WAITING, State.GRANTED, *ASKED])[:20])
    nearest = [one for one in running if one.state not in ASKED]
    lately = clock.now() - TOLD_AFTER
    sent = Q(submitted_at__isnull=False) | Q(notice_started_at__isnull=False)
    over = cases.filter(sent, ended_at__gt=lately)
    return next(iter(nearest or running), None) or over.exclude(state=State.CLOSED).first()


def _sentence(case: Declaration) -> str:
    if case.is_frozen or (case.is_open and open_contests(case)):
        return _(
            "Somebody objected in the case about the rights in %(company)s, and we examine it."
        )
    if case.state in ASKED:
        return _(
            "Somebody asked for the rights of a global administrator of %(company)s, and we check it."
        )
    if case.state in WAITING:
        return _(
            "Somebody wants to become global administrator of %(company)s. Whoever knows nothing about it can object "
            "until %(day)s."
        )
    if case.state == State.GRANTED:
        return _(
            "%(company)s has a new global administrator. Whoever knows nothing about it can object until %(day)s."
        )
    if case.state == State.REVERTED:
        return _("The new rights in %(company)s were taken back.")
    return _("The case about the rights in %(company)s is over; nobody got rights through it.")


def _day(case: Declaration) -> str:
    """The day, and on the last one the hour."""
    ends_at = case.probation_until if case.state == State.GRANTED else case.notice_ends_at
    if ends_at is None:
        return ""
    near = ends_at - clock.now() <= LAST_DAY
    return str(datetime_long(ends_at) if near else date_long(ends_at))
