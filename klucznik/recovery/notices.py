"""What is said about the keys of a company on top of My products."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.companies.health import State as Keys
from klucznik.companies.health import health
from klucznik.companies.models import Membership
from klucznik.companies.notices import Notice
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.models import State
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.situations import cases_about_keys, holds_role


def rights(membership: Membership) -> Notice | None:
    """The notice about the keys for this member, if there is one."""
    if not holds_role(membership, membership.company):
        return _about_case(membership) or _no_keys(membership)
    return _running(membership) or _asked(membership) or _probation(membership)


def _running(membership: Membership) -> Notice | None:
    """Somebody is about to hold the keys, told to those who hold them now and can object."""
    if not may(membership, Permission.RIGHTS_ANSWER):
        return None
    running = cases_about_keys(membership.company).filter(state__in=[State.NOTICE, State.READY])
    case = running.exclude(claimant=membership.user_id).select_related("claimant").first()
    if case is None:
        return None
    is_deputy = case.kind == LetterKind.DEPUTY
    title = _("The deputy %(person)s steps in") if is_deputy else _("%(person)s asks for the keys")
    text = _("They can become a global administrator after %(day)s, unless somebody objects.")
    return Notice(
        weight=96,
        tone="warning",
        title=title % {"person": case.claimant.display_name},
        text=text % {"day": date_long(case.notice_ends_at)},
        action=_("See it and object"),
        url=reverse("recovery:object", args=[membership.company.public_id, case.public_id]),
    )


def _asked(membership: Membership) -> Notice | None:
    if not may(membership, Permission.RIGHTS_ANSWER):
        return None
    waiting = RightsRequest.objects.filter(
        company=membership.company_id, state=RightsRequest.State.PENDING
    ).exclude(person=membership.user_id)
    count = waiting.count()
    if not count:
        return None
    title = ngettext(
        "%(count)s person asks for global administrator rights",
        "%(count)s people ask for global administrator rights",
        count,
    )
    return Notice(
        weight=80,
        tone="warning",
        title=title % {"count": count},
        text=ngettext(
            "If nobody answers within %(days)s day, the person can submit a declaration instead.",
            "If nobody answers within %(days)s days, the person can submit a declaration instead.",
            settings.REQUEST_DAYS,
        )
        % {"days": settings.REQUEST_DAYS},
        action=_("See the request") if count == 1 else _("See the requests"),
        url=reverse("recovery:requests", args=[membership.company.public_id]),
    )


def _about_case(membership: Membership) -> Notice | None:
    """The person's own case, when it waits for them."""
    mine = cases_about_keys(membership.company).filter(claimant=membership.user_id)
    case = mine.open().first()
    if case is None:
        return None
    titles = {
        State.DRAFT: _("Your declaration is waiting to be signed and sent"),
        State.NEEDS_INFO: _("We need something more for your declaration"),
        State.READY: _("You can accept the global administrator rights"),
    }
    title = titles.get(
        State(case.state), _("Your case about global administrator rights is under way")
    )
    waits = case.state in titles and case.due_at is not None
    text = _("Case %(number)s. It waits for you until %(day)s.") if waits else _("Case %(number)s.")
    return Notice(
        weight=95 if case.state in titles else 60,
        tone="warning" if case.state in titles else "info",
        title=title,
        text=text % {"number": case.number, "day": date_long(case.due_at) if waits else ""},
        action=_("Open the case"),
        url=reverse("declarations:case", args=[case.public_id]),
    )


def _no_keys(membership: Membership) -> Notice:
    if health(membership.company).state == Keys.ADMINLESS:
        return _nobodys_keys(membership)
    return Notice(
        weight=70,
        tone="key",
        title=_("You are not a global administrator of this company"),
        text=_(
            "You see the products, but you cannot manage licenses, company data or users. "
            "You can get the rights."
        ),
        action=_("Go on"),
        url=reverse("recovery:ways", args=[membership.company.public_id]),
    )


def _nobodys_keys(membership: Membership) -> Notice:
    """Openly, to everybody in the company."""
    return Notice(
        weight=70,
        tone="key",
        title=_("This company has no global administrator"),
        text=_(
            "The products work as before, but nobody manages licenses, company data and users. "
            "Whoever may act for the company can regain the role."
        ),
        action=_("How the role is regained"),
        url=reverse("recovery:ways", args=[membership.company.public_id]),
    )


def _probation(membership: Membership) -> Notice | None:
    """The first two weeks: what is not possible yet, and until when."""
    if not membership.is_on_probation or membership.probation_until is None:
        return None
    days = max(1, -(-(membership.probation_until - clock.now()) // timedelta(days=1)))
    text = ngettext(
        "For %(days)s more day you cannot give the global role, manage administrators or answer requests.",
        "For %(days)s more days you cannot give the global role, manage administrators or answer requests.",
        days,
    )
    return Notice(
        weight=20,
        tone="info",
        title=_("You are a global administrator on probation"),
        text=text % {"days": days},
    )
