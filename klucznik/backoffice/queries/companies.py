"""Finding a customer, and what the staff may know about one."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from klucznik.accounts.alphabet import sort_key
from klucznik.accounts.models import FactorLoss
from klucznik.backoffice.queries.invitations import invitable, invitations
from klucznik.backoffice.queries.offices import office_facts, served_facts
from klucznik.companies.health import health
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.declarations.models import Declaration
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.recovery.first_invitations import address_for

SHORTEST = 2


def find_companies(text: str) -> QuerySet[Company]:
    """Companies by name, tax ID, customer or support number, or an e-mail; licenses have a search of their own."""
    if len(text) < SHORTEST:  # all of them: as the index has them, however many
        return Company.objects.annotate(sort_name=F("name"))
    exact = Q(customer_no__iexact=text) | _by_tax_id(text) | _by_support_number(text)
    if "@" in text:
        exact |= _by_address(text)
    found = Company.objects.filter(exact | _by_name(text))
    return found.annotate(sort_name=sort_key("name"))


def _by_name(text: str) -> Q:
    """All words in any order; written out by case, because SQLite knows the case of ASCII letters only."""
    wanted = Q()
    for word in text.split()[:6]:
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        either = Q()
        for form in sorted(forms):
            either |= Q(name__icontains=form)
        wanted &= either
    return wanted


def _by_tax_id(text: str) -> Q:
    try:
        tax_id = TaxId.parse(text)
    except DomainError:
        return Q(pk=None)
    return Q(country=tax_id.country, tax_number=tax_id.number)


def _by_support_number(text: str) -> Q:
    digits = re.sub(r"[\s-]", "", text)
    return Q(support_number=digits) if len(digits) == 9 and digits.isdigit() else Q(pk=None)


def _by_address(text: str) -> Q:
    """Exactly this address: the company's, the vendor's or a member's. Parts of addresses are not searched."""
    people = Membership.objects.active().filter(user__email__iexact=text)
    return (
        Q(email__iexact=text) | Q(vendor_email__iexact=text) | Q(pk__in=people.values("company_id"))
    )


def overview_of(company: Company) -> dict[str, Any]:
    """What stands on the first page about a company."""
    memberships = Membership.objects.active().filter(company=company)
    numbers = memberships.aggregate(
        people=Count("pk"), associated=Count("pk", filter=Q(role=Role.ASSOCIATED))
    )
    return {
        "health": health(company),
        "keepers": memberships.global_administrators().select_related("user").order_by("pk")[:20],
        "numbers": numbers
        | {
            "licenses": company.licenses.count(),
            "transactions": company.transactions.count(),
        },
        "cases": cases_of(company)[:20],
        "invitations": invitations().filter(company=company).order_by("-pk")[:5],
        "may_be_invited": address_for(company) if invitable().filter(pk=company.pk) else "",
        "office": office_facts(company),
        "served": served_facts(company),
    }


def cases_of(company: Company) -> QuerySet[Declaration]:
    return Declaration.objects.filter(company=company).select_related("claimant").order_by("-pk")


def people_of(company: Company) -> QuerySet[Membership]:
    """Who is in the company now, and until when somebody waits for the removal of a lost second step."""
    lost = FactorLoss.objects.open().filter(user=OuterRef("user")).values("due_at")[:1]
    places = Membership.objects.active().filter(company=company).select_related("user")
    return places.annotate(factor_lost_until=Subquery(lost))


def licenses_of(company: Company) -> QuerySet[License]:
    return License.objects.filter(company=company).told()


def history_of(company: Company) -> QuerySet[Event]:
    return Event.objects.told().filter(company=company)
