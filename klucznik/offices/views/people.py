"""Who in an office serves whom: seen, changed for one client, passed on for hundreds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.accounts.models import User
from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.offices import serving_people
from klucznik.offices.actions.assigning import choose_people, reassign
from klucznik.offices.doors import client_of, office_requires
from klucznik.offices.forms.people import ClientPeopleForm, PassOnForm
from klucznik.offices.models import Client
from klucznik.offices.serving_people import MOST_AT_ONCE


@office_requires(Permission.CLIENTS_MANAGE)
def people(request: CompanyRequest, company: Company) -> HttpResponse:
    """Everybody who may serve clients, with how many they serve; and how many nobody serves."""
    serving = serving_people.with_loads(company)
    alone = serving_people.left_alone(company).count()
    return page(request, "offices/people.html", serving=serving, alone=alone)


@office_requires(Permission.CLIENTS_MANAGE)
def person(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """The clients of one person, and passing them on."""
    places = serving_people.places_that_serve(company).select_related("user")
    place = get_object_or_404(places, public_id=member)
    rows = serving_people.clients_of_person(company, place.user)
    return pass_on(request, company, rows, place.user)


@office_requires(Permission.CLIENTS_MANAGE)
def left_alone(request: CompanyRequest, company: Company) -> HttpResponse:
    """The clients that nobody serves, and giving them to somebody."""
    return pass_on(request, company, serving_people.left_alone(company), None)


@office_requires(Permission.CLIENTS_MANAGE)
def client_people(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Who serves one client."""
    found = client_of(request, client)
    now = {"people": [one.member for one in serving_people.people_of(found)]}
    form = ClientPeopleForm(given(request), office=company, initial=now)
    if form.perform(change_people, request.user, found):
        messages.success(request, _("Saved: who serves %(name)s.") % {"name": found.name})
        return redirect(found)
    return page(request, "offices/client_people.html", form=form, client=found)


def pass_on(
    request: CompanyRequest, company: Company, rows: QuerySet[Client], from_member: User | None
) -> HttpResponse:
    """Tick clients (or all of them) and people; with one button they are passed on."""
    form = PassOnForm(given(request), office=company, but=from_member)
    more: dict[str, Any] = {"from_member": from_member, "clients": ticked(request, rows)}
    if count := form.perform(passed, request.user, company, **more):
        messages.success(request, passed_words(count))
        return redirect("offices:people", company.public_id)
    found = keyset(rows, ("name", "id"), request.GET.get("after"), size=MOST_AT_ONCE)
    context: dict[str, Any] = {
        "person": from_member,
        "total": rows.count(),
        "ticked": request.POST.getlist("client"),
    }
    return page(request, "offices/pass_on.html", form=form, found=found, **context)


def passed(
    actor: User,
    office: Company,
    *,
    people: Iterable[User],
    from_member: User | None,
    clients: Collection[Client] | None,
) -> int:
    """As the action, with the name that the field has."""
    return reassign(
        actor, office, from_member=from_member, to_members=list(people), clients=clients
    )


def change_people(actor: User, client: Client, *, people: Iterable[User]) -> bool:
    """As the action; that it was done is an answer."""
    choose_people(actor, client, people=people)
    return True


def ticked(request: CompanyRequest, rows: QuerySet[Client]) -> list[Client] | None:
    """The chosen ones among these clients; None for all of them, also those on further pages."""
    if request.POST.get("all"):
        return None
    return list(rows.filter(public_id__in=request.POST.getlist("client")[:MOST_AT_ONCE]))


def passed_words(count: int) -> str:
    words = ngettext("%(count)s client was passed on.", "%(count)s clients were passed on.", count)
    return words % {"count": count}


def given(request: CompanyRequest) -> dict[str, object] | None:
    """What was sent; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None  # type: ignore[return-value]
