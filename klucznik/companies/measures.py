"""What a dispute and a suspension stop in a company. Programs and products work on in both."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from klucznik.companies.errors import CompanyDisputed, CompanySuspended
from klucznik.companies.models import Company, Measure, Membership
from klucznik.companies.notices import Notice


def is_disputed(company: Company) -> bool:
    """Two sides say that they represent the company. Read it from a company row of this transaction."""
    return company.disputed_at is not None


def is_suspended(company: Company) -> bool:
    """The vendor stopped every change in the company."""
    return company.suspended_at is not None


def check_changes(company: Company) -> None:
    """Refuse what a suspension stops: every change but leaving."""
    if is_suspended(company):
        raise CompanySuspended


def check_reductions(company: Company) -> None:
    """Refuse what one side of a dispute could take from the other."""
    check_changes(company)
    if is_disputed(company):
        raise CompanyDisputed


def measures_of(company: Company) -> list[Measure]:
    """All measures, those in force or proposed first, then the newest."""
    rows = Measure.objects.filter(company=company).select_related(
        "proposed_by", "confirmed_by", "end_proposed_by", "ended_by"
    )
    return sorted(rows, key=lambda one: (not one.is_open, -one.pk))


def in_force(company: Company) -> list[Measure]:
    """Measures that hold now, a suspension first."""
    if not is_disputed(company) and not is_suspended(company):
        return []
    rows = Measure.objects.filter(company=company, ended_at=None, confirmed_at__isnull=False)
    return sorted(rows, key=lambda one: one.kind != Measure.Kind.SUSPENSION)


def notice(membership: Membership) -> Notice | None:
    """What every member of the company reads on My products while a measure holds."""
    company = membership.company
    found = in_force(company)
    if not found:
        return None
    reason = str(Measure.Reason(found[0].reason).label)
    if found[0].kind == Measure.Kind.SUSPENSION:
        title = _("Changes in this company are stopped")
        text = _(
            "%(reason)s Products work on, and you can read everything; nothing can be changed."
        )
    else:
        title = _("There is a dispute about this company")
        text = _(
            "%(reason)s Products work on. Until it is settled nobody can take rights from anybody."
        )
    return Notice(98, "danger", title, str(text) % {"reason": reason})
