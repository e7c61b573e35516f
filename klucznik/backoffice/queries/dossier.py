"""What a reviewer compares: the letter with the register, the claimant with the company's past, who was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.factors import factor_since
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, may
from klucznik.backoffice.queries.warnings import lacks_lead, warnings_of
from klucznik.companies.health import Health, health
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.desk import is_held
from klucznik.declarations.comparing import registers_context
from klucznik.declarations.impartiality import (
    has_decided,
    is_party,
    may_review,
    outcome_of,
    visible_decisions,
)
from klucznik.declarations.models import Contest, Declaration, EvidenceFile, Notified, State
from klucznik.declarations.papers import current_files, details_of
from klucznik.declarations.raster import SHOWN
from klucznik.declarations.reasons import words
from klucznik.declarations.receipts_of_cases import has_receipt
from klucznik.declarations.saying import places
from klucznik.declarations.sums import evidence_context
from klucznik.declarations.verdicts import Outcome
from klucznik.declarations.voices import address_of, masked
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail

YOUNG = timedelta(hours=72)
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Compared:
    """One fact as the letter tells it and as we have it."""

    label: str | Promise
    declared: str
    ours: str

    @property
    def differs(self) -> bool:
        return " ".join(self.declared.split()).casefold() != " ".join(self.ours.split()).casefold()


@dataclass(frozen=True)
class Told:
    """Somebody who is told about the case, and whether the last message reached the mailbox."""

    standing: str
    address: str
    sent_at: datetime | None
    bounced_at: datetime | None


def dossier(case: Declaration, member: StaffMember) -> dict[str, Any]:
    """Everything on the page of a case, as this person of the staff may see it."""
    as_lead = may(member, StaffPermission.CASES_SETTLE)
    decides = may(member, StaffPermission.CASES_DECIDE)
    seen = {"claimant": claimant_of(case), **surroundings_of(case)}
    return {
        "files": [(file, page_numbers(file)) for file in current_files(case)],
        "compared": compared(case),
        "letter": case.content,
        "details": details_of(case, language=get_language() or "pl"),
        "removed": removed_files(case),
        "signing": list(case.co_signatories.order_by("pk")),
        "evidence": evidence_context(case),
        "places": places(case),
        "warnings": warnings_of(case, seen),
        "lacks_lead": lacks_lead(case),
        "is_held": is_held(case),
        "held_words": words(case.held_reason),
        "told": told_about(case),
        "has_receipt": has_receipt(case),
        "decisions": [(one, words(one.reason)) for one in visible_decisions(case, member.user)],
        "contests": contests_of(case),
        "history": history_of_case(case)[:40],
        "to_check": list(Event.objects.told().filter(pk__in=case.about.get("to_check", []))),
        "is_party": is_party(member.user, case),
        "has_decided": has_decided(member.user, case),
        "disagreed": case.state == State.IN_REVIEW and outcome_of(case) == Outcome.DISAGREED,
        "may_decide": decides and may_review(member.user, case, as_lead=as_lead),
        **seen,
        **registers_context(case),
    }


def contests_of(case: Declaration) -> list[Contest]:
    """Objections with the files that came with them."""
    rows = case.contests.select_related("by").prefetch_related("files")
    return list(rows.order_by("pk"))


def removed_files(case: Declaration) -> QuerySet[EvidenceFile]:
    """Files that a reviewer took out because of an identity document: what is left of them is a note."""
    taken_out = case.files.filter(removed_by__isnull=False)
    return taken_out.select_related("removed_by").order_by("pk")


def page_numbers(file: EvidenceFile) -> range:
    """The numbers of the pages that can be shown as pictures; none for a file of signatures."""
    return range(1, (file.pages or 0) + 1) if file.media_type in SHOWN else range(0)


def compared(case: Declaration) -> list[Compared]:
    """The letter beside what is registered now; nothing for a case without a letter."""
    if not case.content:
        return []
    told, company, person = case.content, case.company, case.claimant
    pairs = [
        (_("Company"), "company_name", company.name),
        (_("Tax ID"), "company_tax_id", company.tax_id_display),
        (_("Address"), "company_address", company.address),
        (_("Customer number"), "customer_no", company.customer_no or ""),
        (_("Person"), "person_name", person.display_name),
        (_("Sign-in"), "login", person.email),
    ]
    return [Compared(label, str(told.get(key, "")), ours) for label, key, ours in pairs]


def claimant_of(case: Declaration) -> dict[str, Any]:
    """Who asks, and what the company's past says about them."""
    person, now = case.claimant, clock.now()
    places = Membership.objects.filter(company=case.company, user=person).order_by("-pk")
    factor = factor_since(person)
    return {
        "person": person,
        "place": next((place for place in places if place.ended_at is None), None),
        "past": [place for place in places if place.ended_at is not None],
        "lost_role": _lost_role(case).order_by("-pk").first(),
        "is_young": now - person.joined_at < YOUNG,
        "cases": Declaration.objects.filter(claimant=person)
        .exclude(pk=case.pk)
        .select_related("company")
        .order_by("-pk")[:10],
        "elsewhere": Membership.objects.active()
        .filter(user=person)
        .exclude(company=case.company)
        .select_related("company")
        .order_by("-pk")[:10],
        "factor_since": factor,
        # A second step is of the real time, like every secret of sign-in.
        "factor_is_young": factor is not None and timezone.now() - factor < YOUNG,
    }


def _lost_role(case: Declaration) -> QuerySet[Event]:
    """Events in which the claimant lost the global role; the latest tells by whom."""
    return Event.objects.told().filter(
        kind=Kind.MEMBER_ROLE_CHANGED,
        company=case.company,
        person=case.claimant,
        facts__old_role=Role.GLOBAL_ADMINISTRATOR,
    )


def surroundings_of(case: Declaration) -> dict[str, Any]:
    """The company around the case: its keys, other cases, data that changed lately."""
    others = Declaration.objects.filter(company=case.company).exclude(pk=case.pk)
    keys: Health = health(case.company)
    return {
        "health": keys,
        "cases": others.select_related("claimant").order_by("-pk")[:20],
        "changed_at": contact_changed_at(case.company),
    }


def contact_changed_at(company: Company) -> datetime | None:
    """When contact data changed last within 30 days: in the portal or in the vendor's books."""
    since = clock.now() - LATELY
    changes = Event.objects.filter(kind=Kind.COMPANY_CHANGED, company=company, at__gte=since)
    moments = [company.vendor_email_since, *changes.values_list("at", flat=True)]
    return max((one for one in moments if one and one >= since), default=None)


def told_about(case: Declaration) -> list[Told]:
    """Everybody who is told, addresses masked, with the fate of the last message."""
    letters = SentEmail.objects.filter(
        event__subject_type=Declaration._meta.label, event__subject_id=case.pk
    )
    last = {letter.address.lower(): letter for letter in letters.order_by("pk")}
    return [
        _told(voice, last.get(address_of(voice).lower()))
        for voice in Notified.objects.filter(declaration=case).order_by("pk")
    ]


def _told(voice: Notified, letter: SentEmail | None) -> Told:
    return Told(
        standing=voice.get_standing_display(),
        address=masked(address_of(voice)),
        sent_at=letter.sent_at if letter else None,
        bounced_at=voice.bounced_at or (letter.bounced_at if letter else None),
    )


def history_of_case(case: Declaration) -> QuerySet[Event]:
    """Everything that happened in the case, newest first."""
    return (
        Event.objects.told()
        .filter(subject_type=Declaration._meta.label, subject_id=case.pk)
        .order_by("-id")
    )
