"""Who is told what about companies."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from klucznik.accounts.lost_factors import wait_of
from klucznik.accounts.models import User
from klucznik.companies.demands import ADMINISTRATORS, without_factor
from klucznik.companies.models import Company, Measure, Membership
from klucznik.events.chain import grouped
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


def keepers(company: Company, *, but: User | None = None) -> list[User]:
    """Global administrators to write to, in a stable order."""
    holders = (
        Membership.objects.filter(company=company)
        .global_administrators()
        .select_related("user")
        .order_by("pk")
    )
    return [membership.user for membership in holders if membership.user != but]


@on(Kind.COMPANY_ASSOCIATED)
def company_associated(event: Event) -> None:
    """The person learns what they are now; every global administrator that there is a newcomer, with the way to act."""
    company, newcomer = event.company, event.actor
    assert company is not None
    assert newcomer is not None
    send(
        "companies/emails/you_are_associated",
        to=newcomer,
        event=event,
        company_name=company.name,
        url=company.get_absolute_url(),
    )
    membership = Membership.objects.active().filter(pk=event.subject_id or 0).first()
    if membership is None:
        return
    for keeper in keepers(company, but=newcomer):
        send(
            "companies/emails/newcomer",
            to=keeper,
            event=event,
            company_name=company.name,
            person=newcomer.display_name,
            email=newcomer.email,
            at=event.at,
            url=reverse("members:member", args=[company.public_id, membership.public_id]),
        )


@on(Kind.COMPANY_FOUNDED)
def company_founded(event: Event) -> None:
    """The founder learns what the role is worth until the vendor knows the company."""
    assert event.company is not None
    assert event.actor is not None
    send(
        "companies/emails/company_founded",
        to=event.actor,
        event=event,
        company_name=event.company.name,
        tax_id=event.company.tax_id_display,
        url=event.company.get_absolute_url(),
    )


@on(Kind.COMPANY_CHANGED)
def company_changed(event: Event) -> None:
    """The other global administrators learn of changed contact data: whoever takes a company over begins here."""
    assert event.company is not None
    for keeper in keepers(event.company, but=event.actor):
        send(
            "companies/emails/company_changed",
            to=keeper,
            event=event,
            company_name=event.company.name,
            person=event.actor.display_name if event.actor else "",
            sentence_fields=event.facts["fields"],
            at=event.at,
            url=reverse("companies:data", args=[event.company.public_id]),
        )


@on(Kind.COMPANY_BECAME_KNOWN)
def company_became_known(event: Event) -> None:
    """Those whose unchecked rights ended learn why, and the way to get them back."""
    assert event.company is not None
    for user in User.objects.living().filter(pk__in=event.facts["people"]):
        send(
            "companies/emails/rights_need_confirming",
            to=user,
            event=event,
            company_name=event.company.name,
            url=reverse("recovery:ways", args=[event.company.public_id]),
        )


@on(Kind.COMPANY_CONNECTION_REFUSED)
def connection_refused(event: Event) -> None:
    """Administrators learn of failed tries, at most once a day (the task that records the event sees to it)."""
    assert event.company is not None
    for keeper in keepers(event.company):
        send(
            "companies/emails/connection_refused",
            to=keeper,
            event=event,
            company_name=event.company.name,
            count=event.facts["tries"],
            url=reverse("companies:history", args=[event.company.public_id]),
        )


@on(Kind.HISTORY_HEAD_SENT)
def history_head(event: Event) -> None:
    """Global administrators keep the head outside the portal, where nobody who rewrites the history can reach it."""
    assert event.company is not None
    for keeper in keepers(event.company):
        send(
            "companies/emails/history_head",
            to=keeper,
            event=event,
            company_name=event.company.name,
            count=event.facts["position"],
            head=grouped(event.facts["head"]),
            at=event.at,
            url=reverse("companies:history", args=[event.company.public_id]),
        )


@on(Kind.COMPANY_CLOSED)
def company_closed(event: Event) -> None:
    """Whoever closed it gets a receipt; nobody else was there. What an office took back is told by its part."""
    assert event.company is not None
    assert event.actor is not None
    if event.facts.get("withdrawn"):
        return
    send(
        "companies/emails/company_closed",
        to=event.actor,
        event=event,
        company_name=event.company.name,
        tax_id=event.company.tax_id_display,
        at=event.at,
        place=event.where,
    )


@on(Kind.COMPANY_FACTOR_DEMANDED)
def factor_demanded(event: Event) -> None:
    """Everybody concerned who has no second step yet: the company stays shut until they set one up."""
    assert event.company is not None
    for person in without_factor(event.company, event.facts["demand"]):
        send(
            "companies/emails/factor_demanded",
            to=person,
            event=event,
            company_name=event.company.name,
            who=event.actor.display_name if event.actor else "",
            url=reverse("mfa_index"),
        )


@on(Kind.FACTOR_LOSS_ASKED)
def colleague_lost_factor(event: Event) -> None:
    """Global administrators of the person's companies learn of it: they may know whether the phone is really lost."""
    person = event.person
    assert person is not None
    places = Membership.objects.active().filter(user=person).select_related("company")
    companies: dict[User, list[str]] = {}
    for place in places.order_by("company__name", "pk"):
        for keeper in keepers(place.company, but=person):
            companies.setdefault(keeper, []).append(place.company.name)
    for keeper, names in companies.items():
        send(
            "companies/emails/colleague_lost_factor",
            to=keeper,
            event=event,
            person=person.display_name,
            email=person.email,
            companies=names,
            days=wait_of(person).days,
        )


@on(Kind.COMPANY_DISPUTED, Kind.COMPANY_SUSPENDED, Kind.COMPANY_RELEASED)
def measure(event: Event) -> None:
    """Those who run the company learn what was stopped and why, and later that it is over."""
    assert event.company is not None
    over = event.kind == Kind.COMPANY_RELEASED
    for person in administrators(event.company):
        with translation.override(person.language):
            reason = str(Measure.Reason(event.facts["reason"]).label)
        send(
            "companies/emails/measure_ended" if over else "companies/emails/measure_taken",
            to=person,
            event=event,
            company_name=event.company.name,
            suspended=event.facts["measure"] == Measure.Kind.SUSPENSION,
            reason=reason,
            url=event.company.get_absolute_url(),
        )


def administrators(company: Company) -> list[User]:
    """Company administrators and global ones, in a stable order."""
    places = Membership.objects.active().filter(company=company, role__in=ADMINISTRATORS)
    return [place.user for place in places.select_related("user").order_by("pk")]
